"""A course run: its lessons and their days, who leads it, from draft to report."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from services.notifications.model import Message
from shared.clock import new_id
from shared.contracts.scheduling import SessionCancelled, SessionMoved, SessionPlanned
from tests import askers
from tests.congregations import courses
from tests.congregations.conftest import Church
from tests.congregations.courses import HEAD


def test_a_course_begins_with_nine_numbered_lessons_and_the_usual_measure(church: Church) -> None:
    run = courses.make(church)

    assert [one["number"] for one in run["lessons"]] == list(range(1, 10))
    assert {one["title"] for one in run["lessons"]} == {""}
    assert (run["state"], run["attendance_share"]) == ("draft", 80)
    assert (run["worksheets_required"], run["final_required"]) == (True, True)
    assert (run["open_to"], run["language"], run["format"]) == ("own", "nld", "weekly")


def test_a_course_goes_from_draft_to_report_and_tells_of_it(church: Church) -> None:
    run_id = courses.running(church)
    courses.move(church, run_id, "closed")
    church.ok(church.coach, "POST", f"/courses/{run_id}/report", {"themes": ["Abraham"]})
    run = courses.shown(church, run_id)

    assert [one["to"] for one in run["changes"]] == ["open", "running", "closed", "reported"]
    assert (run["state"], run["themes"]) == ("reported", ["Abraham"])
    told = [one for one in church.events() if one.startswith("course.")]
    assert told == [
        "course.opened.v1",
        "course.enrolments-changed.v1",
        "course.closed.v1",
        "course.reported.v1",
    ]
    assert church.last_event("course.closed")["completed"] == 0


@pytest.mark.parametrize(
    ("reached", "to"),
    [
        ((), "running"),
        ((), "closed"),
        (("open",), "open"),
        (("open",), "closed"),
        (("open", "running", "closed"), "closed"),
        (("open", "running", "closed"), "cancelled"),
    ],
)
def test_a_state_that_cannot_follow_is_refused(
    church: Church, reached: tuple[str, ...], to: str
) -> None:
    run_id = courses.make(church)["id"]
    church.ok(church.coach, "PUT", f"/courses/{run_id}/facilitators", HEAD)
    courses.enrol(church, run_id, people=1)
    for state in reached:
        courses.move(church, run_id, state)
    before = church.events()
    answer = church.call(
        church.coach, "POST", f"/courses/{run_id}/states", {"to": to, "reason": "x"}
    )

    assert answer.status_code == 409
    assert church.events() == before


def test_a_course_is_reported_once_and_only_when_closed(church: Church) -> None:
    run_id = courses.running(church)
    path = f"/courses/{run_id}/report"
    early = church.call(church.coach, "POST", path, {"themes": []})
    courses.move(church, run_id, "closed")
    church.ok(church.coach, "POST", path, {"themes": []})
    again = church.call(church.coach, "POST", path, {"themes": ["anders"]})

    assert (early.status_code, again.status_code) == (409, 409)
    assert church.events().count("course.reported.v1") == 1


def test_cancelling_takes_a_reason_and_stays(church: Church) -> None:
    run_id = courses.opened(church)
    path = f"/courses/{run_id}/states"
    silent = church.call(church.coach, "POST", path, {"to": "cancelled"})
    run = courses.move(church, run_id, "cancelled", reason="Te weinig mensen")

    assert silent.status_code == 422
    assert (run["state"], run["cancelled_reason"]) == ("cancelled", "Te weinig mensen")
    assert church.call(church.coach, "POST", path, {"to": "open"}).status_code == 409
    assert church.call(church.coach, "PATCH", f"/courses/{run_id}", {"fee": "0"}).status_code == 409


@pytest.mark.parametrize(
    ("team", "starts"),
    [
        ([], False),
        ([{"role": "Hulp", "level": "facilitator", "served_count": 8}], False),
        ([{"role": "Leerling", "level": "trainee_head", "served_count": 1}], False),
        ([{"role": "Leerling", "level": "trainee_head", "served_count": 2}], True),
        ([{"role": "Hoofd", "level": "head"}, {"role": "Hulp"}], True),
    ],
)
def test_a_course_without_a_head_cannot_start(
    church: Church, team: list[dict[str, Any]], starts: bool
) -> None:
    run_id = courses.opened(church)
    courses.enrol(church, run_id, people=1)
    church.ok(church.coach, "PUT", f"/courses/{run_id}/facilitators", {"items": team})
    answer = church.call(church.coach, "POST", f"/courses/{run_id}/states", {"to": "running"})

    assert answer.status_code == (200 if starts else 409)
    assert starts or "head facilitator" in answer.get_json()["detail"]


def test_two_heads_are_refused_and_a_running_course_keeps_one(church: Church) -> None:
    run_id = courses.running(church)
    path = f"/courses/{run_id}/facilitators"
    two = church.call(church.coach, "PUT", path, {"items": HEAD["items"] * 2})
    none = church.call(church.coach, "PUT", path, {"items": []})
    other = {"items": [{"role": "Opvolger", "level": "head"}]}
    church.ok(church.coach, "PUT", path, other)

    assert (two.status_code, none.status_code) == (422, 409)
    assert [one["role"] for one in courses.shown(church, run_id)["facilitators"]] == ["Opvolger"]


def test_an_empty_course_does_not_start(church: Church) -> None:
    run_id = courses.opened(church)
    answer = church.call(church.coach, "POST", f"/courses/{run_id}/states", {"to": "running"})

    assert answer.status_code == 409


def test_lessons_get_titles_days_and_who_leads_what(church: Church) -> None:
    run_id = courses.make(church)["id"]
    lesson = {"number": 2, "title": "Les twee", "on": "2027-01-12", "presenter": "Spreker"}
    church.ok(church.working_group, "PUT", f"/courses/{run_id}/lessons", {"items": [lesson]})
    church.ok(
        church.coach,
        "PUT",
        f"/courses/{run_id}/lessons",
        {"items": [{"number": 2, "activity_lead": "Spelleider"}]},
    )
    seen = courses.shown(church, run_id)["lessons"][1]

    assert seen["title"] == "Les twee"
    assert (seen["on"], seen["planned"]) == ("2027-01-12", False)
    assert (seen["presenter"], seen["activity_lead"]) == ("Spreker", "Spelleider")


def test_days_that_do_not_follow_each_other_are_refused_whole(church: Church) -> None:
    run_id = courses.make(church)["id"]
    days = [{"number": 1, "on": "2027-02-02"}, {"number": 3, "on": "2027-01-12"}]
    answer = church.call(church.coach, "PUT", f"/courses/{run_id}/lessons", {"items": days})

    assert answer.status_code == 422
    assert "on_day" in answer.get_json()["fields"]
    assert {one["on"] for one in courses.shown(church, run_id)["lessons"]} == {None}


def test_several_lessons_of_an_intensive_course_share_a_day(church: Church) -> None:
    run_id = courses.make(church, format="intensive")["id"]
    days = [{"number": n, "on": f"2027-05-0{(n + 1) // 2}"} for n in range(1, 10)]
    run = church.ok(church.coach, "PUT", f"/courses/{run_id}/lessons", {"items": days})

    assert [one["on"] for one in run["lessons"]][:3] == ["2027-05-01", "2027-05-01", "2027-05-02"]


@pytest.mark.parametrize("on", ["2027-02-30", "1027-01-01", "morgen"])
def test_days_that_cannot_be_are_refused(church: Church, on: str) -> None:
    run_id = courses.make(church)["id"]
    days = {"items": [{"number": 1, "on": on}]}

    assert church.call(church.coach, "PUT", f"/courses/{run_id}/lessons", days).status_code == 422


def test_a_course_shows_the_evenings_of_the_calendar_also_when_they_move(church: Church) -> None:
    planned = _evenings(church)
    run_id = courses.make(church, planned_run_id=str(planned[0].run_id))["id"]
    before = courses.shown(church, run_id)["lessons"]
    church.hear(_moved(planned[2], datetime(2027, 3, 30, 22, 30, tzinfo=UTC)))
    church.hear(_cancelled(planned[8]))
    after = courses.shown(church, run_id)["lessons"]

    assert [one["on"] for one in before[:3]] == ["2027-01-05", "2027-01-12", "2027-01-19"]
    assert all(one["planned"] for one in before)
    # half past midnight in summer time is the next day
    assert after[2]["on"] == "2027-03-31"
    assert after[8]["on"] is None


def test_evenings_in_the_calendar_are_offered_until_a_course_has_them(church: Church) -> None:
    planned = _evenings(church)
    path = courses.path(church)
    offered = church.ok(church.coach, "GET", path)["planned"]
    courses.make(church, planned_run_id=str(planned[0].run_id))
    twice = church.call(church.coach, "POST", path, {"planned_run_id": str(planned[0].run_id)})

    assert [(one["planned_run_id"], len(one["days"])) for one in offered] == [
        (str(planned[0].run_id), 9)
    ]
    assert church.ok(church.coach, "GET", path)["planned"] == []
    assert twice.status_code == 409


def test_a_day_of_the_calendar_is_not_typed_over(church: Church) -> None:
    planned = _evenings(church)
    run_id = courses.make(church, planned_run_id=str(planned[0].run_id))["id"]
    typed = {"items": [{"number": 1, "on": "2027-06-01", "title": "Anders"}]}
    answer = church.call(church.coach, "PUT", f"/courses/{run_id}/lessons", typed)

    assert answer.status_code == 409
    assert courses.shown(church, run_id)["lessons"][0]["title"] == ""


def test_days_stay_when_a_course_lets_the_calendar_go(church: Church) -> None:
    planned = _evenings(church)
    run_id = courses.make(church, planned_run_id=str(planned[0].run_id))["id"]
    run = church.ok(church.coach, "PATCH", f"/courses/{run_id}", {"planned_run_id": None})

    assert run["lessons"][0]["on"] == "2027-01-05"
    assert not any(one["planned"] for one in run["lessons"])


def test_evenings_of_another_congregation_are_not_taken(church: Church) -> None:
    other = courses.neighbour(church, "De Ark", "Ede")
    theirs = _evenings(church, other.id)
    answer = church.call(
        church.coach, "POST", courses.path(church), {"planned_run_id": str(theirs[0].run_id)}
    )

    assert answer.status_code == 422


def test_a_run_that_scheduling_plans_reaches_the_course(church: Church) -> None:
    wish = {"congregation_id": str(church.id), "first": "2027-01-05", "time": "19:30"}
    host = church.host
    planned = askers.call(host, church.coach, "scheduling", "POST", "/runs", wish)
    assert planned.status_code == 201, planned.text
    host.settle()
    run = courses.make(church, planned_run_id=planned.get_json()["run_id"])
    starts = [one["local_start"][:10] for one in planned.get_json()["sessions"]]

    assert [one["on"] for one in run["lessons"]] == starts


def test_leaders_get_a_letter_when_the_report_is_ready(church: Church) -> None:
    other = courses.neighbour(church, "De Ark", "Ede")
    waiting = courses.neighbour(church, "De Bron", "Ede")
    run_id = courses.opened(church, open_to="all", capacity=2, title="Kairos voorjaar")
    courses.enrol(church, run_id, people=1)
    courses.enrol(church, run_id, other, people=1)
    courses.enrol(church, run_id, waiting, people=1)
    for state in ("running", "closed"):
        courses.move(church, run_id, state)
    church.ok(church.coach, "POST", f"/courses/{run_id}/report", {"themes": []})
    told = church.last_event("course.reported")
    notifications = askers.service(church.host, "notifications")
    letter = church.ok(notifications, "GET", f"/letters/course_reported/{told['report_id']}")

    church.host.settle()
    with church.host.tools["notifications"].db.read() as db:
        written = db.scalars(select(Message.person_id).where(Message.letter == "course_reported"))
        written_to = sorted(written)

    assert church.events().count("course.reported.v1") == 2
    assert written_to == sorted([church.leader.id, other.leader.id])
    assert letter["what_nl"] == "Kairos voorjaar"
    assert letter["path"] == f"/congregations/{told['congregation_id']}/courses/{run_id}"
    assert UUID(str(told["congregation_id"])) in (church.id, other.id)


def test_nothing_changes_after_the_end(church: Church) -> None:
    run_id = courses.running(church)
    courses.move(church, run_id, "closed")
    refused = [
        church.call(church.coach, "PATCH", f"/courses/{run_id}", {"attendance_share": 10}),
        church.call(church.coach, "PUT", f"/courses/{run_id}/facilitators", HEAD),
        church.call(church.coach, "PUT", f"/courses/{run_id}/lessons", {"items": [{"number": 1}]}),
    ]

    assert [one.status_code for one in refused] == [409, 409, 409]


def test_earlier_participants_count_in_the_share_of_the_congregation(church: Church) -> None:
    church.ok(church.coach, "PATCH", church.path, {"version": 1, "size_band": "50_150"})
    run_id = courses.running(church, people=2)
    one = courses.shown(church, run_id)["people"][0]["id"]
    courses.complete(church, run_id, one)
    courses.move(church, run_id, "closed")
    church.ok(church.leader, "PUT", f"{courses.path(church)}/earlier/2024", {"people": 9})
    found = church.ok(church.leader, "GET", courses.path(church))

    assert [(s["year"], s["people"], s["middle"]) for s in found["shares"]] == [
        (2024, 9, 0.09),
        (2026, 10, 0.1),
    ]


def test_a_note_of_earlier_participants_is_taken_back_with_none(church: Church) -> None:
    path = f"{courses.path(church)}/earlier"
    church.ok(church.leader, "PUT", f"{path}/2024", {"people": 9})
    church.ok(church.leader, "PUT", f"{path}/2024", {"people": 0})
    future = church.call(church.leader, "PUT", f"{path}/2027", {"people": 3})

    assert church.ok(church.leader, "GET", courses.path(church))["earlier"] == []
    assert future.status_code == 422


@pytest.mark.parametrize(
    "wish",
    [
        {"capacity": 0},
        {"capacity": "12"},
        {"attendance_share": 101},
        {"format": "daily"},
        {"open_to": "world"},
        {"language": "xx"},
        {"title": "x" * 121},
        {"fee": "x" * 1_000_000},
        {"state": "open"},
    ],
)
def test_a_course_that_cannot_be_is_refused(church: Church, wish: dict[str, Any]) -> None:
    answer = church.call(church.coach, "POST", courses.path(church), wish)

    assert answer.status_code in (413, 422)
    assert church.ok(church.coach, "GET", courses.path(church))["hosted"] == []


def _evenings(church: Church, congregation_id: UUID | None = None) -> list[SessionPlanned]:
    run_id, first = new_id(), datetime(2027, 1, 5, 18, 30, tzinfo=UTC)
    evenings = [
        SessionPlanned(
            session_id=new_id(),
            congregation_id=congregation_id or church.id,
            run_id=run_id,
            number=number,
            kind="kairos_lesson",
            label=1,
            start=first + timedelta(weeks=number - 1),
            revision=0,
        )
        for number in range(1, 10)
    ]
    for evening in evenings:
        church.hear(evening)
    return evenings


def _moved(session: SessionPlanned, start: datetime) -> SessionMoved:
    return SessionMoved(
        session_id=session.session_id,
        congregation_id=session.congregation_id,
        run_id=session.run_id,
        number=session.number,
        kind=session.kind,
        label=session.label,
        start=start,
        previous_start=session.start,
        revision=session.revision + 1,
    )


def _cancelled(session: SessionPlanned) -> SessionCancelled:
    return SessionCancelled(
        session_id=session.session_id,
        congregation_id=session.congregation_id,
        run_id=session.run_id,
        number=session.number,
        kind=session.kind,
        label=session.label,
        start=session.start,
        revision=session.revision + 1,
    )
