"""The pages about a launch: planned, decided, recorded with or without support, counted."""

import re
from typing import Any
from uuid import UUID

import pytest

from services.host import Host
from tests import askers
from tests.askers import Asker, call


class Ark:
    """A congregation that agreed to launch and has its strategy on paper."""

    def __init__(self, host: Host) -> None:
        self.host = host
        self.coach = askers.person(host, "coach", language="en")
        made = call(host, self.coach, "congregations", "POST", "/congregations", {"name": "De Ark"})
        self.id = made.json["id"]
        host.settle()
        self.leader = askers.person(host, "leader", UUID(self.id), language="en")
        self.group = askers.person(host, "working_group", UUID(self.id), language="nl")
        host.settle()
        path = f"/congregations/{self.id}/journeys"
        journey = self.do("POST", path, {"template": "brochure-8"})
        self.journey = journey["id"]
        self.tracks = {track["kind"]: track["id"] for track in journey["tracks"]}
        self.do("POST", f"/tracks/{self.tracks['launch']}/states", {"to": "agreed"})
        self.page = f"/congregations/{self.id}/launch"

    def on_paper(self, *kinds: str) -> None:
        for kind in kinds:
            self.do("POST", f"/tracks/{self.tracks[kind]}/done-before", {"on": "2026-01-05"})

    def do(self, method: str, path: str, body: object = None, who: Asker | None = None) -> Any:
        answer = call(self.host, who or self.coach, "congregations", method, path, body)
        assert answer.status_code < 300, answer.text
        return answer.get_json() if answer.is_json else None

    def seen(self) -> Any:
        return self.do("GET", self.page)


@pytest.fixture
def ark(host: Host) -> Ark:
    return Ark(host)


GO = {
    "act": "go",
    "text": "Wij gaan ervoor.",
    "body": "church_council",
    "held_on": "2026-11-22",
}


def test_a_launch_goes_from_day_to_the_last_card(pages, ark):
    ark.on_paper("mobilisation", "synergy")
    pages.sign_in(ark.leader)
    day = {"act": "day", "planned_on": "2026-11-23", "starts_at": "10:00", "place": "Kerkzaal"}
    assert pages.send(ark.page, speakers="voorganger\ngast", **day).status_code == 303
    sheet = {"minute-0": "10", "what-0": "Verhaal", "who-0": "gast", "what-1": "", "minute-1": "9"}
    assert pages.send(ark.page, act="run_sheet", version="1", **sheet).status_code == 303
    things = {"thing-0": "Kaartjes", "ready-0": "yes", "thing-1": "Pennen"}
    assert pages.send(ark.page, act="materials", version="2", **things).status_code == 303
    option = {"act": "option", "means": "pray", "text": "Gebedsgroep", "capacity": "12"}
    assert pages.send(ark.page, **option).status_code == 303
    assert pages.send(ark.page, **GO).status_code == 303
    assert pages.send(ark.page, act="held", held_on="2026-11-23").status_code == 303
    option_id = ark.seen()["plan"]["options"][0]["id"]
    tally = f"{ark.page}/tally"
    assert pages.send(tally, option_id=option_id, number="7").status_code == 303
    assert pages.send(tally, option_id=option_id, number="-8").status_code == 422
    assert pages.send(ark.page, act="wrap", note="Mooi").status_code == 303

    page = pages.follow()
    plan = ark.seen()["plan"]

    assert "held and finished" in page
    assert "7 join" in page
    assert plan["speakers"] == ["voorganger", "gast"]
    assert plan["run_sheet"] == [{"minute": 10, "what": "Verhaal", "who": "gast"}]
    assert [thing["done"] for thing in plan["materials"]] == [True, False]


def test_without_support_the_page_asks_why_and_keeps_it(pages, ark):
    ark.on_paper("mobilisation")
    pages.sign_in(ark.leader)
    bare = pages.send(ark.page, act="held", held_on="2026-11-22")
    told = {"act": "held", "held_on": "2026-11-22", "waiver": "Iedereen is gesproken."}
    assert pages.send(ark.page, **told).status_code == 303

    page = pages.follow()

    assert bare.status_code == 422
    assert "without a result of support" in bare.text
    assert "Iedereen is gesproken." in page


