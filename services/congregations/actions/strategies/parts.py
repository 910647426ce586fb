"""Gaps, goals and actions of a draft: added, put otherwise, taken out, copied."""

from collections.abc import Mapping, Sequence
from copy import deepcopy
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from services.congregations import policy
from services.congregations.actions.strategies.demands import (
    demand_draft,
    demand_revision,
    demand_to_come,
)
from services.congregations.model import Action, Gap, Goal, Strategy
from services.congregations.queries import strategies
from shared.actor import Actor
from shared.clock import new_id
from shared.errors import Conflict, Invalid

MOST = 40  # gaps, goals, or actions of one goal: beyond that nobody sees it whole

_GAP = ("key", "position", "area", "area_code", "now", "desired", "why", "weight")
_ACCEPTED = ("accepted", "accepted_reason")
_GOAL = ("key", "position", "what", "measure", "baseline", "target", "by")
_ACTION = (
    *("key", "position", "title", "accountable_role", "helper_roles", "due_on"),
    *("hours_band", "cost_band", "state", "state_words", "since"),
)


def add_gap(db: Session, actor: Actor, strategy_id: UUID, values: Mapping[str, object]) -> Gap:
    """Add a gap to a draft (`area`, `now`, `desired`, `why`, `weight`, `accepted_reason`)."""
    whole = _draft(db, actor, strategy_id)
    _demand_room(whole.gaps, "gaps")
    gap = Gap(key=new_id(), position=len(whole.gaps) + 1, **values)
    gap.accepted = gap.accepted_reason is not None
    whole.gaps.append(gap)
    db.flush()
    return gap


def revise_gap(
    db: Session, actor: Actor, gap_id: UUID, values: Mapping[str, object], *, revision: int
) -> Gap:
    """Put a gap otherwise; with `accepted_reason` the congregation lives with it, None: not."""
    gap = strategies.gap(db, actor, gap_id)
    demand_draft(db, gap.strategy)
    demand_revision(gap, revision)
    _write(gap, values)
    gap.accepted = gap.accepted_reason is not None
    return gap


def drop_gap(db: Session, actor: Actor, gap_id: UUID) -> None:
    """Take a gap out; goals that were to close it stay, for no gap."""
    gap = strategies.gap(db, actor, gap_id)
    whole = gap.strategy
    demand_draft(db, whole)
    for goal in whole.goals:
        if goal.gap_id == gap.id:
            goal.gap = None
    db.flush()
    whole.gaps.remove(gap)
    _number(whole.gaps)


def add_goal(
    db: Session, actor: Actor, strategy_id: UUID, values: Mapping[str, object], *, at: datetime
) -> Goal:
    """Add a goal to a draft (`what`, `measure`, `baseline`, `target`, `by`, `gap_id`)."""
    whole = _draft(db, actor, strategy_id)
    _demand_room(whole.goals, "goals")
    demand_to_come("by", values.get("by"), None, at=at)
    plain = {name: value for name, value in values.items() if name != "gap_id"}
    goal = Goal(key=new_id(), position=len(whole.goals) + 1, **plain)
    goal.gap = _gap_of(whole, values.get("gap_id"))
    whole.goals.append(goal)
    db.flush()
    return goal


def revise_goal(
    db: Session,
    actor: Actor,
    goal_id: UUID,
    values: Mapping[str, object],
    *,
    revision: int,
    at: datetime,
) -> Goal:
    """Put a goal otherwise, or let it close another gap (`gap_id`)."""
    goal = strategies.goal(db, actor, goal_id)
    demand_draft(db, goal.strategy)
    demand_revision(goal, revision)
    demand_to_come("by", values.get("by"), goal.by, at=at)
    if "gap_id" in values:
        goal.gap = _gap_of(goal.strategy, values["gap_id"])
    _write(goal, {name: value for name, value in values.items() if name != "gap_id"})
    db.flush()
    return goal


