"""Beginning, writing, sharing and withdrawing a version of a strategy."""

from collections.abc import Mapping
from copy import deepcopy
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from services.congregations import policy
from services.congregations.actions.strategies.demands import (
    demand_draft,
    demand_open,
    demand_revision,
    demand_to_come,
)
from services.congregations.actions.strategies.parts import same_action, same_gap, same_goal
from services.congregations.model import Action, Journey, Strategy
from services.congregations.queries import journeys, strategies
from services.congregations.queries.strategies.changes import FOUNDATION
from shared.actor import Actor
from shared.clock import new_id
from shared.contracts.congregations.strategies import StrategyShared
from shared.errors import Conflict, Invalid
from shared.events.outbox import record

# which states people may bring a version into, from which
MOVES = {("draft", "shared"), ("shared", "draft"), ("draft", "withdrawn"), ("shared", "withdrawn")}


def begin(db: Session, actor: Actor, journey_id: UUID, *, at: datetime) -> Strategy:
    """Begin the first version on a journey, empty."""
    journey = journeys.journey(db, actor, journey_id, any_of=policy.ALL)
    _demand_room(db, journey)
    if strategies.adopted_id(db, journey.id):
        raise Conflict("There is an adopted strategy; begin a new version of it.")
    return _draft(db, actor, journey, None, at=at)


def next_version(db: Session, actor: Actor, strategy_id: UUID, *, at: datetime) -> Strategy:
    """Begin a version that holds all that this one does; its parts keep their keys.

    Of a strategy from a closed journey the copy belongs to the journey that goes on now.
    """
    source = strategies.strategy(db, actor, strategy_id, any_of=policy.ALL)
    journey = _journey_now(db, source)
    _demand_room(db, journey)
    if source.state in ("draft", "shared"):
        raise Conflict("This version is still in work; change it itself.")
    return _draft(db, actor, journey, source, at=at)


def revise(
    db: Session,
    actor: Actor,
    strategy_id: UUID,
    values: Mapping[str, object],
    *,
    revision: int,
    at: datetime,
) -> Strategy:
    """Write the foundation of a draft (mission, vision, values, focus, horizon, policies, …)."""
    found = strategies.strategy(db, actor, strategy_id, any_of=policy.ALL)
    demand_draft(db, found)
    demand_revision(found, revision)
    demand_to_come("horizon", values.get("horizon"), found.horizon, at=at)
    if any(getattr(found, name) != value for name, value in values.items()):
        for name, value in values.items():
            setattr(found, name, value)
        found.revision += 1
    return found


def move(
    db: Session, actor: Actor, strategy_id: UUID, *, to: str, reason: str | None, at: datetime
) -> Strategy:
    """Share a draft with the leaders, take a shared one back to change it, or withdraw it."""
    found = strategies.strategy(db, actor, strategy_id, any_of=policy.ALL)
    demand_open(db, found)
    if (found.state, to) not in MOVES:
        raise Conflict("This version has gone another way meanwhile; look at it again.")
    if to == "shared":
        _share(db, actor, found, at)
    elif to == "withdrawn":
        found.withdrawn_by, found.withdrawn_at, found.withdrawn_reason = actor.id, at, reason
    found.state = to
    found.revision += 1
    db.flush()
    return found


def _share(db: Session, actor: Actor, strategy: Strategy, at: datetime) -> None:
    if not (strategy.mission or strategy.vision):
        raise Invalid("There is nothing to judge yet.", {"vision": "Write the vision first."})
    strategy.shared_by, strategy.shared_at = actor.id, at
    shared = StrategyShared(
        strategy_id=strategy.id,
        journey_id=strategy.journey_id,
        congregation_id=strategy.congregation_id,
        strategy_version=strategy.version,
        revision=strategy.revision + 1,
    )
    record(db, shared, at=at)


def _demand_room(db: Session, journey: Journey) -> None:
    if journey.state != "open":
        raise Conflict("This journey is closed.")
    if strategies.in_work(db, journey.id):
        raise Conflict("A version is in work already; go on with that one.")


def _journey_now(db: Session, source: Strategy) -> Journey:
    of_old = db.get(Journey, source.journey_id)
    assert of_old is not None
    if of_old.state == "open":
        return of_old
    return journeys.open_journey(db, source.congregation_id) or of_old


def _draft(
    db: Session, actor: Actor, journey: Journey, source: Strategy | None, *, at: datetime
) -> Strategy:
    made = Strategy(
        journey_id=journey.id,
        congregation_id=journey.congregation_id,
        version=strategies.last_version(db, journey.id) + 1,
        state="draft",
        started_by=actor.id,
        started_at=at,
        **_foundation(source),
    )
    if source:
        made.based_on_id = source.id
        _copy_parts(source, made)
    db.add(made)
    db.flush()
    return made


def _foundation(source: Strategy | None) -> dict[str, object]:
    if source is None:
        return {"church_values": [], "focus": {}, "policies": []}
    return {name: deepcopy(getattr(source, name)) for name in FOUNDATION}


def _copy_parts(source: Strategy, made: Strategy) -> None:
    made.id = new_id()
    made.gaps = [same_gap(one) for one in source.gaps]
    gaps = {one.key: one for one in made.gaps}
    for goal in source.goals:
        copy = same_goal(goal)
        copy.gap = gaps[goal.gap.key] if goal.gap else None
        copy.actions = [_same_action(one, made) for one in goal.actions]
        made.goals.append(copy)


def _same_action(action: Action, made: Strategy) -> Action:
    copy = same_action(action)
    copy.strategy_id = made.id
    return copy
