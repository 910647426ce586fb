"""Places in a course: given in order, one to each; every congregation sees only its own people."""

import threading
from typing import Any

import pytest
from sqlalchemy import select

from services.congregations.model import Enrolment
from tests import askers
from tests.congregations import courses
from tests.congregations.conftest import Church
from tests.congregations.courses import Neighbour


@pytest.fixture
def ark(church: Church) -> Neighbour:
    return courses.neighbour(church, "De Ark", "Barneveld")


@pytest.fixture
def far(church: Church) -> Neighbour:
    return courses.neighbour(church, "De Terp", "Leeuwarden")


def test_many_enrol_at_once_without_a_name(church: Church) -> None:
    run_id = courses.opened(church, capacity=12)
    run = courses.enrol(church, run_id, people=12)

    assert len({one["pseudonym"] for one in run["people"]}) == 12
    assert all(one["pseudonym"].startswith("K-") for one in run["people"])
    assert {one["name"] for one in run["people"]} == {None}
    assert run["counts"]["enrolled"] == 12


def test_who_comes_above_the_capacity_waits_in_order(church: Church) -> None:
    run_id = courses.opened(church, capacity=2)
    run = courses.enrol(church, run_id, people=5)
    line = sorted(one["place_in_line"] for one in run["people"] if one["place_in_line"])

    assert (run["counts"]["enrolled"], run["counts"]["waitlisted"], run["free"]) == (2, 3, 0)
    assert line == [1, 2, 3]


def test_the_first_in_line_gets_the_place_that_is_given_back(church: Church) -> None:
    run_id = courses.opened(church, capacity=1)
    run = courses.enrol(church, run_id, people=3)
    holder = next(one for one in run["people"] if one["state"] == "enrolled")
    first = next(one for one in run["people"] if one["place_in_line"] == 1)
    after = church.ok(church.leader, "POST", f"/enrolments/{holder['id']}/withdrawal")
    now = {one["id"]: one for one in after["people"]}

    assert now[holder["id"]]["state"] == "withdrawn"
    assert now[first["id"]]["state"] == "enrolled"
    assert after["counts"]["waitlisted"] == 1
    assert church.last_event("course.enrolments-changed")["waiting"] == 1


def test_more_room_brings_in_those_who_wait_longest(church: Church) -> None:
    run_id = courses.opened(church, capacity=1)
    before = courses.enrol(church, run_id, people=4)
    longest = {one["id"] for one in before["people"] if one["place_in_line"] in (1, 2)}
    run = church.ok(church.coach, "PATCH", f"/courses/{run_id}", {"capacity": 3})
    enrolled = {one["id"] for one in run["people"] if one["state"] == "enrolled"}

    assert longest < enrolled
    assert len(enrolled) == 3


def test_room_is_not_taken_from_those_who_have_it(church: Church) -> None:
    run_id = courses.opened(church, capacity=3)
    courses.enrol(church, run_id, people=3)
    answer = church.call(church.coach, "PATCH", f"/courses/{run_id}", {"capacity": 2})

    assert answer.status_code == 422
    assert courses.shown(church, run_id)["capacity"] == 3


def test_who_applied_before_the_opening_comes_in_first(church: Church) -> None:
    run_id = courses.make(church, capacity=2)["id"]
    applied = courses.enrol(church, run_id, people=3)
    courses.move(church, run_id, "open")

    assert courses.states(applied) == ["applied"] * 3
    assert courses.states(courses.shown(church, run_id)) == ["enrolled", "enrolled", "waitlisted"]


def test_a_place_is_given_back_once(church: Church) -> None:
    run_id = courses.opened(church)
    one = courses.enrol(church, run_id, people=1)["people"][0]
    church.ok(church.leader, "POST", f"/enrolments/{one['id']}/withdrawal")

    assert (
        church.call(church.leader, "POST", f"/enrolments/{one['id']}/withdrawal").status_code == 409
    )


def test_the_last_place_goes_to_one_of_many_who_ask_at_once(church: Church, ark: Neighbour) -> None:
    run_id = courses.opened(church, capacity=1, open_to="all")
    asking = [
        (church.leader, courses.path(church)),
        (ark.leader, ark.path),
        (church.coach, courses.path(church)),
        (ark.coach, ark.path),
    ]
    answers: list[int] = []

    def ask(who: Any, path: str) -> None:
        answers.append(
            church.call(who, "POST", f"{path}/{run_id}/enrolments", {"people": 1}).status_code
        )

    threads = [threading.Thread(target=ask, args=one) for one in asking]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert answers == [201] * 4
    assert courses.states(courses.shown(church, run_id)) == ["enrolled", *["waitlisted"] * 3]


