"""A strategy on its pages: a working group writes, leaders decide, everybody sees what is done."""

import re
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from icalendar import Calendar

from services.host import Host
from tests import askers
from tests.askers import Asker, call
from tests.portal.conftest import Pages

CHURCH = {"name": "De Ark", "place": "Zwolle", "decision_body": "elders"}
SECTIONS = ("", "/foundation", "/focus", "/policies", "/gaps", "/gaps/new", "/goals", "/goals/new")
READING = ("", "/gaps", "/goals", "/adoption", "/versions", "/actions")


class Desk:
    """A congregation's coach, leader and working group, each in a browser of his own."""

    def __init__(self, host: Host, pages: Pages) -> None:
        self.host = host
        self.coach = askers.person(host, "coach", language="en")
        self.church = self.ask(self.coach, "POST", "/congregations", CHURCH)["id"]
        host.settle()
        place = UUID(self.church)
        self.leader = askers.person(host, "leader", place, language="en")
        self.group = askers.person(host, "working_group", place, language="en")
        host.settle()
        opening = {"template": "brochure-8"}
        self.ask(self.coach, "POST", f"/congregations/{self.church}/journeys", opening)
        self.path = f"/congregations/{self.church}/strategy"
        self.pages = {
            "coach": self._browser(pages, self.coach),
            "leader": self._browser(pages, self.leader),
            "group": self._browser(pages, self.group),
        }

    def _browser(self, pages: Pages, who: Asker) -> Pages:
        browser = pages.another()
        browser.sign_in(who)
        return browser

    def ask(self, who: Asker, method: str, path: str, body: object = None) -> Any:
        answer = call(self.host, who, "congregations", method, path, body)
        assert answer.status_code < 300, answer.text
        return answer.get_json()

    def open(self, who: str, section: str = "", **more: Any) -> str:
        return self.pages[who].open(f"{self.path}{section}", **more)

    def send(self, who: str, section: str = "", **fields: object) -> int:
        page = f"{self.path}{section}"
        return self.pages[who].send(page, page, **fields).status_code

    def seen(self) -> Any:
        return self.ask(self.coach, "GET", f"/congregations/{self.church}/strategy")

    def newest(self) -> Any:
        return self.seen()["newest"]

    def revision(self, section: str) -> str:
        found = re.search(r'name="revision" value="(\d*)"', self.open("group", section))
        assert found
        return found[1]

    def begin(self) -> None:
        assert self.send("group", act="begin") == 303

    def fill(self) -> None:
        """Write a whole plan the way a working group does."""
        self.begin()
        told = {"mission": "Wij delen Gods liefde", "vision": "Een biddende gemeente"}
        assert (
            self.send("group", "/foundation", revision="1", church_values="Trouw\r\nMoed", **told)
            == 303
        )
        gap = {"area": "Gebed", "now": "1", "desired": "4", "weight": "3"}
        assert self.send("group", "/gaps/new", **gap) == 303
        gap_id = self.newest()["gaps"][0]["id"]
        goal = {"what": "Elke week gebed", "gap_id": gap_id, "measure": "Bidders", "target": "30"}
        assert self.send("group", "/goals/new", by="2027-12-01", **goal) == 303
        self.act("Gebedsgroep starten", "2026-12-01")
        self.act("Gebedskaart maken", "2027-02-01")

    def act(self, title: str, due: str) -> None:
        goal_id = self.newest()["goals"][0]["id"]
        fields = {"title": title, "accountable_role": "ouderling", "helper_roles": "diaken, koster"}
        path = f"/goals/{goal_id}/actions/new"
        assert self.send("group", path, due_on=due, hours_band="4_16", **fields) == 303

    def adopt(self) -> None:
        """Share the plan and let the leaders adopt it."""
        assert self.send("group", act="share") == 303
        assert self.send("leader", "/adoption", act="adopt", **self.decision()) == 303

    def decision(self, **other: str) -> dict[str, str]:
        made = {"text": "Aangenomen", "body": "elders", "held_on": "2026-11-20"}
        return made | {"by_role": "leader", "revision": str(self.newest()["revision"])} | other


@pytest.fixture
def desk(host: Host, pages: Pages) -> Desk:
    return Desk(host, pages)


def test_a_working_group_fills_a_plan_page_by_page(desk: Desk) -> None:
    desk.fill()
    found = desk.newest()
    goals = desk.open("group", "/goals")

    assert found["values"] == ["Trouw", "Moed"]
    assert found["gaps"][0]["weight"] == 3
    assert found["goals"][0]["gap_id"] == found["gaps"][0]["id"]
    assert found["goals"][0]["actions"][0]["helper_roles"] == ["diaken", "koster"]
    assert "Gebedsgroep starten" in goals
    assert "1 December 2026" in goals
    assert "For the gap: Gebed" in goals


