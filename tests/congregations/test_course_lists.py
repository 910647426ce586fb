"""The lists of a course: kept one lesson at a time; completion follows from them."""

from datetime import timedelta

import pytest

from shared.clock import new_id
from tests.congregations import courses
from tests.congregations.conftest import Church


def test_a_list_of_a_lesson_is_kept_in_one_go(church: Church) -> None:
    run_id = courses.running(church, people=3)
    came = [one["id"] for one in courses.shown(church, run_id)["people"]][:2]
    run = courses.keep(church, run_id, 1, present=came, worksheets=came[:1])
    lesson = run["lessons"][0]

    assert set(lesson["present"]) == set(came)
    assert lesson["worksheets"] == came[:1]
    assert (lesson["turnout"], run["lessons"][1]["turnout"]) == (2, None)


def test_worksheets_and_presence_are_kept_apart(church: Church) -> None:
    run_id = courses.running(church, people=1)
    one = courses.shown(church, run_id)["people"][0]["id"]
    courses.keep(church, run_id, 1, present=[one])
    run = courses.keep(church, run_id, 1, worksheets=[one])

    assert (run["lessons"][0]["present"], run["lessons"][0]["worksheets"]) == ([one], [one])


def test_a_list_is_put_right_until_the_report(church: Church) -> None:
    run_id = courses.running(church, people=1)
    one = courses.shown(church, run_id)["people"][0]["id"]
    courses.keep(church, run_id, 1, present=[one])
    courses.move(church, run_id, "closed")
    run = courses.keep(church, run_id, 1, present=[])
    church.ok(church.coach, "POST", f"/courses/{run_id}/report", {"themes": []})
    version = run["lessons"][0]["version"]
    late = church.call(
        church.coach,
        "PUT",
        f"/courses/{run_id}/lessons/1/list",
        {"version": version, "present": [one]},
    )

    assert run["lessons"][0]["turnout"] == 0
    assert late.status_code == 409


def test_of_two_who_keep_the_same_list_one_is_told(church: Church) -> None:
    run_id = courses.running(church, people=1)
    one = courses.shown(church, run_id)["people"][0]["id"]
    path = f"/courses/{run_id}/lessons/1/list"
    first = church.call(church.coach, "PUT", path, {"version": 1, "present": [one]})
    second = church.call(church.working_group, "PUT", path, {"version": 1, "present": []})

    assert (first.status_code, second.status_code) == (200, 409)
    assert courses.shown(church, run_id)["lessons"][0]["present"] == [one]


def test_a_lesson_that_is_still_to_come_has_no_list(church: Church) -> None:
    run_id = courses.running(church, people=1)
    days = [{"number": 1, "on": "2026-11-23"}, {"number": 2, "on": "2026-11-24"}]
    church.ok(church.coach, "PUT", f"/courses/{run_id}/lessons", {"items": days})
    tomorrow = f"/courses/{run_id}/lessons/2/list"
    courses.keep(church, run_id, 1, present=[])
    early = church.call(church.coach, "PUT", tomorrow, {"version": 1, "present": []})
    church.host.clock.advance(timedelta(days=1))
    later = church.call(church.coach, "PUT", tomorrow, {"version": 1, "present": []})

    assert (early.status_code, later.status_code) == (422, 200)
    assert "present" in early.get_json()["fields"]


def test_a_course_that_has_not_begun_has_no_lists(church: Church) -> None:
    run_id = courses.opened(church)
    courses.enrol(church, run_id, people=1)
    path = f"/courses/{run_id}/lessons/1/list"

    assert church.call(church.coach, "PUT", path, {"version": 1, "present": []}).status_code == 409


def test_nobody_without_a_place_stands_on_a_list(church: Church) -> None:
    run_id = courses.running(church, people=1, capacity=1)
    waiting = courses.enrol(church, run_id, people=1)
    other = next(one["id"] for one in waiting["people"] if one["state"] == "waitlisted")
    path = f"/courses/{run_id}"
    for stranger in (other, str(new_id())):
        for end, body in (
            ("/lessons/1/list", {"present": [stranger]}),
            ("/lessons/1/list", {"worksheets": [stranger]}),
            ("/final", {"done": [stranger]}),
        ):
            answer = church.call(church.coach, "PUT", path + end, {"version": 1, **body})

            assert answer.status_code == 422


@pytest.mark.parametrize("number", [0, 10, 99999999999999999999])
def test_there_are_nine_lessons(church: Church, number: int) -> None:
    run_id = courses.running(church, people=1)
    path = f"/courses/{run_id}/lessons/{number}/list"

    assert church.call(church.coach, "PUT", path, {"version": 1, "present": []}).status_code == 404


def test_completion_follows_from_the_lists_and_is_final_when_the_course_closes(
    church: Church,
) -> None:
    run_id = courses.running(church, people=2)
    done, other = (one["id"] for one in courses.shown(church, run_id)["people"])
    courses.complete(church, run_id, done)
    before = {one["id"]: one for one in courses.shown(church, run_id)["people"]}
    courses.move(church, run_id, "closed")
    after = {one["id"]: one for one in courses.shown(church, run_id)["people"]}

    assert (before[done]["state"], before[other]["state"]) == ("completed", "enrolled")
    assert (after[done]["state"], after[other]["state"]) == ("completed", "incomplete")
    assert after[other]["missing"] == ["attendance", "worksheets", "final"]
    assert church.last_event("course.closed")["completed"] == 1


def test_another_measure_changes_who_completed(church: Church) -> None:
    run_id = courses.running(church, people=1)
    one = courses.shown(church, run_id)["people"][0]["id"]
    for number in range(1, 6):
        courses.keep(church, run_id, number, present=[one])
    strict = courses.shown(church, run_id)["people"][0]
    looser = {"attendance_share": 50, "worksheets_required": False, "final_required": False}
    church.ok(church.coach, "PATCH", f"/courses/{run_id}", looser)

    assert (strict["state"], strict["attended"]) == ("enrolled", 5)
    assert courses.shown(church, run_id)["people"][0]["state"] == "completed"


def test_who_gave_the_place_back_completes_nothing(church: Church) -> None:
    run_id = courses.running(church, people=2)
    gone, stays = (one["id"] for one in courses.shown(church, run_id)["people"])
    courses.keep(church, run_id, 1, present=[gone, stays])
    church.ok(church.leader, "POST", f"/enrolments/{gone}/withdrawal")
    run = courses.move(church, run_id, "closed")

    assert courses.states(run) == ["incomplete", "withdrawn"]
    assert run["counts"]["took_part"] == 1


def test_a_guest_reads_the_marks_of_its_own_people_only(church: Church) -> None:
    ark = courses.neighbour(church, "De Ark", "Ede")
    run_id = courses.opened(church, open_to="all")
    courses.enrol(church, run_id, people=2)
    guest = courses.enrol(church, run_id, ark, people=1)["people"][0]["id"]
    courses.move(church, run_id, "running")
    everybody = [one["id"] for one in courses.shown(church, run_id)["people"]]
    courses.keep(church, run_id, 1, present=everybody, worksheets=everybody)
    lesson = courses.shown(church, run_id, ark)["lessons"][0]

    assert (lesson["present"], lesson["worksheets"], lesson["turnout"]) == ([guest], [guest], 1)