def test_nobody_begins_after_the_second_lesson(church: Church) -> None:
    run_id = courses.running(church, capacity=2)
    courses.enrol(church, run_id, people=1)
    for number in (1, 2):
        courses.keep(church, run_id, number, present=[])
    path = f"{courses.path(church)}/{run_id}/enrolments"
    late = church.call(church.leader, "POST", path, {"people": 1})
    one = next(p for p in courses.shown(church, run_id)["people"] if p["state"] == "enrolled")
    after = church.ok(church.leader, "POST", f"/enrolments/{one['id']}/withdrawal")

    assert late.status_code == 409
    assert courses.states(after) == ["enrolled", "waitlisted", "withdrawn"]


@pytest.mark.parametrize(
    ("open_to", "near", "anywhere"), [("own", 404, 404), ("region", 201, 404), ("all", 201, 201)]
)
def test_a_course_is_open_to_whom_its_host_chose(
    church: Church, ark: Neighbour, far: Neighbour, open_to: str, near: int, anywhere: int
) -> None:
    run_id = courses.opened(church, open_to=open_to)
    found = [
        [one["id"] for one in church.ok(who.leader, "GET", _open(who))["items"]]
        for who in (ark, far)
    ]
    answers = [
        church.call(
            who.leader, "POST", f"{who.path}/{run_id}/enrolments", {"people": 1}
        ).status_code
        for who in (ark, far)
    ]

    assert answers == [near, anywhere]
    assert found == [[run_id] if status == 201 else [] for status in (near, anywhere)]


def test_a_draft_is_found_by_nobody_else(church: Church, ark: Neighbour) -> None:
    run_id = courses.make(church, open_to="all")["id"]

    assert church.ok(ark.leader, "GET", _open(ark))["items"] == []
    assert church.call(ark.leader, "GET", f"{ark.path}/{run_id}").status_code == 404


def test_each_congregation_sees_its_own_people_and_nothing_of_the_others(
    church: Church, ark: Neighbour, far: Neighbour
) -> None:
    run_id = courses.opened(church, open_to="all", capacity=9)
    courses.enrol(church, run_id, people=3)
    ours = {one["id"] for one in courses.enrol(church, run_id, ark, people=2)["people"]}
    theirs = {one["id"] for one in courses.enrol(church, run_id, far, people=1)["people"]}
    seen = courses.shown(church, run_id, ark)

    assert {one["id"] for one in seen["people"]} == ours
    assert seen["counts"]["enrolled"] == 2
    assert not theirs & {one["id"] for one in seen["people"]}
    assert (seen["facilitators"], seen["themes"]) == ([], [])
    listed = church.ok(ark.leader, "GET", ark.path)["elsewhere"][0]
    assert (listed["enrolled"], listed["waiting"]) == (2, 0)


def test_the_host_sees_numbers_and_not_whose_they_are(church: Church, ark: Neighbour) -> None:
    _choose(church, ark)
    run_id = courses.opened(church, open_to="all")
    courses.enrol(church, run_id, people=1)
    courses.enrol(church, run_id, ark, names=["Jannie Geheim"])
    answer = church.call(church.coach, "GET", f"{courses.path(church)}/{run_id}")

    assert sorted(one["own"] for one in answer.get_json()["people"]) == [False, True]
    assert "Jannie" not in answer.text
    assert str(ark.id) not in answer.text
    assert "De Ark" not in answer.text


def test_the_host_gives_no_place_of_another_congregation_back(
    church: Church, ark: Neighbour
) -> None:
    run_id = courses.opened(church, open_to="all")
    one = courses.enrol(church, run_id, ark, people=1)["people"][0]

    assert (
        church.call(church.coach, "POST", f"/enrolments/{one['id']}/withdrawal").status_code == 404
    )