def test_the_focus_is_chosen_from_lists_and_in_own_words(desk: Desk) -> None:
    desk.begin()
    fields = {
        "revision": "1",
        "people_groups": "Kabyle\r\nBerbers in Zwolle",
        "countries": "Algeria, Turkije",
        "regions": ["015"],
        "means": ["pray", "go"],
        "horizon": "2029-12-31",
        "capacity_hours": "hours_10_40",
    }
    assert desk.send("group", "/focus", **fields) == 303
    focus = desk.newest()["focus"]
    page = desk.open("group", "/focus")

    assert focus["people_groups"] == ["Kabyle", "Berbers in Zwolle"]
    assert focus["places"] == ["DZ", "TR", "015"]
    assert focus["means"] == ["pray", "go"]
    assert "Algeria, " in page
    assert "Northern Africa" in desk.open("group")


def test_what_is_wrong_is_said_beside_the_field_and_what_was_typed_stays(desk: Desk) -> None:
    desk.begin()
    gap = {"area": "Gebed zonder wens", "desired": ""}
    focus = {"revision": "1", "countries": "Nergensland", "horizon": "2020-01-01"}

    assert desk.send("group", "/gaps/new", **gap) == 422
    assert "Gebed zonder wens" in desk.pages["group"].last.text
    assert desk.send("group", "/focus", **focus) == 422
    assert "Nergensland" in desk.pages["group"].last.text
    assert desk.send("group", "/focus", **(focus | {"countries": ""})) == 422
    assert "Not before today." in desk.pages["group"].last.text
    assert desk.newest()["revision"] == 1


def test_two_people_in_one_section_are_told_and_nothing_typed_is_lost(desk: Desk) -> None:
    desk.begin()
    first = {"revision": "1", "mission": "Van de een", "vision": "Samen"}
    late = {"revision": "1", "mission": "Van de ander", "vision": "Samen"}
    assert desk.send("group", "/foundation", **first) == 303
    assert desk.send("coach", "/foundation", **late) == 422
    page = desk.pages["coach"].last.text

    assert "Somebody else changed this meanwhile" in page
    assert "Van de ander" in page
    assert 'name="revision" value="2"' in page
    assert desk.newest()["mission"] == "Van de een"


def test_agreements_keep_the_questions_that_have_an_answer(desk: Desk) -> None:
    desk.begin()
    page = desk.open("group", "/policies")
    assert "comes home early" in page
    fields = {"revision": "1", "question": ["Q1", "Q2", ""], "answer": ["A1", "", "los"]}
    assert desk.send("group", "/policies", **fields) == 303

    assert desk.newest()["policies"] == [{"question": "Q1", "answer": "A1"}]
    assert "A1" in desk.open("group", "/policies")


def test_a_part_is_changed_and_taken_out(desk: Desk) -> None:
    desk.fill()
    (gap,), (goal,) = desk.newest()["gaps"], desk.newest()["goals"]
    action = goal["actions"][0]
    changed = {"revision": "1", "area": "Gebed", "desired": "5", "weight": "2"}
    assert desk.send("leader", f"/gaps/{gap['id']}", **changed) == 303
    fields = {"revision": "1", "title": "Anders", "accountable_role": "diaken"}
    assert desk.send("leader", f"/actions/{action['id']}", goal_id=goal["id"], **fields) == 303
    assert desk.send("leader", f"/goals/{goal['id']}", act="drop") == 409
    assert desk.send("leader", f"/actions/{action['id']}", act="drop") == 303
    found = desk.newest()

    assert found["gaps"][0]["desired"] == 5
    assert [one["title"] for one in found["goals"][0]["actions"]] == ["Gebedskaart maken"]


def test_leaders_object_get_an_answer_and_decide(desk: Desk) -> None:
    desk.fill()
    desk.send("group", act="share")
    assert desk.send("leader", "/adoption", act="object", objection="Te veel") == 303
    objection = desk.newest()["objections"][0]["id"]
    answer = {"objection_id": objection, "answer": "We schrappen er een"}
    assert desk.send("group", "/adoption", act="answer", **answer) == 303
    page = desk.open("leader", "/adoption")
    assert desk.send("leader", "/adoption", act="adopt", **desk.decision()) == 303

    assert "We schrappen er een" in page
    assert desk.newest()["state"] == "adopted"
    assert "Adopted by: Council of elders, 20 November 2026." in desk.open("leader")


