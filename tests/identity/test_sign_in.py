from datetime import timedelta
from uuid import uuid4

import pytest

from services.host import Host
from shared.clock import StillClock
from tests import askers
from tests.identity.conftest import audited, contents, events


def test_a_mailed_link_signs_in_once(host, ask, letter):
    coach = askers.person(host, "coach", name="Anna")
    token = letter(coach.email)["token"]

    first = ask(None, "POST", "/sign-ins/check", {"token": token})
    second = ask(None, "POST", "/sign-ins/check", {"token": token})

    assert first.status_code == 200
    assert first.json["person"]["name"] == "Anna"
    assert first.json["session_token"].startswith("mcs_")
    assert second.status_code == 422
    assert "not valid" in second.json["fields"]["token"]


def test_the_six_digit_code_signs_in_and_ends_the_link_too(host, ask, letter):
    written = letter(askers.person(host, "leader").email)
    proof = {"sign_in_id": written["id"], "code": written["code"]}

    by_code = ask(None, "POST", "/sign-ins/check", proof)
    by_link = ask(None, "POST", "/sign-ins/check", {"token": written["token"]})

    assert len(written["code"]) == 6
    assert by_code.status_code == 200
    assert by_link.status_code == 422


def test_after_five_wrong_codes_the_right_one_no_longer_helps(host, ask, letter):
    written = letter(askers.person(host, "coach").email)
    wrong = f"{(int(written['code']) + 1) % 1_000_000:06d}"
    proof = {"sign_in_id": written["id"]}

    tries = [ask(None, "POST", "/sign-ins/check", {**proof, "code": wrong}) for _ in range(5)]
    right = ask(None, "POST", "/sign-ins/check", {**proof, "code": written["code"]})

    assert [t.status_code for t in tries] == [422] * 5
    assert right.status_code == 422
    assert right.data == tries[0].data


def test_four_wrong_codes_leave_room_for_the_right_one(host, ask, letter):
    written = letter(askers.person(host, "coach").email)
    wrong = f"{(int(written['code']) + 1) % 1_000_000:06d}"
    proof = {"sign_in_id": written["id"]}
    for _ in range(4):
        ask(None, "POST", "/sign-ins/check", {**proof, "code": wrong})

    right = ask(None, "POST", "/sign-ins/check", {**proof, "code": written["code"]})

    assert right.status_code == 200


@pytest.mark.parametrize(("minutes", "status"), [(29, 200), (30, 422)])
def test_link_and_code_hold_for_thirty_minutes(
    host: Host, clock: StillClock, ask, letter, minutes, status
):
    by_link, by_code = (letter(askers.person(host, "coach").email) for _ in range(2))
    clock.advance(timedelta(minutes=minutes))

    link = ask(None, "POST", "/sign-ins/check", {"token": by_link["token"]})
    proof = {"sign_in_id": by_code["id"], "code": by_code["code"]}
    code = ask(None, "POST", "/sign-ins/check", proof)

    assert (link.status_code, code.status_code) == (status, status)


def test_nothing_that_a_mail_scanner_fetches_changes_anything(host, ask, letter):
    written = letter(askers.person(host, "coach").email)
    before = contents(host)

    paths = ("/sign-ins", "/sign-ins/check", f"/sign-ins/{written['id']}/letter")
    mailed = ("/invitations/accept", "/links/check", "/setup", "/session/assertions")
    answers = [
        ask(None, method, f"{path}?token={written['token']}").status_code
        for method in ("GET", "HEAD")
        for path in (*paths, *mailed)
    ]

    assert set(answers) <= {404, 405}
    assert contents(host) == before
    assert ask(None, "POST", "/sign-ins/check", {"token": written["token"]}).status_code == 200


def test_no_reading_route_writes(host, ask):
    operator = askers.person(host, "operator")
    agency = askers.person(host, "agency_staff").organisation_id
    before = contents(host)

    reads = [
        "/me",
        "/sessions",
        "/organisations",
        f"/organisations/{agency}/people",
        f"/organisations/{agency}/invitations",
        f"/organisations/{agency}/keys",
        "/keys/public",
        "/sample/people",
    ]
    answers = [ask(operator, m, path).status_code for m in ("GET", "HEAD") for path in reads]

    assert set(answers) == {200}
    assert contents(host) == before


def test_known_and_unknown_addresses_get_answers_of_the_same_shape(host, ask):
    known = askers.person(host, "leader").email

    here = ask(None, "POST", "/sign-ins", {"email": known})
    nowhere = ask(None, "POST", "/sign-ins", {"email": "nobody@elsewhere.example"})

    assert here.status_code == nowhere.status_code == 202
    assert here.json.keys() == nowhere.json.keys() == {"sign_in_id"}
    assert len(here.data) == len(nowhere.data)
    assert [e["sign_in_id"] for e in events(host, "sign-in.asked")] == [here.json["sign_in_id"]]


