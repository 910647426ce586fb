"""A strategy as the warnings about its feasibility read it."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from services.congregations.feasibility import Plan, PlannedAction, PlannedGap, PlannedGoal
from services.congregations.model import Action, Commitment, Gap, Goal, Strategy
from services.congregations.queries import profiles


def plan_of(db: Session, strategy: Strategy) -> Plan:
    """Return a version as plain values; without a capacity of its own, that of the profile.

    Money is compared only with what the strategy itself says: the profile tells what a journey
    may cost per participant, which says nothing of a plan.
    """
    congregation = profiles.congregation(db, strategy.congregation_id)
    return Plan(
        gaps=[_gap(one) for one in strategy.gaps],
        goals=[_goal(one) for one in strategy.goals],
        actions=[_action(one) for one in strategy.actions],
        horizon=strategy.horizon,
        hours_a_month=strategy.capacity_hours or congregation.capacity_hours,
        budget=strategy.capacity_budget,
        undecided_commitments=_undecided(db, strategy),
    )


def _undecided(db: Session, strategy: Strategy) -> int:
    """Return how many commitments that go on are to be decided about yet."""
    found = select(func.count(Commitment.id)).where(
        Commitment.congregation_id == strategy.congregation_id,
        Commitment.disposition == "undecided",
        Commitment.ended_at.is_(None),
    )
    return db.scalar(found) or 0


def _gap(gap: Gap) -> PlannedGap:
    return PlannedGap(key=str(gap.key), area=gap.area, accepted=gap.accepted)


def _goal(goal: Goal) -> PlannedGoal:
    return PlannedGoal(
        key=str(goal.key),
        what=goal.what,
        gap_key=str(goal.gap.key) if goal.gap else None,
        measured=bool(goal.measure),
        by=goal.by,
    )


def _action(action: Action) -> PlannedAction:
    return PlannedAction(
        key=str(action.key),
        goal_key=str(action.goal.key),
        title=action.title,
        role=action.accountable_role,
        due_on=action.due_on,
        hours=action.hours_band,
        cost=action.cost_band,
        state=action.state,
    )