def test_a_guest_changes_nothing_of_the_course(church: Church, ark: Neighbour) -> None:
    run_id = courses.running(church, open_to="all")
    courses.enrol(church, run_id, ark, people=1)
    tries: list[tuple[str, str, Any]] = [
        ("PATCH", "", {"capacity": 99}),
        ("POST", "/states", {"to": "closed"}),
        ("PUT", "/lessons", {"items": [{"number": 1, "title": "x"}]}),
        ("PUT", "/facilitators", {"items": []}),
        ("PUT", "/lessons/1/list", {"version": 1, "present": []}),
        ("PUT", "/final", {"version": 1, "done": []}),
        ("POST", "/report", {"themes": []}),
    ]
    answers = [
        church.call(ark.leader, method, f"/courses/{run_id}{end}", body).status_code
        for method, end, body in tries
    ]

    assert answers == [404] * len(tries)


def test_names_stand_only_where_a_leader_chose_for_them(church: Church) -> None:
    run_id = courses.opened(church)
    path = f"{courses.path(church)}/{run_id}/enrolments"
    without = church.call(church.leader, "POST", path, {"names": ["Jannie"]})
    by_coach = church.call(church.coach, "PUT", f"{courses.path(church)}/names", {"names": True})
    church.ok(church.leader, "PUT", f"{courses.path(church)}/names", {"names": True})
    run = church.ok(church.leader, "POST", path, {"names": ["Jannie"]})

    assert (without.status_code, by_coach.status_code) == (422, 403)
    assert [one["name"] for one in run["people"]] == ["Jannie"]


def test_names_are_erased_when_the_choice_is_withdrawn(church: Church, ark: Neighbour) -> None:
    _choose(church, ark)
    run_id = courses.opened(church, open_to="all")
    courses.enrol(church, run_id, ark, names=["Jannie Geheim", "Klaas Geheim"])
    church.ok(ark.leader, "PUT", f"{ark.path}/names", {"names": False})
    church.ok(ark.leader, "PUT", f"{ark.path}/names", {"names": True})
    seen = courses.shown(church, run_id, ark)

    assert {one["name"] for one in seen["people"]} == {None}
    with church.host.tools["congregations"].db.read() as db:
        assert set(db.scalars(select(Enrolment.name))) == {None}


def test_a_name_goes_with_the_place_that_is_given_back(church: Church) -> None:
    church.ok(church.leader, "PUT", f"{courses.path(church)}/names", {"names": True})
    run_id = courses.opened(church)
    one = courses.enrol(church, run_id, names=["Jannie"])["people"][0]
    after = church.ok(church.leader, "POST", f"/enrolments/{one['id']}/withdrawal")

    assert after["people"][0]["name"] is None


@pytest.mark.parametrize(
    "wish",
    [{}, {"people": 0}, {"people": 101}, {"people": 1, "names": ["x"]}, {"names": ["x" * 121]}],
)
def test_an_enrolment_that_says_nothing_or_both_is_refused(
    church: Church, wish: dict[str, Any]
) -> None:
    run_id = courses.opened(church)
    path = f"{courses.path(church)}/{run_id}/enrolments"

    assert church.call(church.leader, "POST", path, wish).status_code == 422
    assert courses.shown(church, run_id)["people"] == []


def test_an_agency_knows_when_and_where_about_and_nothing_more(church: Church) -> None:
    run_id = courses.opened(church, open_to="region", capacity=2, title="Geheime titel")
    courses.enrol(church, run_id, people=1)
    day = {"items": [{"number": 1, "on": "2027-01-05"}]}
    church.ok(church.coach, "PUT", f"/courses/{run_id}/lessons", day)
    courses.opened(church, open_to="own")
    staff = askers.person(church.host, "agency_staff")

    assert church.ok(staff, "GET", "/courses/open")["items"] == [
        {
            "region": "NL-GE",
            "language": "nld",
            "format": "weekly",
            "days": ["2027-01-05"],
            "free_places": "few",
        }
    ]
    own = f"/courses/open?congregation_id={church.id}"
    assert church.call(staff, "GET", own).status_code == 404
    assert church.call(church.leader, "GET", "/courses/open").status_code == 404


def test_a_course_that_is_over_is_no_longer_offered(church: Church, ark: Neighbour) -> None:
    run_id = courses.opened(church, open_to="all")
    day = {"items": [{"number": 9, "on": "2026-11-22"}]}
    church.ok(church.coach, "PUT", f"/courses/{run_id}/lessons", day)

    assert church.ok(ark.leader, "GET", _open(ark))["items"] == []


def _open(who: Neighbour) -> str:
    return f"/courses/open?congregation_id={who.id}"


def _choose(church: Church, who: Neighbour) -> None:
    church.ok(who.leader, "PUT", f"{who.path}/names", {"names": True})