def test_a_working_group_sees_no_form_to_decide_and_cannot(desk: Desk) -> None:
    desk.fill()
    desk.send("group", act="share")

    assert 'value="adopt"' not in desk.open("group", "/adoption")
    assert desk.send("group", "/adoption", act="adopt", **desk.decision()) == 403
    assert desk.newest()["state"] == "shared"


def test_a_coach_reports_and_a_contested_adoption_is_shown(desk: Desk) -> None:
    desk.fill()
    desk.send("group", act="share")
    assert desk.send("coach", "/adoption", act="adopt", **desk.decision()) == 303
    reported = desk.open("coach")
    decision = desk.newest()["decision"]["id"]
    said = {"answer": "contested", "note": "Niet besproken"}
    desk.ask(desk.leader, "POST", f"/decisions/{decision}/answers", said)
    version = f"/versions/{desk.newest()['id']}"

    assert "As reported; not yet confirmed by a leader." in reported
    for section in ("", version, f"{version}/one-page", f"{version}/action-plan"):
        assert "A leader contested this decision." in desk.open("coach", section)
    assert desk.send("coach", "/adoption", act="adopt", **desk.decision()) == 422
    assert desk.send("leader", "/adoption", act="adopt", **desk.decision()) == 303
    assert "contested" not in desk.open("coach")


def test_a_second_adoption_and_a_late_one_are_told(desk: Desk) -> None:
    desk.fill()
    desk.send("group", act="share")
    old = desk.decision()
    for act in ("take_back", "share"):
        assert desk.send("coach", act=act) == 303
    assert desk.send("leader", "/adoption", act="adopt", **old) == 422
    late = desk.pages["leader"].last.text
    assert desk.send("leader", "/adoption", act="adopt", **desk.decision()) == 303
    assert (
        desk.pages["leader"]
        .send(f"{desk.path}/actions", f"{desk.path}/adoption", act="adopt", **desk.decision())
        .status_code
        == 422
    )

    assert "This version was changed and shared again" in late
    assert "This version was adopted already." in desk.pages["leader"].last.text


def test_an_adopted_plan_is_changed_by_a_new_version_whose_changes_are_told(desk: Desk) -> None:
    desk.fill()
    desk.adopt()
    closed = desk.pages["group"].open(f"{desk.path}/foundation", status=303)
    assert closed is not None
    assert desk.send("group", act="next") == 303
    goal = desk.newest()["goals"][0]
    fields = {"revision": "1", "what": goal["what"], "target": "50", "by": goal["by"]}
    assert desk.send("group", f"/goals/{goal['id']}", measure="Bidders", **fields) == 303
    page = desk.open("group", f"/versions/{desk.newest()['id']}")

    assert "What changed since version 1" in page
    assert "how it shall be" in page
    assert "Version 1" in desk.open("group", "/versions")
    assert "Version 1 holds until a new one is adopted." in desk.open("group")


def test_progress_is_written_with_one_button_and_filtered(desk: Desk) -> None:
    desk.fill()
    desk.adopt()
    desk.host.clock.at = desk.host.clock.at.replace(year=2027, month=1, day=10)
    desk.pages["group"].sign_in(desk.group)
    first, second = desk.newest()["goals"][0]["actions"]
    page = desk.open("group", "/actions")
    overdue = desk.open("group", "/actions?state=overdue")
    assert desk.send("group", "/actions", action_id=first["id"], to="done") == 303
    stuck = {"action_id": second["id"], "to": "blocked", "note": "geen drukker"}
    assert desk.send("group", "/actions", **stuck) == 303
    after = desk.open("group", "/actions")

    assert page.count("overdue") > desk.open("group", "/actions?state=done").count("overdue")
    assert "Gebedsgroep starten" in overdue
    assert "Gebedskaart maken" not in overdue
    assert "geen drukker" in after
    assert "2 of 2 actions; 1 done." in after
    assert "Nothing here fits" in desk.open("group", "/actions?role=niemand")


def test_a_state_that_needs_words_says_so(desk: Desk) -> None:
    desk.fill()
    desk.adopt()
    first = desk.newest()["goals"][0]["actions"][0]

    assert desk.send("group", "/actions", action_id=first["id"], to="dropped") == 409
    assert "Why, or by what." in desk.pages["group"].last.text


