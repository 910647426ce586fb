import hashlib
from datetime import timedelta
from uuid import uuid4

import pytest

from services.host import Host
from shared.clock import StillClock
from tests import askers
from tests.identity.conftest import audited, contents, events

SYNC = {"name": "nightly sync", "scopes": ["offerings:write", "offerings:read"]}


def make(ask, asker, agency=None, **more):
    agency = agency or asker.organisation_id
    return ask(asker, "POST", f"/organisations/{agency}/keys", {**SYNC, **more})


def check(host, ask, key):
    return ask(askers.service(host, "partners"), "POST", "/keys/check", {"key": key})


def test_a_key_is_shown_once_and_only_its_hash_is_kept(host, ask):
    staff = askers.person(host, "agency_staff")

    made = make(ask, staff).json
    listed = ask(staff, "GET", f"/organisations/{staff.organisation_id}/keys").json
    kept = repr(contents(host))

    assert made["key"].startswith("mck_")
    assert len(made["key"]) == 47
    assert made["key"] not in kept
    assert hashlib.sha256(made["key"].encode()).hexdigest() in kept
    assert made["key"] not in repr(listed)
    assert listed[0]["prefix"] == made["key"][:12]


def test_a_key_tells_whose_it_is_and_what_it_may_do(host, ask):
    staff = askers.person(host, "agency_staff")
    made = make(ask, staff).json

    answer = check(host, ask, made["key"]).json

    assert answer == {
        "key_id": made["id"],
        "organisation_id": str(staff.organisation_id),
        "scopes": ["offerings:read", "offerings:write"],
        "name": "nightly sync",
    }


def test_a_revoked_key_is_refused_at_once_and_the_others_are_told(host, ask):
    staff = askers.person(host, "agency_staff")
    made = make(ask, staff).json
    before = check(host, ask, made["key"])

    revoked = ask(staff, "DELETE", f"/keys/{made['id']}")
    after = check(host, ask, made["key"])

    assert (before.status_code, revoked.status_code, after.status_code) == (200, 204, 401)
    assert events(host, "key.revoked") == [
        {"key_id": made["id"], "organisation_id": str(staff.organisation_id)}
    ]
    assert ask(staff, "DELETE", f"/keys/{made['id']}").status_code == 404


def test_a_key_that_never_was_is_refused(host, ask):
    assert check(host, ask, "mck_made-up").status_code == 401


def test_making_a_key_needs_a_fresh_sign_in_and_says_so(host: Host, clock: StillClock, ask):
    staff = askers.person(host, "agency_staff")
    half_an_hour_ago = clock.now() - timedelta(minutes=30)
    before = contents(host)

    long_ago = make(ask, staff.stale())
    unchanged = contents(host) == before
    just_young_enough = make(ask, staff.signed_in_at(half_an_hour_ago))

    assert long_ago.status_code == 403
    assert "signed_in_at" in long_ago.json["fields"]
    assert unchanged
    assert just_young_enough.status_code == 201


def test_the_keys_of_another_agency_look_like_none(host, ask):
    staff, other = askers.person(host, "agency_staff"), askers.person(host, "agency_staff")
    made = make(ask, other).json

    listed = ask(staff, "GET", f"/organisations/{other.organisation_id}/keys")
    created = make(ask, staff, other.organisation_id)
    revoked = ask(staff, "DELETE", f"/keys/{made['id']}")
    nowhere = ask(staff, "GET", f"/organisations/{uuid4()}/keys")

    answers = (listed, created, revoked, nowhere)
    assert {a.status_code for a in answers} == {404}
    assert len({a.data for a in answers}) == 1
    assert check(host, ask, made["key"]).status_code == 200


def test_the_operator_keeps_keys_too_but_only_of_agencies(host, ask):
    operator = askers.person(host, "operator")
    agency = askers.person(host, "agency_staff").organisation_id
    congregation = askers.person(host, "leader").organisation_id

    assert make(ask, operator, agency).status_code == 201
    assert make(ask, operator, congregation).status_code == 403


@pytest.mark.parametrize("role", ["leader", "working_group", "coach"])
def test_who_is_no_staff_of_an_agency_makes_no_keys(host, ask, role):
    agency = askers.person(host, "agency_staff").organisation_id

    assert make(ask, askers.person(host, role), agency).status_code == 403


@pytest.mark.parametrize("scopes", [[], ["everything"], "offerings:read", None])
def test_a_key_with_scopes_we_do_not_know_is_not_made(host, ask, scopes):
    staff = askers.person(host, "agency_staff")

    answer = make(ask, staff, scopes=scopes)

    assert answer.status_code == 422
    assert any(name.startswith("scopes") for name in answer.json["fields"])


def test_only_our_own_services_check_keys(host, ask):
    staff = askers.person(host, "agency_staff")
    body = {"key": make(ask, staff).json["key"]}

    assert ask(None, "POST", "/keys/check", body).status_code == 401
    assert ask(staff, "POST", "/keys/check", body).status_code == 403


def test_a_key_opens_nothing_at_identity_itself(host, ask):
    key = askers.key(host, askers.person(host, "agency_staff").organisation_id, ["offerings:read"])

    assert ask(key, "GET", "/me").status_code == 401


def test_use_of_a_key_is_written_down_at_most_once_an_hour(host: Host, clock: StillClock, ask):
    staff = askers.person(host, "agency_staff")
    key = make(ask, staff).json["key"]
    check(host, ask, key)
    first = contents(host)["machine_key"]

    clock.advance(timedelta(minutes=59))
    check(host, ask, key)
    second = contents(host)["machine_key"]
    clock.advance(timedelta(minutes=1))
    check(host, ask, key)

    assert first == second != contents(host)["machine_key"]


def test_making_and_revoking_a_key_leave_audit_rows_without_the_key(host, ask):
    staff = askers.person(host, "agency_staff")
    made = make(ask, staff).json
    ask(staff, "DELETE", f"/keys/{made['id']}")

    assert audited(host)[-2:] == [
        "POST /organisations/<uuid:organisation_id>/keys",
        "DELETE /keys/<uuid:key_id>",
    ]
    assert made["id"] in repr(contents(host)["audit"])
