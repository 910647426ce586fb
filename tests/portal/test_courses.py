"""Courses on pages: made, opened, entered from paper, closed, printed; by host and by guest."""

import re
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest

from services.host import Host
from tests import askers
from tests.askers import Asker, call
from tests.portal.conftest import Pages

COURSE = {
    "act": "make",
    "title": "Kairos voorjaar",
    "format": "weekly",
    "language": "nld",
    "capacity": 2,
    "open_to": "region",
    "fee": "Vrije gift",
    "planned_run_id": "",
}


@dataclass
class Church:
    """A congregation with its people, and calls to the service as one of them."""

    host: Host
    id: str
    coach: Asker
    leader: Asker

    @property
    def path(self) -> str:
        return f"/congregations/{self.id}/courses"

    def ok(self, method: str, path: str, body: Any = None, *, who: Asker | None = None) -> Any:
        answer = call(self.host, who or self.coach, "congregations", method, path, body)
        assert answer.status_code < 300, answer.text
        return answer.json

    def course(self, **other: Any) -> str:
        """Make a course with a head, and open it; return its id."""
        wish = {"title": "Kairos", "open_to": "all"} | other
        made: str = self.ok("POST", self.path, wish)["id"]
        team = {"items": [{"role": "Hoofd", "level": "head"}]}
        self.ok("PUT", f"/courses/{made}/facilitators", team)
        self.ok("POST", f"/courses/{made}/states", {"to": "open"})
        return made

    def running(self, people: int = 2) -> str:
        """Return the id of a course that is under way."""
        made = self.course()
        self.ok("POST", f"{self.path}/{made}/enrolments", {"people": people})
        self.ok("POST", f"/courses/{made}/states", {"to": "running"})
        return made

    def seen(self, course_id: str) -> Any:
        return self.ok("GET", f"{self.path}/{course_id}")

    def complete(self, course_id: str) -> None:
        """Let everybody do everything, and close the course."""
        ids = [one["id"] for one in self.seen(course_id)["people"]]
        for number in range(1, 10):
            lists = {"version": 1, "present": ids, "worksheets": ids}
            self.ok("PUT", f"/courses/{course_id}/lessons/{number}/list", lists)
        self.ok("PUT", f"/courses/{course_id}/final", {"version": 1, "done": ids})
        self.ok("POST", f"/courses/{course_id}/states", {"to": "closed"})


def _church(host: Host, name: str, language: str = "en") -> Church:
    coach = askers.person(host, "coach", language=language)
    profile = {"name": name, "place": "Ede", "size_band": "50_150"}
    made = call(host, coach, "congregations", "POST", "/congregations", profile).json["id"]
    host.settle()
    leader = askers.person(host, "leader", UUID(made), language=language)
    host.settle()
    return Church(host, made, coach, leader)


@pytest.fixture
def ark(host: Host) -> Church:
    return _church(host, "De Ark")


@pytest.fixture
def brug(host: Host) -> Church:
    return _church(host, "De Brug")