def test_the_days_of_the_plan_come_as_a_calendar_without_people(desk: Desk) -> None:
    desk.fill()
    desk.adopt()
    done = desk.newest()["goals"][0]["actions"][0]
    before = Calendar.from_ical(desk.open("leader", "/actions.ics"))
    desk.send("group", "/actions", action_id=done["id"], to="done")
    after = Calendar.from_ical(desk.open("leader", "/actions.ics"))
    first, second = before.walk("VEVENT")

    assert first["dtstart"].dt == date(2026, 12, 1)
    assert first["dtend"].dt == date(2026, 12, 2)
    assert first["summary"] == "Gebedsgroep starten (ouderling)"
    assert first["uid"] == f"action-{done['key']}@missionscoach"
    assert [one["uid"] for one in after.walk("VEVENT")] == [second["uid"]]
    assert "ATTENDEE" not in desk.open("leader", "/actions.ics")


def test_without_an_adopted_plan_there_is_no_calendar(desk: Desk) -> None:
    desk.fill()

    desk.open("leader", "/actions.ics", status=404)
    assert "No plan was adopted yet" in desk.open("leader", "/actions")


def test_a_draft_is_marked_on_every_document_and_an_adopted_one_is_not(desk: Desk) -> None:
    desk.fill()
    version = f"/versions/{desk.newest()['id']}"
    papers = [f"{version}/{name}" for name in ("one-page", "gap-chart", "action-plan")]
    drafts = [desk.open("leader", paper) for paper in papers]
    desk.adopt()
    finals = [desk.open("leader", paper) for paper in papers]

    assert all("Draft: not adopted yet." in paper for paper in drafts)
    assert all("Draft" not in paper for paper in finals)
    assert all("Council of elders, 20 November 2026" in paper for paper in finals)
    assert all("<svg" in paper for paper in finals[1:])


@pytest.mark.parametrize(
    ("name", "files"),
    [
        ("one-page", ("Onze-strategie", "Our-strategy")),
        ("gap-chart", ("Van-nu-naar-gewenst", "From-now-to-desired")),
        ("action-plan", ("Actieplan", "Plan-of-action")),
    ],
)
def test_a_document_is_also_there_as_pdf_in_either_language(
    desk: Desk, name: str, files: tuple[str, str]
) -> None:
    desk.fill()
    desk.adopt()
    path = f"/versions/{desk.newest()['id']}/{name}.pdf"
    for language, file in zip(("nl", "en"), files, strict=True):
        answer = desk.pages["leader"].browser.get(f"{desk.path}{path}?language={language}")

        assert answer.status_code == 200
        assert file in answer.headers["Content-Disposition"]
        assert answer.mimetype == "application/pdf"
        assert answer.get_data().startswith(b"%PDF")


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_page_is_there_in_both_languages(desk: Desk, pages: Pages, language: str) -> None:
    reader = askers.person(desk.host, "leader", UUID(desk.church), language=language)
    desk.host.settle()
    browser = pages.another()
    browser.sign_in(reader)
    desk.open("leader", "")
    desk.fill()
    strategy = desk.newest()
    goal = strategy["goals"][0]
    more = (
        f"/gaps/{strategy['gaps'][0]['id']}",
        f"/goals/{goal['id']}",
        f"/goals/{goal['id']}/actions/new",
        f"/actions/{goal['actions'][0]['id']}",
    )
    drafted = [browser.open(f"{desk.path}{one}") for one in (*SECTIONS, *more)]
    desk.adopt()
    version = f"/versions/{strategy['id']}"
    papers = tuple(f"{version}{one}" for one in ("", "/one-page", "/gap-chart", "/action-plan"))
    adopted = [browser.open(f"{desk.path}{one}") for one in (*READING, *papers)]

    for text in (*drafted, *adopted):
        assert f'<html lang="{language}">' in text
    assert ("Doelen en acties" in drafted[6]) == (language == "nl")
    assert ("Goals and actions" in drafted[6]) == (language == "en")


def test_others_find_nothing(desk: Desk, pages: Pages) -> None:
    desk.fill()
    desk.adopt()
    stranger = askers.person(desk.host, "leader")
    agency = askers.person(desk.host, "agency_staff")
    desk.host.settle()
    for who in (stranger, agency):
        browser = pages.another()
        browser.sign_in(who)
        for section in (*READING, "/actions.ics", f"/versions/{desk.newest()['id']}/one-page"):
            answer = browser.browser.get(f"{desk.path}{section}")

            assert answer.status_code in (403, 404), section


def test_a_version_is_not_shown_under_another_congregation(desk: Desk) -> None:
    desk.fill()
    other = desk.ask(desk.coach, "POST", "/congregations", {"name": "Elders"})["id"]
    path = f"/congregations/{other}/strategy/versions/{desk.newest()['id']}"

    desk.pages["coach"].open(path, status=404)
    desk.pages["coach"].open(f"{path}/one-page", status=404)
