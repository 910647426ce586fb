"""What leaders and working groups see and answer."""

import re
from datetime import timedelta
from uuid import UUID

import pytest

from services.host import Host
from tests import askers
from tests.askers import Asker, call

PROFILE = {"name": "De Ark", "place": "Zwolle"}
OFFERING = {"kind": "visit", "title_nl": "Kennismakingsreis", "state": "open", "capacity": 2}


@pytest.fixture
def coach(host: Host) -> Asker:
    return askers.person(host, "coach", language="nl", name="Ruben Coach")


@pytest.fixture
def ark(host: Host, coach: Asker) -> str:
    found = call(host, coach, "congregations", "POST", "/congregations", PROFILE).json["id"]
    host.settle()
    return found


@pytest.fixture
def leader(host: Host, ark: str) -> Asker:
    found = askers.person(host, "leader", UUID(ark), language="nl")
    host.settle()
    return found


@pytest.fixture
def match_id(host: Host, coach: Asker, ark: str, leader: Asker) -> str:
    agency = call(host, coach, "partners", "POST", "/agencies", {"name": "Brugbouwers"}).json["id"]
    offering = call(host, coach, "partners", "POST", f"/agencies/{agency}/offerings", OFFERING)
    body = {"congregation_id": ark, "offering_id": offering.json["id"], "paragraph": "Iets moois."}
    found = call(host, coach, "partners", "POST", "/matches", body).json["id"]
    host.settle()
    return found


def test_a_leader_lands_on_the_one_journey(pages, host, coach, ark, leader):
    call(host, coach, "congregations", "POST", f"/congregations/{ark}/journeys", {"template": "o3"})
    pages.sign_in(leader)

    page = pages.open(f"/congregation/{ark}")

    assert "Waar we staan" in page
    assert "nog niet afgesproken" in page


def test_a_leader_answers_yes_with_body_and_day(pages, host, leader, ark, match_id, coach):
    pages.sign_in(leader)
    page = pages.open(f"/congregation/proposals/{match_id}")

    assert "Kennismakingsreis" in page
    assert "Iets moois." in page

    here = f"/congregation/proposals/{match_id}"
    day = (host.clock.now() - timedelta(days=3)).date().isoformat()
    answer = pages.send(here, here, answer="yes", body="elders", held_on=day, reason="")

    assert answer.status_code == 303
    seen = call(host, coach, "partners", "GET", f"/matches/{match_id}").json
    assert seen["state"] == "asked_agency"


def test_a_yes_without_body_is_shown_beside_its_field_and_changes_nothing(
    pages, host, leader, match_id, coach
):
    pages.sign_in(leader)
    here = f"/congregation/proposals/{match_id}"

    answer = pages.send(here, here, answer="yes", body="", held_on="", reason="")

    assert answer.status_code == 422
    seen = call(host, coach, "partners", "GET", f"/matches/{match_id}").json
    assert seen["state"] == "asked_congregation"


def test_a_leader_of_another_congregation_finds_nothing(pages, host, coach, match_id, ark):
    other = call(host, coach, "congregations", "POST", "/congregations", {"name": "Sion"}).json
    host.settle()
    pages.sign_in(askers.person(host, "leader", UUID(other["id"]), language="nl"))

    pages.open(f"/congregation/{ark}", status=404)
    pages.open(f"/congregation/proposals/{match_id}", status=404)


def test_the_working_group_reads_but_has_no_form(pages, host, ark, match_id):
    pages.sign_in(askers.person(host, "working_group", UUID(ark), language="nl"))

    page = pages.open(f"/congregation/proposals/{match_id}")

    assert "Antwoord versturen" not in page


def test_a_calendar_link_is_shown_once_and_can_be_ended(pages, leader):
    pages.sign_in(leader)

    made = pages.send("/calendar", "/calendar/feeds", device="mijn telefoon")

    assert "/feeds/" in made.text

    page = pages.open("/calendar")

    assert "mijn telefoon" in page
    assert ".ics" not in page


def test_a_choice_of_how_dates_come_is_kept(pages, leader):
    pages.sign_in(leader)

    pages.send("/calendar", "/calendar/choice", choice="feed")

    chosen = re.search(r'value="(\w+)"[^>]* checked', pages.open("/calendar"))
    assert chosen is not None
    assert chosen[1] == "feed"