def test_a_coach_makes_a_course_and_brings_it_under_way(pages: Pages, ark: Church):
    pages.sign_in(ark.coach)
    pages.send(ark.path, **COURSE)
    page = pages.follow()
    here = pages.last.request.path

    assert "Kairos voorjaar" in page
    assert "being prepared" in page

    too_soon = pages.send(here, act="start")
    team = {"role_1": "Hoofd", "level_1": "head", "served_1": "3"}
    pages.send(here, act="team", **team)
    pages.send(here, act="open")
    pages.send(here, act="enrol", people=3)
    pages.send(here, act="start")
    page = pages.follow()

    assert too_soon.status_code == 303
    assert "under way" in page
    assert "on the waiting list (1)" in page
    assert "head facilitator" in page


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_page_and_document_is_there_in_both_languages(
    pages: Pages, host: Host, language: str
):
    ark = _church(host, "De Ark", language)
    course_id = ark.running()
    here = f"{ark.path}/{course_id}"
    pages.sign_in(ark.coach)
    running = [
        pages.open(path)
        for path in (ark.path, here, f"{here}/lessons/1", f"{here}/final", f"{here}/sheet")
    ]
    ark.complete(course_id)
    ark.ok("POST", f"/courses/{course_id}/report", {"themes": ["Abraham"]})
    one = ark.seen(course_id)["people"][0]["id"]
    over = [
        pages.open(path)
        for path in (ark.path, here, f"{here}/report", f"{here}/certificates/{one}")
    ]
    words = {
        "nl": [
            "Onze cursussen",
            "Wie doen mee",
            "Wie waren erbij?",
            "slotbijeenkomst",
            "Presentie",
        ],
        "en": ["Our courses", "Who takes part", "Who was there?", "final session", "Attendance"],
    }
    after = {
        "nl": ["Deel van de gemeente", "Certificaten", "Opkomst en afronding", "Hierbij verklaren"],
        "en": ["Share of the", "Certificates", "Turnout and completion", "This is to say that"],
    }

    assert [
        word for word, page in zip(words[language], running, strict=True) if word not in page
    ] == []
    assert [
        word for word, page in zip(after[language], over, strict=True) if word not in page
    ] == []
    assert "Abraham" in over[2]


def test_a_list_is_ticked_once_and_leads_back_to_the_course(pages: Pages, ark: Church):
    course_id = ark.running()
    here = f"{ark.path}/{course_id}"
    ids = [one["id"] for one in ark.seen(course_id)["people"]]
    pages.sign_in(ark.leader)
    pages.send(f"{here}/lessons/1", version=1, present=ids, worksheets=ids[:1])
    page = pages.follow()
    lesson = ark.seen(course_id)["lessons"][0]

    assert "2 came" in page
    assert set(lesson["present"]) == set(ids)
    assert lesson["worksheets"] == ids[:1]


def test_a_list_that_somebody_else_kept_is_shown_again(pages: Pages, host: Host):
    ark = _church(host, "De Ark", "nl")
    course_id = ark.running()
    path = f"{ark.path}/{course_id}/lessons/1"
    ids = [one["id"] for one in ark.seen(course_id)["people"]]
    pages.sign_in(ark.leader)
    ark.ok("PUT", f"/courses/{course_id}/lessons/1/list", {"version": 1, "present": ids})
    answer = pages.send(path, version=1, present=[])

    assert answer.status_code == 422
    assert "Iemand anders bewaarde deze lijst" in answer.text
    assert answer.text.count("checked") == 2
    assert len(ark.seen(course_id)["lessons"][0]["present"]) == 2


def test_a_lesson_to_come_has_no_boxes(pages: Pages, ark: Church):
    course_id = ark.running()
    days = {"items": [{"number": 2, "on": "2027-01-12"}]}
    ark.ok("PUT", f"/courses/{course_id}/lessons", days)
    pages.sign_in(ark.coach)
    page = pages.open(f"{ark.path}/{course_id}/lessons/2")

    assert "still to come" in page
    assert "checkbox" not in page
    pages.open(f"{ark.path}/{course_id}/lessons/10", status=404)


def test_the_code_of_a_sheet_leads_to_the_lesson_without_a_list(pages: Pages, ark: Church):
    course_id = ark.running()
    ark.ok("PUT", f"/courses/{course_id}/lessons/1/list", {"version": 1, "present": []})
    pages.sign_in(ark.coach)
    sheet = pages.open(f"{ark.path}/{course_id}/sheet")
    code = re.search(r"\b[A-Z0-9]{3}-[A-Z0-9]{3}\b", sheet)
    assert code
    pages.send("/paper", code=code[0])
    pages.browser.get(pages.last.headers["Location"])
    entered = pages.browser.get(pages.last.headers["Location"])

    assert entered.headers["Location"].endswith(f"/courses/{course_id}/lessons/2")


