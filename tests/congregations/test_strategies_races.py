"""Two people at once: one wins, the other is told, and nothing happens by halves."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from sqlalchemy import event

from tests.askers import Asker
from tests.congregations.conftest import Church
from tests.congregations.test_strategies import DECISION, TOLD, Plan


@pytest.fixture
def plan(church: Church) -> Plan:
    return Plan(church)


def race(plan: Plan, tries: list[tuple[Asker, str, str, Any]]) -> list[int]:
    """Let all of them ask at once; return how each was answered, sorted."""
    with ThreadPoolExecutor(len(tries)) as crowd:
        answers = list(crowd.map(lambda one: plan.church.call(*one).status_code, tries))
    return sorted(answers)


def test_of_a_leader_and_a_coach_who_adopt_at_once_one_wins(plan: Plan) -> None:
    plan.share()
    path = f"/strategies/{plan.id}/adoption"
    church = plan.church
    leader, coach = (church.leader, "POST", path, DECISION), (church.coach, "POST", path, TOLD)

    assert race(plan, [leader, coach] * 3) == [201] + [409] * 5
    assert len(church.overview()["decisions"]) == 1
    assert church.events().count("strategy.adopted.v1") == 1
    assert plan.look()["adopted"]["id"] == plan.id


def test_of_two_who_begin_a_new_version_at_once_one_wins(plan: Plan) -> None:
    plan.share()
    plan.adopt()
    path = f"/strategies/{plan.id}/next"
    church = plan.church

    tries = [(who, "POST", path, None) for who in (church.leader, church.coach)]
    assert race(plan, tries * 2) == [201, 409, 409, 409]
    assert [one["version"] for one in plan.look()["versions"]] == [2, 1]


def test_of_two_who_write_in_one_section_at_once_one_wins(plan: Plan) -> None:
    church, path = plan.church, f"/strategies/{plan.id}"
    tries = [
        (who, "PATCH", path, {"revision": 1, "mission": f"Missie {number}"})
        for number, who in enumerate((church.leader, church.coach, church.working_group))
    ]

    assert race(plan, tries) == [200, 409, 409]
    assert plan.look()["newest"]["revision"] == 2


def test_while_one_adopts_nobody_takes_the_version_back(plan: Plan) -> None:
    plan.share()
    church, path = plan.church, f"/strategies/{plan.id}"
    tries = [
        (church.leader, "POST", f"{path}/adoption", DECISION),
        (church.coach, "POST", f"{path}/states", {"to": "draft"}),
    ]
    answers = race(plan, tries)
    found = plan.look()["newest"]

    assert answers in ([200, 409], [201, 409])
    assert (found["state"] == "adopted") == (len(church.overview()["decisions"]) == 1)


def test_a_refused_adoption_leaves_no_decision_behind(plan: Plan) -> None:
    plan.share()
    before = plan.church.events()
    late = DECISION | {"revision": 1}
    answer = plan.church.call(plan.church.leader, "POST", f"/strategies/{plan.id}/adoption", late)

    assert answer.status_code == 409
    assert plan.church.events() == before
    assert plan.church.overview()["decisions"] == []


def test_reading_takes_as_many_queries_for_a_long_plan_as_for_a_short_one(plan: Plan) -> None:
    plan.action(plan.goal(gap_id=plan.gap()["id"]))
    plan.look()
    short = queries(plan)
    for number in range(5):
        goal = plan.goal(gap_id=plan.gap(area=f"Gebied {number}")["id"])
        for _ in range(3):
            plan.action(goal)
    plan.share()
    plan.adopt()
    plan.next()

    assert queries(plan) <= short + 3


def queries(plan: Plan) -> int:
    """Return how many statements reading the strategy takes."""
    engine = plan.church.host.tools["congregations"].db.engine
    seen: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        seen.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    try:
        plan.look()
    finally:
        event.remove(engine, "before_cursor_execute", note)
    return len(seen)
