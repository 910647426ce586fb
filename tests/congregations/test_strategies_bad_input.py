"""What a strategy cannot hold is refused with a sentence, and leaves nothing behind."""

from datetime import timedelta
from typing import Any

import pytest

from shared.clock import new_id
from tests import askers
from tests.congregations.conftest import Church
from tests.congregations.test_strategies import DECISION, Plan

REVISION = {"revision": 1}


@pytest.fixture
def plan(church: Church) -> Plan:
    return Plan(church)


@pytest.mark.parametrize(
    "content",
    [
        {"mission": "x" * 2001},
        {"mission": "x" * 1_000_000},
        {"mission": None},
        {"values": ["waarde"] * 2 + [f"waarde {number}" for number in range(41)]},
        {"values": "Trouw"},
        {"focus": {"means": ["pay"]}},
        {"focus": {"places": ["XX"]}},
        {"focus": {"people_groups": ["x" * 121]}},
        {"focus": {"somewhere": []}},
        {"horizon": "2026-02-30"},
        {"horizon": "2101-01-01"},
        {"horizon": "2026-11-22"},
        {"policies": [{"answer": "Zonder vraag"}]},
        {"policies": [{"question": f"Vraag {number}"} for number in range(41)]},
        {"capacity_hours": "lots"},
        {"capacity_budget": "free"},
        {"state": "adopted"},
    ],
)
def test_a_foundation_that_cannot_be_is_refused(plan: Plan, content: dict[str, Any]) -> None:
    path = f"/strategies/{plan.id}"
    answer = plan.church.call(plan.church.leader, "PATCH", path, REVISION | content)
    found = plan.look()["newest"]

    assert answer.status_code in (413, 422)
    assert answer.get_json()["detail"]
    assert found["revision"] == 1


@pytest.mark.parametrize(
    "content",
    [
        {"area": "", "desired": 3},
        {"area": "Gebed"},
        {"area": "Gebed", "desired": 6},
        {"area": "Gebed", "desired": -1},
        {"area": "Gebed", "desired": "4"},
        {"area": "Gebed", "desired": 4, "now": 6},
        {"area": "Gebed", "desired": 4, "weight": 0},
        {"area": "Gebed", "desired": 4, "accepted_reason": ""},
    ],
)
def test_a_gap_that_cannot_be_is_refused(plan: Plan, content: dict[str, Any]) -> None:
    path = f"/strategies/{plan.id}/gaps"

    assert plan.status(plan.church.leader, "POST", path, content) == 422
    assert plan.look()["newest"]["gaps"] == []


@pytest.mark.parametrize(
    "content",
    [
        {"what": ""},
        {"what": "x" * 301},
        {"what": "Doel", "by": "2026-11-22"},
        {"what": "Doel", "by": "2101-01-01"},
        {"what": "Doel", "by": "morgen"},
        {"what": "Doel", "gap_id": str(new_id())},
    ],
)
def test_a_goal_that_cannot_be_is_refused(plan: Plan, content: dict[str, Any]) -> None:
    path = f"/strategies/{plan.id}/goals"

    assert plan.status(plan.church.leader, "POST", path, content) == 422
    assert plan.look()["newest"]["goals"] == []


@pytest.mark.parametrize(
    "content",
    [
        {"accountable_role": ""},
        {"accountable_role": "   "},
        {"accountable_role": ["ouderling", "diaken"]},
        {"accountable_role": None},
        {"title": ""},
        {"due_on": "2026-11-22"},
        {"due_on": "2026-13-01"},
        {"hours_band": "hours_10_40"},
        {"helper_roles": [f"rol {number}" for number in range(41)]},
        {"state": "done"},
    ],
)
def test_an_action_has_one_accountable_role_and_possible_values(
    plan: Plan, content: dict[str, Any]
) -> None:
    goal = plan.goal()
    body = {"title": "Doen", "accountable_role": "ouderling"} | content
    path = f"/goals/{goal['id']}/actions"

    assert plan.status(plan.church.leader, "POST", path, body) == 422
    assert plan.look()["newest"]["goals"][0]["actions"] == []


def test_an_accountable_role_is_never_taken_away(plan: Plan) -> None:
    action = plan.action(plan.goal())
    path = f"/actions/{action['id']}"

    for nobody in ("", None):
        body = REVISION | {"accountable_role": nobody}
        assert plan.status(plan.church.leader, "PATCH", path, body) == 422