def test_days_that_do_not_follow_are_refused_with_a_sentence(pages: Pages, ark: Church):
    here = f"{ark.path}/{ark.course()}"
    pages.sign_in(ark.coach)
    typed = {"on_1": "2027-02-02", "on_2": "2027-01-12", "title_1": "Gods plan"}
    refused = pages.send(here, act="lessons", **typed)

    assert refused.status_code == 422
    assert "A lesson may not be before the one that goes before it." in refused.text
    assert 'value="Gods plan"' in refused.text
    assert 'value="2027-02-02"' in refused.text


def test_who_leads_a_course_is_typed_once_also_when_it_was_refused(pages: Pages, ark: Church):
    here = f"{ark.path}/{ark.course()}"
    pages.sign_in(ark.coach)
    heads = {"role_1": "Anna", "level_1": "head", "role_2": "Bram", "level_2": "head"}
    refused = pages.send(here, act="team", **heads)

    assert refused.status_code == 422
    assert "Name one head facilitator." in refused.text
    assert 'value="Bram"' in refused.text
    assert [one["role"] for one in ark.seen(here.rsplit("/", 1)[1])["facilitators"]] == ["Hoofd"]


def test_a_guest_enrols_its_people_and_sees_nobody_else(pages: Pages, ark: Church, brug: Church):
    course_id = ark.running(people=3)
    pages.sign_in(brug.leader)
    brug.ok("PUT", f"{brug.path}/names", {"names": True}, who=brug.leader)
    here = f"{brug.path}/{course_id}"
    pages.send(here, act="enrol", people="", names="Jannie Geheim\n")
    page = pages.follow()
    pages.sign_in(ark.coach)
    seen_by_host = pages.open(f"{ark.path}/{course_id}")

    assert "Jannie Geheim" in page
    assert len(set(re.findall(r"K-\d\d", page))) == 1
    assert "What completing it takes" not in page
    assert len(set(re.findall(r"K-\d\d", seen_by_host))) == 4
    assert "Jannie" not in seen_by_host
    assert "De Brug" not in seen_by_host


def test_a_guest_finds_open_courses_and_no_page_of_the_host(
    pages: Pages, ark: Church, brug: Church
):
    course_id = ark.course(title="Voor iedereen")
    ark.course(title="Eigen kring", open_to="own")
    pages.sign_in(brug.leader)
    page = pages.open(brug.path)

    assert "Voor iedereen, De Ark" in page
    assert "Eigen kring" not in page
    for hidden in ("lessons/1", "final", "sheet", "report", "enter"):
        pages.open(f"{brug.path}/{course_id}/{hidden}", status=404)


def test_only_a_leader_chooses_for_names_and_they_go_with_the_choice(pages: Pages, ark: Church):
    pages.sign_in(ark.coach)
    by_coach = pages.open(ark.path)
    pages.sign_in(ark.leader)
    pages.send(ark.path, act="names", names="yes")
    chosen = pages.follow()
    pages.send(ark.path, act="names", names="no")
    page = pages.follow()

    assert "A leader chooses this." in by_coach
    assert "Erase the names" in chosen
    assert "No name is kept" in page


def test_a_certificate_bears_a_typed_name_that_is_kept_nowhere(pages: Pages, ark: Church):
    course_id = ark.running(people=1)
    ark.complete(course_id)
    one = ark.seen(course_id)["people"][0]["id"]
    path = f"{ark.path}/{course_id}/certificates/{one}"
    pages.sign_in(ark.coach)
    answer = pages.send(f"{ark.path}/{course_id}", f"{path}.pdf", name="Jannie Bakker")

    assert answer.status_code == 200
    assert answer.data.startswith(b"%PDF")
    assert "Jannie" not in pages.open(path)
    assert ark.seen(course_id)["people"][0]["name"] is None


