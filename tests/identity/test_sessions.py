from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select

from services.host import Host
from services.identity.model import Session
from shared.clock import StillClock
from tests import askers
from tests.identity.conftest import audited, contents


def enquire(ask, token, *audiences):
    body = {"session_token": token, "audiences": list(audiences)}
    return ask(None, "POST", "/session/assertions", body)


def test_one_call_tells_who_is_signed_in_and_vouches_for_him_everywhere(host, ask, sign_in):
    leader = askers.person(host, "leader", name="Bram", language="en")
    token = sign_in(leader.email)

    answer = enquire(ask, token, "congregations", "identity").json

    assert answer["person"]["name"] == "Bram"
    assert answer["person"]["language"] == "en"
    assert answer["memberships"] == [
        {
            "organisation_id": str(leader.organisation_id),
            "organisation_kind": "congregation",
            "role": "leader",
        }
    ]
    actor = host.tools["congregations"].verifier.read(answer["assertions"]["congregations"])
    assert actor.id == leader.id
    assert actor.has("leader", leader.organisation_id)
    me = ask(answer["assertions"]["identity"], "GET", "/me")
    assert me.json["id"] == str(leader.id)


def test_an_assertion_for_one_service_is_refused_by_another(host, ask, sign_in):
    token = sign_in(askers.person(host, "coach").email)
    assertions = enquire(ask, token, "partners").json["assertions"]

    assert ask(assertions["partners"], "GET", "/me").status_code == 401


def test_an_assertion_is_worthless_after_a_minute(host: Host, clock: StillClock, ask, sign_in):
    token = sign_in(askers.person(host, "coach").email)
    assertion = enquire(ask, token, "identity").json["assertions"]["identity"]
    clock.advance(timedelta(seconds=70))

    assert ask(assertion, "GET", "/me").status_code == 401


@pytest.mark.parametrize(
    ("own", "holds", "over"),
    [
        (True, timedelta(days=90, seconds=-1), timedelta(days=90)),
        (False, timedelta(hours=12, seconds=-1), timedelta(hours=12)),
    ],
)
def test_a_session_holds_ninety_days_on_ones_own_device_and_twelve_hours_elsewhere(
    host: Host, clock: StillClock, ask, sign_in, own, holds, over
):
    token = sign_in(askers.person(host, "leader").email, own_device=own)
    began = clock.now()

    clock.at = began + holds
    before = enquire(ask, token)
    clock.at = began + over
    after = enquire(ask, token)

    assert before.status_code == 200
    assert after.status_code == 401


def test_an_ended_session_is_refused_at_the_next_call(host, ask, sign_in):
    token = sign_in(askers.person(host, "leader").email)
    assert enquire(ask, token).status_code == 200

    ended = ask(None, "POST", "/session/end", {"session_token": token})

    assert ended.status_code == 204
    assert enquire(ask, token).status_code == 401


def test_every_session_of_ones_own_can_be_seen_and_ended_from_another(host, ask, sign_in):
    leader = askers.person(host, "leader")
    phone = sign_in(leader.email, own_device=True, device="phone")
    laptop = sign_in(leader.email, device="laptop")

    listed = ask(leader, "GET", "/sessions").json
    lost = next(s["id"] for s in listed if s["device"] == "phone")
    ended = ask(leader, "DELETE", f"/sessions/{lost}")

    assert {s["device"] for s in listed} == {"phone", "laptop"}
    assert ended.status_code == 204
    assert enquire(ask, phone).status_code == 401
    assert enquire(ask, laptop).status_code == 200
    assert len(ask(leader, "GET", "/sessions").json) == 1


def test_another_persons_session_looks_like_none(host, ask, sign_in):
    sign_in(askers.person(host, "leader").email)
    with host.tools["identity"].db.read() as db:
        theirs = db.scalars(select(Session.id)).one()
    operator = askers.person(host, "operator")

    there = ask(operator, "DELETE", f"/sessions/{theirs}")
    nowhere = ask(operator, "DELETE", f"/sessions/{uuid4()}")

    assert there.status_code == nowhere.status_code == 404
    assert there.data == nowhere.data


def test_a_role_that_ended_is_gone_from_the_next_assertion(host, ask, sign_in):
    leader = askers.person(host, "leader")
    askers.also(host, leader, "working_group", leader.organisation_id)
    token = sign_in(leader.email)
    ask(askers.person(host, "operator"), "DELETE", f"/memberships/{leader.membership_id}")

    roles = [m["role"] for m in enquire(ask, token).json["memberships"]]

    assert roles == ["working_group"]


def test_last_seen_is_written_at_most_once_an_hour(host: Host, clock: StillClock, ask, sign_in):
    leader = askers.person(host, "leader")
    token = sign_in(leader.email, own_device=True)
    before = contents(host)
    clock.advance(timedelta(minutes=59))

    enquire(ask, token)
    unchanged = contents(host) == before
    clock.advance(timedelta(minutes=1))
    enquire(ask, token)
    session = ask(leader, "GET", "/sessions").json[0]

    assert unchanged
    assert session["last_seen_at"] == clock.now().isoformat()
    assert audited(host)[-1] == "POST /session/assertions"


def test_a_made_up_token_is_nobody(ask):
    assert enquire(ask, "mcs_made-up").status_code == 401


def test_one_changes_ones_own_name_and_language(host, ask):
    leader = askers.person(host, "leader")

    answer = ask(leader, "PATCH", "/me", {"language": "en", "name": " Zoë\u200b "})

    assert (answer.json["language"], answer.json["name"]) == ("en", "Zoë")
    assert ask(leader, "GET", "/me").json["language"] == "en"
    assert audited(host)[-1] == "PATCH /me"


def test_a_service_proves_itself_with_its_secret(host, ask):
    secret = host.settings.service_secrets["notifications"]
    body = {"service": "notifications", "secret": secret, "audience": "identity"}

    good = ask(None, "POST", "/service-assertions", body)
    bad = ask(None, "POST", "/service-assertions", {**body, "secret": secret[:-1]})
    other = ask(None, "POST", "/service-assertions", {**body, "service": "partners"})

    assert good.status_code == 200
    assert bad.status_code == other.status_code == 401
    looked = ask(good.json["assertion"], "POST", "/people/lookup", {"ids": []})
    assert looked.json == []


def test_an_installation_without_secrets_lets_no_service_in(host, ask):
    host.settings.service_secrets["partners"] = ""
    body = {"service": "partners", "secret": "x", "audience": "identity"}

    assert ask(None, "POST", "/service-assertions", body).status_code == 401


def test_the_signing_key_is_made_once_and_readable_by_us_alone(host: Host, ask):
    path = host.settings.data_dir / "signing-key.json"
    shown = ask(None, "GET", "/keys/public").json["keys"]

    assert path.stat().st_mode & 0o777 == 0o600
    assert len(shown) == 1
    assert "d" not in shown[0]
    assert [p.name for p in path.parent.glob("tmp*")] == []


def test_old_proofs_are_forgotten_after_their_time(host: Host, clock: StillClock, sign_in):
    sign_in(askers.person(host, "leader").email)
    clock.advance(timedelta(days=1, seconds=1))
    host.settle()
    after_a_day = contents(host)
    clock.advance(timedelta(days=31))
    host.settle()

    assert after_a_day["sign_in"] == []
    assert len(after_a_day["session"]) == 1
    assert contents(host)["session"] == []
    assert audited(host)[-1] == "forget old proofs"


def test_ids_in_answers_are_uuids(host, ask, sign_in):
    token = sign_in(askers.person(host, "leader").email)

    assert UUID(enquire(ask, token).json["session_id"]).version == 7