def test_a_day_that_passed_since_may_stay_where_it_stood(plan: Plan) -> None:
    goal = plan.goal(by="2026-11-23")
    body = REVISION | {"by": "2026-11-23", "what": "Anders gezegd"}
    plan.church.host.clock.advance(timedelta(days=7))
    path = f"/goals/{goal['id']}"

    assert plan.status(plan.church.leader, "PATCH", path, body) == 200
    again = {"revision": 2, "by": "2026-11-24"}
    assert plan.status(plan.church.leader, "PATCH", path, again) == 422


@pytest.mark.parametrize("held_on", ["2026-11-24", "2026-02-30", "1899-01-01"])
def test_a_body_adopts_on_a_day_that_was(plan: Plan, held_on: str) -> None:
    plan.share()
    path = f"/strategies/{plan.id}/adoption"

    assert plan.status(plan.church.leader, "POST", path, DECISION | {"held_on": held_on}) == 422
    assert plan.church.overview()["decisions"] == []
    assert plan.look()["newest"]["state"] == "shared"


@pytest.mark.parametrize("content", [{"body": "pope"}, {"text": ""}, {"to": "accepted"}])
def test_a_decision_that_says_nothing_adopts_nothing(plan: Plan, content: dict[str, Any]) -> None:
    plan.share()
    path = f"/strategies/{plan.id}/adoption"

    assert plan.status(plan.church.leader, "POST", path, DECISION | content) == 422


@pytest.mark.parametrize("to", ["adopted", "superseded", "objected"])
def test_a_version_is_not_moved_past_the_decision_body(plan: Plan, to: str) -> None:
    path = f"/strategies/{plan.id}/states"

    assert plan.status(plan.church.leader, "POST", path, {"to": to}) == 422


def test_a_withdrawn_version_stays_withdrawn(plan: Plan) -> None:
    path = f"/strategies/{plan.id}/states"
    plan.church.ok(plan.church.leader, "POST", path, {"to": "withdrawn", "reason": "Te vroeg"})

    assert plan.status(plan.church.leader, "POST", path, {"to": "shared"}) == 409
    assert plan.look()["newest"] is None
    assert plan.begin()["version"] == 2


def test_forty_gaps_are_enough(plan: Plan) -> None:
    for number in range(40):
        plan.gap(area=f"Gebied {number}")
    path = f"/strategies/{plan.id}/gaps"

    assert plan.status(plan.church.leader, "POST", path, {"area": "Nog een", "desired": 1}) == 409


def test_parts_of_another_version_are_not_mixed_in(plan: Plan) -> None:
    gap = plan.gap()
    plan.share()
    plan.adopt()
    second = plan.next()
    goal = plan.goal(second["id"])
    action = plan.action(goal)
    church = plan.church
    body = {"what": "Doel", "gap_id": gap["id"]}
    moved = REVISION | {"goal_id": str(new_id())}

    assert plan.status(church.leader, "POST", f"/strategies/{second['id']}/goals", body) == 422
    assert plan.status(church.leader, "PATCH", f"/actions/{action['id']}", moved) == 422


def test_what_does_not_exist_is_not_found(plan: Plan) -> None:
    nothing, church = new_id(), plan.church
    tries = [
        ("GET", f"/strategies/{nothing}", None),
        ("POST", f"/strategies/{nothing}/next", None),
        ("POST", f"/journeys/{nothing}/strategies", None),
        ("PATCH", f"/gaps/{nothing}", REVISION),
        ("DELETE", f"/goals/{nothing}", None),
        ("POST", f"/actions/{nothing}/states", {"to": "done"}),
        ("POST", f"/strategy-objections/{nothing}/answer", {"answer": "Ja"}),
    ]
    for method, path, body in tries:
        assert plan.status(church.leader, method, path, body) == 404, path


def test_others_do_not_learn_that_there_is_a_strategy(plan: Plan) -> None:
    church = plan.church
    agency = askers.person(church.host, "agency_staff")
    church.host.settle()
    for who in (church.other_coach, church.other_leader, church.operator, agency):
        seen = plan.status(who, "GET", f"/strategies/{plan.id}")
        newest = plan.status(who, "GET", f"{church.path}/strategy")

        assert {seen, newest} <= {403, 404}