def test_the_coach_records_it_from_the_journey_too(pages, ark):
    ark.on_paper("mobilisation")
    pages.sign_in(ark.coach)
    here = f"/coach/congregations/{ark.id}"
    action = f"{here}/journeys/{ark.journey}/launch"
    pages.send(here, action, held_on="2026-11-22")
    refused = pages.follow()
    pages.send(here, action, held_on="2026-11-22", waiver="Iedereen is gesproken.")

    assert "without a result of support" in refused
    assert "launched on 22 November 2026" in pages.follow()
    assert ark.seen()["basis"]["waived_by"] == str(ark.coach.id)


def test_two_who_change_the_plan_at_once_one_is_told(pages, ark):
    pages.sign_in(ark.leader)
    pages.send(ark.page, act="day", planned_on="2026-12-06")
    pages.send(ark.page, act="day", version="1", planned_on="2026-12-06", place="Kerk")
    late = pages.send(ark.page, act="day", version="1", planned_on="2026-12-06", place="Zaal")

    assert late.status_code == 422
    assert "Somebody changed this plan meanwhile" in late.text
    assert ark.seen()["plan"]["place"] == "Kerk"


def test_a_list_that_was_refused_is_there_as_it_was_typed(pages, ark):
    pages.sign_in(ark.leader)
    pages.send(ark.page, act="day", planned_on="2026-12-06")
    rows = {"minute-0": "10", "what-0": "Verhaal", "who-0": "gast", "what-1": "x" * 201}
    sheet = pages.send(ark.page, act="run_sheet", version="1", **rows)
    things = pages.send(ark.page, act="materials", version="9", **{"thing-0": "Kaartjes"})

    assert [one.status_code for one in (sheet, things)] == [422, 422]
    assert 'value="Verhaal"' in sheet.text
    assert 'value="Kaartjes"' in things.text
    assert ark.seen()["plan"]["run_sheet"] == []


def test_a_reported_go_is_contested_and_the_page_says_so(pages, ark):
    pages.sign_in(ark.coach)
    pages.send(ark.page, act="day", planned_on="2026-12-06")
    pages.send(ark.page, reported="yes", by_role="leader", **GO)
    decision = ark.seen()["decision"]
    path = f"/decisions/{decision['id']}/answers"
    ark.do("POST", path, {"answer": "contested"}, ark.leader)

    page = pages.open(ark.page)

    assert decision["as_reported"]
    assert "A leader contested this decision" in page
    assert "the body said go" in page


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_page_opens_in_both_languages_for_all_three(pages, ark, language):
    ark.on_paper("mobilisation")
    body = {"planned_on": "2026-12-06", "run_sheet": [{"minute": 75, "what": "Koffie"}]}
    plan = ark.do("PUT", f"/journeys/{ark.journey}/launch-plan", body | {"starts_at": "10:00"})
    ark.do("POST", f"/launch-plans/{plan['id']}/options", {"means": "go", "text": "Reis"})
    for who in (ark.coach, ark.leader, ark.group):
        pages.sign_in(who)
        assert re.search(r'name="csrf_token"', pages.open(ark.page, language=language))
        assert "Reis" in pages.open(f"{ark.page}/tally", language=language)
        assert "11:15" in pages.open(f"{ark.page}/run-sheet?language={language}")
        assert "Reis" in pages.open(f"{ark.page}/joining?language={language}")


def test_the_working_group_plans_and_does_not_decide(pages, ark):
    pages.sign_in(ark.group)
    assert pages.send(ark.page, act="day", planned_on="2026-12-06").status_code == 303
    page = pages.follow()

    assert pages.send(ark.page, **GO).status_code == 403
    assert "De raad zegt ja" not in page


def test_the_planning_page_of_dates_knows_that_it_is_a_launch(pages, ark):
    pages.sign_in(ark.coach)
    pages.send(ark.page, act="day", planned_on="2026-12-06")
    page = pages.follow()
    href = f"/coach/congregations/{ark.id}/sessions/new?kind=launch"

    assert href in page
    assert '<option value="launch" selected>' in pages.open(href)


def test_strangers_find_no_page(pages, ark, host):
    pages.sign_in(askers.person(host, "coach"))

    pages.open(ark.page, status=404)
