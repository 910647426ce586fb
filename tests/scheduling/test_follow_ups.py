from datetime import date, timedelta

import pytest

from shared.clock import new_id
from shared.contracts.congregations import LaunchWithdrawn
from tests.scheduling.conftest import Church


def days(church: Church) -> dict[str, str]:
    return {one["kind"]: one["local_start"][:10] for one in church.sessions()}


def session_of(church: Church, kind: str) -> dict[str, object]:
    return next(one for one in church.sessions() if one["kind"] == kind)


def withdraw(church: Church, journey, launch) -> None:
    church.tell(LaunchWithdrawn(launch_id=launch, journey_id=journey, congregation_id=church.id))


def test_a_launch_brings_evaluations_and_apk_without_any_letter(church: Church):
    church.launch(new_id(), date(2026, 11, 22))

    assert days(church) == {
        "evaluation_6": "2027-05-22",
        "evaluation_12": "2027-11-22",
        "apk": "2027-11-22",
    }
    assert {one["state"] for one in church.sessions()} == {"idea"}
    assert [one["announced"] for one in church.told("session.planned")] == [False] * 3


@pytest.mark.parametrize(
    ("launched", "half", "whole"),
    [
        (date(2026, 8, 31), "2027-02-28", "2027-08-31"),
        (date(2027, 8, 31), "2028-02-29", "2028-08-31"),
        (date(2028, 2, 29), "2028-08-29", "2029-02-28"),
    ],
)
def test_months_end_with_the_month(church: Church, launched: date, half: str, whole: str):
    church.launch(new_id(), launched)

    assert (days(church)["evaluation_6"], days(church)["evaluation_12"]) == (half, whole)


def test_evaluations_move_with_the_launch_and_a_firm_one_stays(church: Church):
    journey = new_id()
    church.launch(journey, date(2026, 11, 22))
    half = session_of(church, "evaluation_6")
    firm = church.call(
        church.coach,
        "POST",
        f"/sessions/{half['id']}/confirmation",
        {"local_start": "2027-05-25T20:00", "place": "De Ark"},
    ).get_json()
    church.launch(journey, date(2027, 1, 10))

    assert (firm["state"], firm["pinned"]) == ("confirmed", True)
    assert firm["uid"]
    assert days(church) == {
        "evaluation_6": "2027-05-25",
        "evaluation_12": "2028-01-10",
        "apk": "2028-01-10",
    }
    assert len(church.sessions()) == 3
    due = church.call(church.coach, "GET", f"/sessions/{half['id']}").get_json()["due"]
    assert due["on"] == "2027-07-10"
    assert {one["announced"] for one in church.told("session.moved")} == {False}


def test_confirming_an_evaluation_invites_leaders_and_coach_with_a_letter(church: Church):
    church.launch(new_id(), date(2026, 11, 22))
    half = session_of(church, "evaluation_6")
    church.call(church.coach, "POST", f"/sessions/{half['id']}/confirmation", {})
    told = church.told("session.planned")[-1]

    assert (told["session_id"], told["announced"]) == (half["id"], True)
    assert set(told["participants"]) == {
        str(one.id) for one in (church.anna, church.bert, church.coach)
    }


def test_an_idea_claims_nobodys_time(church: Church, other_church: Church):
    church.launch(new_id(), date(2026, 11, 22))
    half = session_of(church, "evaluation_6")
    other_church.plan(local_start=half["local_start"])
    refused = church.call(church.coach, "POST", f"/sessions/{half['id']}/confirmation", {})

    assert refused.status_code == 409
    assert session_of(church, "evaluation_6")["state"] == "idea"


def test_a_withdrawn_launch_suspends_and_a_new_one_takes_up_again(church: Church):
    journey = new_id()
    launch = church.launch(journey, date(2026, 11, 22))
    half = session_of(church, "evaluation_6")
    church.call(church.coach, "POST", f"/sessions/{half['id']}/confirmation", {})
    withdraw(church, journey, launch)
    suspended = {one["state"] for one in church.sessions()}
    told = {one["kind"]: one["announced"] for one in church.told("session.cancelled")}
    church.launch(journey, date(2026, 12, 1))

    assert suspended == {"suspended"}
    assert told == {"evaluation_6": True, "evaluation_12": False, "apk": False}
    assert {one["state"] for one in church.sessions()} == {"idea"}
    assert days(church)["evaluation_6"] == "2027-06-01"
    assert len(church.sessions()) == 3


def test_withdrawing_an_older_launch_leaves_the_present_one_alone(church: Church):
    journey = new_id()
    old = church.launch(journey, date(2026, 11, 1))
    church.launch(journey, date(2026, 11, 22))
    withdraw(church, journey, old)

    assert {one["state"] for one in church.sessions()} == {"idea"}


def test_an_evaluation_falls_due_once_and_again_only_when_it_moves_away(church: Church):
    journey = new_id()
    church.launch(journey, date(2026, 11, 22))
    early = church.told("session.due")
    church.host.clock.at += timedelta(days=155)
    church.host.settle()
    church.host.settle()
    (due,) = church.told("session.due")

    assert early == []
    assert due["kind"] == "evaluation_6"
    assert set(due["participants"]) == {
        str(one.id) for one in (church.anna, church.bert, church.coach)
    }
    church.launch(journey, date(2027, 1, 22))
    church.host.clock.at += timedelta(days=61)
    church.host.settle()
    assert [one["kind"] for one in church.told("session.due")] == ["evaluation_6"] * 2


def test_the_same_launch_told_again_changes_nothing(church: Church):
    journey, launch = new_id(), new_id()
    church.launch(journey, date(2026, 11, 22), launch)
    before = church.sessions()
    church.launch(journey, date(2026, 11, 22), launch)

    assert church.sessions() == before
    assert church.told("session.moved") == []