def drop_goal(db: Session, actor: Actor, goal_id: UUID) -> None:
    """Take a goal out; its actions must have gone first, so that no work vanishes unseen."""
    goal = strategies.goal(db, actor, goal_id)
    demand_draft(db, goal.strategy)
    if goal.actions:
        raise Conflict("This goal has actions; move them to another goal or take them out first.")
    whole = goal.strategy
    whole.goals.remove(goal)
    _number(whole.goals)


def add_action(
    db: Session, actor: Actor, goal_id: UUID, values: Mapping[str, object], *, at: datetime
) -> Action:
    """Add an action to a goal (`title`, `accountable_role`, `helper_roles`, `due_on`, bands)."""
    goal = strategies.goal(db, actor, goal_id)
    demand_draft(db, goal.strategy)
    _demand_room(goal.actions, "actions for one goal")
    demand_to_come("due_on", values.get("due_on"), None, at=at)
    action = Action(
        key=new_id(),
        strategy_id=goal.strategy_id,
        position=len(goal.actions) + 1,
        state="todo",
        since=at,
        **values,
    )
    goal.actions.append(action)
    db.flush()
    return action


def revise_action(
    db: Session,
    actor: Actor,
    action_id: UUID,
    values: Mapping[str, object],
    *,
    revision: int,
    at: datetime,
) -> Action:
    """Put an action otherwise, or move it to another goal of the same version (`goal_id`)."""
    action = strategies.action(db, actor, action_id)
    whole = action.goal.strategy
    demand_draft(db, whole)
    demand_revision(action, revision)
    demand_to_come("due_on", values.get("due_on"), action.due_on, at=at)
    if "goal_id" in values:
        _move(action, _goal_of(whole, values["goal_id"]))
    _write(action, {name: value for name, value in values.items() if name != "goal_id"})
    db.flush()
    return action


def drop_action(db: Session, actor: Actor, action_id: UUID) -> None:
    """Take an action out of a draft."""
    action = strategies.action(db, actor, action_id)
    goal = action.goal
    demand_draft(db, goal.strategy)
    goal.actions.remove(action)
    _number(goal.actions)


def same_gap(gap: Gap) -> Gap:
    """Return a copy with the same key, for the next version."""
    return Gap(**_copied(gap, (*_GAP, *_ACCEPTED)))


def same_goal(goal: Goal) -> Goal:
    """Return a copy with the same key, for the next version, without gap and actions."""
    return Goal(**_copied(goal, _GOAL))


def same_action(action: Action) -> Action:
    """Return a copy with the same key, for the next version, as far as it has come."""
    return Action(**_copied(action, _ACTION))


def _copied(row: Gap | Goal | Action, names: Sequence[str]) -> dict[str, object]:
    return {name: deepcopy(getattr(row, name)) for name in names}


def _draft(db: Session, actor: Actor, strategy_id: UUID) -> Strategy:
    whole = strategies.strategy(db, actor, strategy_id, any_of=policy.ALL)
    demand_draft(db, whole)
    return whole


def _demand_room(rows: Sequence[object], what: str) -> None:
    if len(rows) >= MOST:
        raise Conflict(f"At most {MOST} {what}; bring some together.")


def _gap_of(whole: Strategy, gap_id: object) -> Gap | None:
    if gap_id is None:
        return None
    found = next((one for one in whole.gaps if one.id == gap_id), None)
    if found is None:
        raise Invalid("That gap is not in this version.", {"gap_id": "Not in this version."})
    return found


def _goal_of(whole: Strategy, goal_id: object) -> Goal:
    found = next((one for one in whole.goals if one.id == goal_id), None)
    if found is None:
        raise Invalid("That goal is not in this version.", {"goal_id": "Not in this version."})
    return found


def _move(action: Action, goal: Goal) -> None:
    if goal is action.goal:
        return
    _demand_room(goal.actions, "actions for one goal")
    left = action.goal
    action.goal = goal
    _number([one for one in left.actions if one is not action])
    action.position = len(goal.actions)


def _write(row: Gap | Goal | Action, values: Mapping[str, object]) -> None:
    for name, value in values.items():
        setattr(row, name, value)
    row.revision += 1


def _number(rows: Sequence[Gap | Goal | Action]) -> None:
    for number, row in enumerate(rows, 1):
        row.position = number