def test_only_who_completed_it_gets_a_certificate_and_of_ones_own(
    pages: Pages, ark: Church, brug: Church
):
    course_id = ark.course()
    ark.ok("POST", f"{ark.path}/{course_id}/enrolments", {"people": 1})
    theirs = brug.ok("POST", f"{brug.path}/{course_id}/enrolments", {"people": 1})
    ark.ok("POST", f"/courses/{course_id}/states", {"to": "running"})
    guest = theirs["people"][0]["id"]
    own = next(one["id"] for one in ark.seen(course_id)["people"] if one["own"])
    pages.sign_in(ark.coach)
    before = f"{ark.path}/{course_id}/certificates/{own}"
    pages.open(before, status=404)
    ark.complete(course_id)
    pages.open(before)
    pages.open(f"{ark.path}/{course_id}/certificates/{guest}", status=404)
    pages.sign_in(brug.leader)

    assert "9 lessons attended" in pages.open(f"{brug.path}/{course_id}/certificates/{guest}")


def test_the_report_of_a_guest_tells_of_its_own_people_only(
    pages: Pages, ark: Church, brug: Church
):
    course_id = ark.course()
    ark.ok("POST", f"{ark.path}/{course_id}/enrolments", {"people": 4})
    brug.ok("POST", f"{brug.path}/{course_id}/enrolments", {"people": 1})
    ark.ok("POST", f"/courses/{course_id}/states", {"to": "running"})
    ark.complete(course_id)
    ark.ok("POST", f"/courses/{course_id}/report", {"themes": ["Iets van ons"]})
    pages.sign_in(brug.leader)
    page = pages.open(f"{brug.path}/{course_id}/report")

    assert "1 person took part" in page
    assert "Iets van ons" not in page
    assert "own people" in page


def test_a_bad_form_is_shown_again_and_changes_nothing(pages: Pages, ark: Church):
    pages.sign_in(ark.coach)
    answer = pages.send(ark.path, **(COURSE | {"capacity": 0, "title": ""}))
    unknown = pages.send(ark.path, act="other")

    assert answer.status_code == 422
    assert "Fill this in" in answer.text
    assert unknown.status_code == 404
    assert ark.ok("GET", ark.path)["hosted"] == []


def test_a_course_is_put_right_and_cancelled_with_a_reason(pages: Pages, ark: Church):
    here = f"{ark.path}/{ark.course()}"
    pages.sign_in(ark.coach)
    pages.send(here, **(COURSE | {"act": "revise", "capacity": 9}))
    pages.send(here, act="measure", attendance_share=70, worksheets_required="yes")
    page = pages.follow()
    silent = pages.send(here, act="cancel", reason="")
    pages.send(here, act="cancel", reason="Te weinig mensen")

    assert "0 of 9 places" in page
    assert "70% of the lessons, all worksheets" in page
    assert silent.status_code == 422
    assert "Te weinig mensen" in pages.follow()


def test_the_share_of_the_congregation_is_a_band(pages: Pages, ark: Church):
    pages.sign_in(ark.leader)
    pages.send(ark.path, act="earlier", year=2024, people=10)
    page = pages.follow()

    assert "about 10% (7% to 20%)" in page


def test_the_journey_leads_to_the_courses_for_coach_and_leader(pages: Pages, ark: Church):
    pages.sign_in(ark.coach)
    of_coach = pages.open(f"/coach/congregations/{ark.id}")
    pages.sign_in(ark.leader)
    of_leader = pages.open(f"/congregation/{ark.id}")

    assert f'href="{ark.path}"' in of_coach
    assert f'href="{ark.path}"' in of_leader


def test_a_course_takes_the_evenings_that_were_planned(pages: Pages, host: Host, ark: Church):
    wish = {"congregation_id": ark.id, "first": "2027-01-05", "time": "19:30"}
    planned = call(host, ark.coach, "scheduling", "POST", "/runs", wish).json
    host.settle()
    pages.sign_in(ark.coach)
    offered = pages.open(ark.path)
    pages.send(ark.path, **(COURSE | {"planned_run_id": planned["run_id"]}))
    page = pages.follow()
    again = pages.send(
        pages.last.request.path, **(COURSE | {"act": "revise", "planned_run_id": ""})
    )

    assert "9 evenings: 5 January 2027" in offered
    assert "5 January 2027" in page
    assert "from the calendar" in page
    assert again.status_code == 303
    assert "from the calendar" not in pages.follow()
