from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from services.host import Host
from services.identity import actions
from services.identity.app import create_app
from shared.clock import StillClock, new_id
from shared.config import Settings
from shared.contracts.event import NETWORK
from tests import askers
from tests.identity.conftest import contents

OPERATOR = {"name": "Ruth", "email": "ruth@network.example"}


def print_link(host: Host) -> str | None:
    with host.tools["identity"].db.write() as db:
        return actions.setup_link(db, host.clock.now())


def token_of(link: str | None) -> str:
    assert link is not None
    return link.removeprefix("/setup?token=")


@pytest.fixture
def real(settings: Settings, clock: StillClock) -> Iterator[Host]:
    """An installation with real data: not in sample mode."""
    house = Host(replace(settings, sample=False), clock)
    house.migrate()
    house.apps["identity"] = create_app(house.settings, house.tools["identity"])
    yield house
    house.stop()


def test_the_set_up_link_makes_the_first_operator_once(host, ask):
    body = {"token": token_of(print_link(host)), **OPERATOR}

    first = ask(None, "POST", "/setup", body)
    second = ask(None, "POST", "/setup", body)
    session = {"session_token": first.json["session_token"]}
    who = ask(None, "POST", "/session/assertions", session).json

    assert (first.status_code, second.status_code) == (201, 422)
    assert who["memberships"] == [
        {"organisation_id": str(NETWORK), "organisation_kind": "network", "role": "operator"}
    ]
    assert print_link(host) is None


def test_a_second_start_before_set_up_prints_a_new_link_and_ends_the_old(host, ask):
    old, new = token_of(print_link(host)), token_of(print_link(host))

    assert ask(None, "POST", "/setup", {"token": old, **OPERATOR}).status_code == 422
    assert ask(None, "POST", "/setup", {"token": new, **OPERATOR}).status_code == 201


def test_a_set_up_link_of_last_week_is_worthless(host: Host, clock: StillClock, ask):
    token = token_of(print_link(host))
    clock.advance(timedelta(days=7))

    assert ask(None, "POST", "/setup", {"token": token, **OPERATOR}).status_code == 422


def test_a_set_up_link_is_useless_once_there_is_an_operator(host, ask):
    token = token_of(print_link(host))
    askers.person(host, "operator")

    answer = ask(None, "POST", "/setup", {"token": token, **OPERATOR})

    assert answer.status_code == 409
    assert "ruth@network.example" not in repr(contents(host))


def test_in_sample_mode_one_signs_in_as_anybody(host, ask):
    leader = askers.person(host, "leader", name="Anna")
    askers.person(host, "contact")

    listed = ask(None, "GET", "/sample/people").json
    entered = ask(None, "POST", "/sample/sign-in", {"person_id": listed[0]["id"]}).json
    session = {"session_token": entered["session_token"]}

    assert [p["name"] for p in listed] == ["Anna"]
    assert listed[0]["memberships"][0]["role"] == "leader"
    who = ask(None, "POST", "/session/assertions", session).json
    assert who["person"]["id"] == str(leader.id)


def test_sample_people_can_be_listed_by_role(host, ask):
    askers.person(host, "leader")
    coach = askers.person(host, "coach")

    listed = ask(None, "GET", "/sample/people?role=coach&limit=5").json

    assert [p["id"] for p in listed] == [str(coach.id)]
    assert ask(None, "GET", "/sample/people?role=king").status_code == 422


def test_the_seed_makes_sample_people_and_making_them_twice_makes_them_once(host, ask):
    operator, congregation = askers.person(host, "operator"), str(new_id())
    role = {"organisation_kind": "congregation", "role": "leader"}
    body = {
        "name": "Bram",
        "email": "bram@kerk.example",
        "memberships": [{"organisation_id": congregation, **role}],
    }

    first = ask(operator, "POST", "/sample/people", body)
    second = ask(operator, "POST", "/sample/people", body)

    assert first.status_code == second.status_code == 201
    assert first.json == second.json
    people = ask(operator, "GET", f"/organisations/{congregation}/people").json
    assert [p["name"] for p in people] == ["Bram"]


def test_an_organisation_does_not_change_its_kind_for_a_sample(host, ask):
    operator = askers.person(host, "operator")
    role = {"organisation_id": str(NETWORK), "organisation_kind": "agency", "role": "agency_staff"}
    before = contents(host)

    answer = ask(operator, "POST", "/sample/people", {**OPERATOR, "memberships": [role]})

    assert answer.status_code == 409
    assert contents(host) == before


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("GET", "/sample/people", None),
        ("POST", "/sample/people", {}),
        ("POST", "/sample/sign-in", {"person_id": "0190a1b2-0000-7000-8000-000000000001"}),
        ("POST", "/sample/sign-in", {"bad": 1}),
    ],
)
def test_outside_sample_mode_the_sample_routes_do_not_exist(real, method, path, body):
    operator = askers.person(real, "operator")
    nowhere = askers.call(real, None, "identity", "GET", "/no/such/thing")

    for asker in (None, operator):
        answer = askers.call(real, asker, "identity", method, path, body)
        assert answer.status_code == 404
        assert answer.data == nowhere.data


def test_outside_sample_mode_people_sign_in_by_mail_as_ever(real):
    leader = askers.person(real, "leader")

    answer = askers.call(real, None, "identity", "POST", "/sign-ins", {"email": leader.email})

    assert answer.status_code == 202
