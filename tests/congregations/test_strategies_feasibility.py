"""Warnings say where a plan is likely too heavy or not whole; they never hinder a decision."""

from dataclasses import replace
from datetime import date
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from services.congregations.feasibility import (
    EUROS,
    EUROS_IN_ALL,
    HOURS,
    HOURS_A_MONTH,
    Plan,
    PlannedAction,
    PlannedGap,
    PlannedGoal,
    concerns,
)
from shared.reference.vocabulary import codes
from tests.congregations.conftest import Church
from tests.congregations.test_strategies import DECISION
from tests.congregations.test_strategies import Plan as Written

TODAY = date(2026, 11, 23)
GAP = PlannedGap(key="gap", area="Gebed", accepted=False)
GOAL = PlannedGoal(
    key="goal", what="Elke week gebed", gap_key="gap", measured=True, by=date(2027, 6, 1)
)
ACTION = PlannedAction(
    key="action",
    goal_key="goal",
    title="Groep starten",
    role="ouderling",
    due_on=date(2027, 3, 1),
    hours="4_16",
    cost="under_250",
)
WHOLE = Plan(gaps=[GAP], goals=[GOAL], actions=[ACTION], horizon=date(2028, 1, 1))


def told(plan: Plan) -> list[str]:
    return [one.code for one in concerns(plan, TODAY)]


def of_action(**other: Any) -> list[str]:
    return told(replace(WHOLE, actions=[replace(ACTION, **other)]))


def of_goal(**other: Any) -> list[str]:
    return told(replace(WHOLE, goals=[replace(GOAL, **other)]))


def test_a_plan_that_is_whole_gives_no_warning() -> None:
    assert told(WHOLE) == []
    assert told(Plan()) == []


def test_a_gap_needs_a_goal_or_a_yes_to_live_with_it() -> None:
    alone = replace(WHOLE, gaps=[GAP, replace(GAP, key="other", area="Zenden")])
    accepted = replace(WHOLE, gaps=[GAP, replace(GAP, key="other", accepted=True)])
    (found,) = concerns(alone, TODAY)

    assert (found.code, found.key, found.text) == ("gap_open", "other", "Zenden")
    assert told(accepted) == []


def test_a_goal_needs_a_measure_a_day_and_an_action() -> None:
    assert of_goal(measured=False) == ["goal_without_measure"]
    assert of_goal(by=None) == ["goal_without_date"]
    assert of_goal(by=date(2028, 1, 2)) == ["goal_after_horizon"]
    assert told(replace(WHOLE, actions=[])) == ["goal_without_action"]
    assert of_action(state="dropped") == ["goal_without_action"]


def test_an_action_needs_a_day_within_the_horizon() -> None:
    assert of_action(due_on=None) == ["action_without_date"]
    assert of_action(due_on=date(2028, 1, 2)) == ["action_after_horizon"]
    assert of_action(due_on=None, state="done") == []


def test_four_actions_of_one_role_in_a_month_are_too_many_however_it_is_written() -> None:
    days = [date(2027, 3, day) for day in (1, 9, 17, 31)]
    roles = ["Ouderling", "ouderling", "OUDERLING ", "ouderling"]
    many = [
        replace(ACTION, key=str(number), due_on=day, role=role)
        for number, (day, role) in enumerate(zip(days, roles, strict=True))
    ]
    (found,) = concerns(replace(WHOLE, actions=many), TODAY)
    spread = [*many[:3], replace(many[3], due_on=date(2027, 4, 1))]

    assert (found.code, found.month, found.numbers) == ("role_crowded", "2027-03", {"count": 4})
    assert told(replace(WHOLE, actions=spread)) == []
    assert told(replace(WHOLE, actions=[*many[:3], replace(many[3], role="diaken")])) == []


def test_hours_are_spread_over_the_months_of_the_plan() -> None:
    heavy = [replace(ACTION, key=str(n), hours="over_100", due_on=None) for n in range(3)]
    plan = replace(WHOLE, actions=heavy, hours_a_month="hours_under_10")
    short = concerns(replace(plan, horizon=date(2027, 1, 31)), TODAY)
    over = next(one for one in short if one.code == "hours_over")

    assert over.numbers == {"planned": 100, "most": 10}
    assert "hours_over" in told(plan)
    assert "hours_over" not in told(replace(plan, horizon=date(2030, 1, 1)))
    assert "hours_over" not in told(replace(plan, hours_a_month="hours_over_160"))
    assert "hours_over" not in told(replace(plan, hours_a_month=None))