def test_a_code_tried_for_an_unknown_address_is_refused_in_the_same_words(host, ask, letter):
    written = letter(askers.person(host, "coach").email)
    wrong = f"{(int(written['code']) + 1) % 1_000_000:06d}"
    unknown = ask(None, "POST", "/sign-ins", {"email": "nobody@elsewhere.example"}).json

    here = ask(None, "POST", "/sign-ins/check", {"sign_in_id": written["id"], "code": wrong})
    nowhere = ask(None, "POST", "/sign-ins/check", {**unknown, "code": wrong})

    assert here.status_code == nowhere.status_code == 422
    assert here.data == nowhere.data


def test_an_unknown_address_has_no_letter_to_write(host, ask):
    number = ask(None, "POST", "/sign-ins", {"email": "nobody@elsewhere.example"}).json
    mailer = askers.service(host, "notifications")

    answer = ask(mailer, "POST", f"/sign-ins/{number['sign_in_id']}/letter")

    assert answer.status_code == 404


def test_a_letter_is_written_once(host, ask, letter):
    written = letter(askers.person(host, "coach").email)
    mailer = askers.service(host, "notifications")

    again = ask(mailer, "POST", f"/sign-ins/{written['id']}/letter")

    assert again.status_code == 409


def test_only_our_own_services_write_letters(host, ask):
    operator = askers.person(host, "operator")
    number = ask(None, "POST", "/sign-ins", {"email": operator.email}).json["sign_in_id"]

    assert ask(None, "POST", f"/sign-ins/{number}/letter").status_code == 401
    assert ask(operator, "POST", f"/sign-ins/{number}/letter").status_code == 403


@pytest.mark.parametrize("known", [True, False])
def test_an_address_is_asked_for_five_times_an_hour_and_no_more(
    host: Host, clock: StillClock, ask, known
):
    email = askers.person(host, "leader").email if known else "nobody@elsewhere.example"

    answers = [ask(None, "POST", "/sign-ins", {"email": email.upper()}) for _ in range(6)]
    clock.advance(timedelta(hours=1, seconds=1))
    later = ask(None, "POST", "/sign-ins", {"email": email})

    assert [a.status_code for a in answers] == [202] * 5 + [429]
    assert later.status_code == 202


def test_a_flood_of_addresses_is_stopped_for_a_minute(host: Host, clock: StillClock, ask):
    answers = [
        ask(None, "POST", "/sign-ins", {"email": f"a{n}@elsewhere.example"}).status_code
        for n in range(21)
    ]
    clock.advance(timedelta(seconds=61))
    later = ask(None, "POST", "/sign-ins", {"email": "a21@elsewhere.example"})

    assert answers == [202] * 20 + [429]
    assert later.status_code == 202


def test_a_contact_of_an_agency_has_no_account_to_sign_in_to(host, ask):
    contact = askers.person(host, "contact")

    answer = ask(None, "POST", "/sign-ins", {"email": contact.email})

    assert answer.status_code == 202
    assert events(host, "sign-in.asked") == []


def test_who_lost_his_last_role_between_letter_and_click_stays_outside(host, ask, letter):
    leader = askers.person(host, "leader")
    written = letter(leader.email)
    ask(askers.person(host, "operator"), "DELETE", f"/memberships/{leader.membership_id}")

    answer = ask(None, "POST", "/sign-ins/check", {"token": written["token"]})

    assert answer.status_code == 422


def test_the_wanted_page_comes_back_after_signing_in(host, ask):
    leader = askers.person(host, "leader")
    asked = ask(None, "POST", "/sign-ins", {"email": leader.email, "next": "/journey?tab=2"}).json
    mailer = askers.service(host, "notifications")
    written = ask(mailer, "POST", f"/sign-ins/{asked['sign_in_id']}/letter").json

    answer = ask(None, "POST", "/sign-ins/check", {"token": written["token"]})

    assert written["next"] == answer.json["next"] == "/journey?tab=2"


@pytest.mark.parametrize("path", ["//evil.example", "https://evil.example", "/\\evil.example", "x"])
def test_a_wanted_page_elsewhere_is_refused(ask, path):
    answer = ask(None, "POST", "/sign-ins", {"email": "a@elsewhere.example", "next": path})

    assert answer.status_code == 422
    assert "next" in answer.json["fields"]


def test_a_code_for_a_sign_in_that_never_was_is_refused(ask):
    proof = {"sign_in_id": str(uuid4()), "code": "123456"}

    assert ask(None, "POST", "/sign-ins/check", proof).status_code == 422


def test_neither_link_nor_code_nor_session_is_kept_as_it_is(host, ask, letter):
    written = letter(askers.person(host, "coach").email)
    session = ask(None, "POST", "/sign-ins/check", {"token": written["token"]}).json

    kept = repr(contents(host))

    assert written["token"] not in kept
    assert f"'{written['code']}'" not in kept
    assert session["session_token"] not in kept


def test_signing_in_is_written_down_with_who(host, sign_in):
    coach = askers.person(host, "coach")

    sign_in(coach.email)

    assert audited(host)[-2:] == ["signed in", "POST /sign-ins/check"]
    assert coach.id.hex in repr(contents(host)["audit"])
