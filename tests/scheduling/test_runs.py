from typing import Any

import pytest

from shared.clock import new_id
from tests import askers
from tests.scheduling.conftest import Church


def wish(church: Church, **other: Any) -> dict[str, Any]:
    return {
        "congregation_id": str(church.id),
        "first": "2027-01-05",
        "time": "19:30",
        "school_region": "north",
        "place": "De Ark",
    } | other


def test_nine_evenings_are_shown_first_and_nothing_is_kept(church: Church):
    shown = church.call(church.coach, "POST", "/runs?dry_run=1", wish(church))
    proposal = shown.get_json()

    assert shown.status_code == 200
    assert proposal["run_id"] is None
    assert len(proposal["sessions"]) == 9
    assert [one["local_start"][:10] for one in proposal["sessions"][:2]] == [
        "2027-01-05",
        "2027-01-12",
    ]
    assert church.sessions() == []
    assert church.told("run.planned") == []


def test_nine_evenings_are_planned_in_one_act_and_told_in_one_letter(church: Church):
    steps = [str(new_id()) for _ in range(9)]
    planned = church.call(church.coach, "POST", "/runs", wish(church, step_ids=steps))
    run = planned.get_json()
    (told,) = church.told("run.planned")

    assert planned.status_code == 201
    assert [one["step_id"] for one in run["sessions"]] == steps
    assert run["sessions"][2]["title_nl"] == "Kairos-avond 3 van 9"
    assert run["sessions"][2]["title_en"] == "Kairos evening 3 of 9"
    assert len({one["uid"] for one in run["sessions"]}) == 9
    assert told["run_id"] == run["run_id"]
    assert set(told["participants"]) == {
        str(one.id) for one in (church.anna, church.bert, church.coach)
    }
    assert [one["announced"] for one in church.told("session.planned")] == [False] * 9


def test_the_letter_of_a_run_names_every_evening_in_order(church: Church):
    run = church.call(church.coach, "POST", "/runs", wish(church)).get_json()
    service = askers.service(church.host, "notifications")
    path = f"/letters/run/{run['run_id']}?person_id={church.anna.id}"
    letter = church.call(service, "GET", path).get_json()

    starts = [one["start_utc"] for one in letter["sessions"]]
    assert letter["coach_id"] == str(church.coach.id)
    assert letter["choice"] == "invitation"
    assert len(starts) == 9
    assert starts == sorted(starts)


def test_evenings_go_around_the_christmas_break_and_say_so(church: Church):
    run = church.call(
        church.coach, "POST", "/runs?dry_run=1", wish(church, first="2026-12-08")
    ).get_json()

    assert {one["nl"] for one in run["skipped"]} == {"Kerstvakantie"}
    assert "2026-12-22" not in [one["local_start"][:10] for one in run["sessions"]]


def test_one_taken_evening_refuses_the_whole_run_and_the_proposal_shows_it(
    church: Church, other_church: Church
):
    other_church.plan(local_start="2027-01-12T20:00")
    proposal = church.call(church.coach, "POST", "/runs?dry_run=1", wish(church)).get_json()
    refused = church.call(church.coach, "POST", "/runs", wish(church))

    assert proposal["busy"] == [{"person_id": str(church.coach.id), "starts": ["2027-01-12T19:30"]}]
    assert refused.status_code == 409
    assert "2027-01-12 19:30" in refused.get_json()["fields"][f"participants.{church.coach.id}"]
    assert church.sessions() == []
    assert church.told("run.planned") == []


def test_one_evening_of_a_run_moves_by_itself_and_keeps_its_number(church: Church):
    run = church.call(church.coach, "POST", "/runs", wish(church)).get_json()
    third = run["sessions"][2]
    moved = church.call(
        church.coach, "PATCH", f"/sessions/{third['id']}", {"local_start": "2027-01-20T19:30"}
    ).get_json()
    (told,) = church.told("session.moved")

    assert moved["title_nl"] == "Kairos-avond 3 van 9"
    assert moved["uid"] == third["uid"]
    assert told["announced"] is True


def test_evenings_tell_of_which_course_they_are_and_which_number_also_when_moved(church: Church):
    run = church.call(church.coach, "POST", "/runs", wish(church)).get_json()
    third = run["sessions"][2]
    body = {"local_start": "2027-01-22T19:30"}
    church.call(church.coach, "PATCH", f"/sessions/{third['id']}", body)
    planned, (moved,) = church.told("session.planned"), church.told("session.moved")

    assert {one["run_id"] for one in planned} == {run["run_id"]}
    assert [one["number"] for one in planned] == list(range(1, 10))
    assert (moved["run_id"], moved["number"]) == (run["run_id"], 3)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"time": "25:00"}, "time"),
        ({"time": "02:30", "first": "2028-03-26", "school_region": None}, "time"),
        ({"zone": "Mars/Olympus"}, "zone"),
        ({"first": "2026-01-05"}, "first"),
        ({"first": "2027-02-30"}, "first"),
        ({"every_days": 10}, "format"),
        ({"format": "weekends", "weekday": 2}, "format"),
        ({"format": "daily"}, "format"),
        ({"format": "intensive", "time": "09:30", "minutes": 300}, "minutes"),
        ({"school_region": "west"}, "school_region"),
        ({"count": 0}, "count"),
    ],
)
def test_a_run_that_nobody_could_follow_is_refused_by_its_field(
    church: Church, wrong: dict[str, object], field: str
):
    refused = church.call(church.coach, "POST", "/runs", wish(church, **wrong))

    assert refused.status_code == 422
    assert field in refused.get_json()["fields"]
    assert church.sessions() == []