def test_costs_are_held_against_what_the_plan_may_cost() -> None:
    costly = [replace(ACTION, cost="1000_5000")]
    plan = replace(WHOLE, actions=costly, budget="250_1000")
    (found,) = concerns(plan, TODAY)

    assert (found.code, found.numbers) == ("costs_over", {"planned": 3000, "most": 1000})
    assert told(replace(plan, budget="1000_5000")) == []
    assert told(replace(plan, budget=None)) == []
    assert told(replace(plan, budget="none")) == ["costs_over"]


def test_commitments_without_an_answer_are_counted() -> None:
    (found,) = concerns(replace(WHOLE, undecided_commitments=2), TODAY)

    assert (found.code, found.numbers) == ("commitments_undecided", {"count": 2})


def test_every_band_that_can_be_chosen_has_a_weight() -> None:
    assert [*HOURS] == [term.code for term in codes("effort_bands")]
    assert [*EUROS] == [*EUROS_IN_ALL] == [term.code for term in codes("budget_bands")]
    assert [*HOURS_A_MONTH] == [term.code for term in codes("capacity_bands")]
    assert [*HOURS.values()] == sorted(HOURS.values())
    assert [*EUROS.values()] == sorted(EUROS.values())


DAYS = st.none() | st.dates(date(2026, 11, 23), date(2100, 12, 31))
ACTIONS = st.builds(
    PlannedAction,
    key=st.uuids().map(str),
    goal_key=st.sampled_from(["goal", "other"]),
    title=st.text(max_size=20),
    role=st.sampled_from(["ouderling", "Ouderling", "diaken"]),
    due_on=DAYS,
    hours=st.none() | st.sampled_from([*HOURS]),
    cost=st.none() | st.sampled_from([*EUROS]),
    state=st.sampled_from(["todo", "doing", "done", "dropped", "blocked"]),
)
PLANS = st.builds(
    Plan,
    gaps=st.just([GAP]),
    goals=st.lists(st.builds(replace, st.just(GOAL), by=DAYS), max_size=2),
    actions=st.lists(ACTIONS, max_size=12),
    horizon=DAYS,
    hours_a_month=st.none() | st.sampled_from([*HOURS_A_MONTH]),
    budget=st.none() | st.sampled_from([*EUROS_IN_ALL]),
    undecided_commitments=st.integers(0, 3),
)


@given(plan=PLANS)
def test_more_room_never_gives_more_warnings(plan: Plan) -> None:
    roomy = replace(plan, hours_a_month="hours_over_160", budget="over_20000")
    decided = replace(plan, undecided_commitments=0)

    assert set(told(roomy)) == set(told(plan)) - {"hours_over", "costs_over"}
    assert set(told(decided)) == set(told(plan)) - {"commitments_undecided"}


@given(plan=PLANS)
def test_what_is_done_weighs_no_more(plan: Plan) -> None:
    done = replace(plan, actions=[replace(one, state="done") for one in plan.actions])

    assert not {"action_without_date", "action_after_horizon", "role_crowded", "hours_over"} & {
        *told(done)
    }


@settings(
    max_examples=8,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    gaps=st.integers(0, 3),
    goals=st.lists(st.booleans(), max_size=3),
    actions=st.integers(0, 5),
    hours=st.sampled_from([None, "none", "hours_under_10"]),
)
def test_warnings_never_hinder_an_adoption(
    church: Church, gaps: int, goals: list[bool], actions: int, hours: str | None
) -> None:
    journey = church.overview()["journey"]
    if journey and journey["state"] == "open":
        church.ok(church.coach, "POST", f"/journeys/{journey['id']}/closing", {})
    plan = Written(church)
    plan.write(vision="Een biddende gemeente", capacity_hours=hours, capacity_budget="none")
    for number in range(gaps):
        plan.gap(area=f"Gebied {number}")
    made = [plan.goal(measure="Aantal" if measured else "") for measured in goals]
    for goal in made[:1]:
        for _ in range(actions):
            plan.action(goal, hours_band="over_100", cost_band="over_20000")
    plan.share()
    shown = plan.look()["warnings"]
    adopted = church.ok(church.leader, "POST", f"/strategies/{plan.id}/adoption", DECISION)

    assert adopted["state"] == "adopted"
    assert adopted["warnings_then"] == shown
