import pytest
from werkzeug.test import Client as Browser

from services.host import Host
from services.identity.app import SERVICE
from shared.migrate import differences
from tests import askers
from tests.identity.conftest import contents


def send(host: Host, path: str, body: bytes, media: str = "application/json"):
    return Browser(host.apps["identity"]).post(
        path, data=body, content_type=media, base_url="http://localhost/api/identity"
    )


def test_an_unknown_field_is_refused_by_its_name(host, ask):
    answer = ask(None, "POST", "/sign-ins", {"email": "a@elsewhere.example", "admin": True})

    assert answer.status_code == 422
    assert answer.content_type == "application/problem+json"
    assert list(answer.json["fields"]) == ["admin"]


@pytest.mark.parametrize(
    "body",
    [
        b"{",
        b"",
        b'{"email": "a@b.example", "email": "c@d.example"}',
        b'{"email": NaN}',
        b'{"email": "\xff"}',
        b"[" * 40 + b"]" * 40,
        b'{"email": "a\\u0000@b.example"}',
    ],
)
def test_what_is_no_strict_json_is_refused_and_changes_nothing(host, body):
    before = contents(host)

    answer = send(host, "/sign-ins", body)

    assert answer.status_code == 400
    assert answer.content_type == "application/problem+json"
    assert contents(host) == before


@pytest.mark.parametrize("media", ["text/plain", "application/x-www-form-urlencoded", "text/json"])
def test_another_media_type_is_refused(host, media):
    answer = send(host, "/sign-ins", b'{"email": "a@elsewhere.example"}', media)

    assert answer.status_code == 415


@pytest.mark.parametrize("body", [b"[]", b"3", b'"text"', b"null"])
def test_json_that_is_no_object_is_refused(host, body):
    assert send(host, "/sign-ins", body).status_code == 422


@pytest.mark.parametrize(
    "email", ["", "no-address", "a@b", "a\r\nBcc: x@y.example", 7, None, ["a"]]
)
def test_what_is_no_address_is_refused(ask, email):
    answer = ask(None, "POST", "/sign-ins", {"email": email})

    assert answer.status_code == 422
    assert list(answer.json["fields"]) == ["email"]


@pytest.mark.parametrize(
    "proof",
    [
        {},
        {"code": "123456"},
        {"sign_in_id": "0190a1b2-0000-7000-8000-000000000001"},
        {"sign_in_id": "0190a1b2-0000-7000-8000-000000000001", "code": "12345"},
        {"sign_in_id": "0190a1b2-0000-7000-8000-000000000001", "code": "١٢٣٤٥٦"},
        {"sign_in_id": "0190a1b2-0000-7000-8000-000000000001", "code": 123456},
        {"sign_in_id": "x", "code": "123456"},
        {"token": "t", "code": "123456"},
        {"token": "t", "own_device": "yes"},
        {"token": "t" * 201},
    ],
)
def test_half_a_proof_is_none(ask, proof):
    answer = ask(None, "POST", "/sign-ins/check", proof)

    assert answer.status_code == 422
    assert answer.json["fields"]


@pytest.mark.parametrize(
    "change",
    [
        {"language": "de"},
        {"name": ""},
        {"name": "a\nb"},
        {"name": "x" * 121},
        {"name": "\u202eevil"},
        {"name": None},
        {"email": "other@elsewhere.example"},
    ],
)
def test_a_bad_change_of_oneself_names_the_field_and_changes_nothing(host, ask, change):
    leader = askers.person(host, "leader")
    before = contents(host)

    answer = ask(leader, "PATCH", "/me", change)

    assert answer.status_code == 422
    assert list(answer.json["fields"]) == list(change)
    assert contents(host) == before


@pytest.mark.parametrize("query", ["limit=0", "limit=201", "limit=x", "after=x", "more=1"])
def test_a_bad_page_is_refused(host, ask, query):
    operator = askers.person(host, "operator")

    assert ask(operator, "GET", f"/organisations?{query}").status_code == 422


def test_a_body_of_a_megabyte_is_too_large(host):
    assert send(host, "/sign-ins", b'{"email": "' + b"x" * 2**20 + b'"}').status_code == 413


@pytest.mark.parametrize("header", ["Basic abc", "Bearer", "Bearer x.y.z", "Bearer mck_x", "x"])
def test_a_bad_authorization_is_refused_everywhere(host, header):
    for path in ("/me", "/keys/public", "/organisations"):
        answer = Browser(host.apps["identity"]).get(
            path, headers={"Authorization": header}, base_url="http://localhost/api/identity"
        )
        assert answer.status_code == 401


def test_tables_and_migrations_agree(host):
    assert differences(SERVICE, host.tools["identity"].db) == []
