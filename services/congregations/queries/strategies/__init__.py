"""Strategies and their parts, found for an asker who has a part in them."""

from collections.abc import Collection
from typing import TypeVar
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session, selectinload

from services.congregations import policy
from services.congregations.model import Action, Gap, Goal, Strategy, StrategyObjection
from services.congregations.model.strategies import IN_WORK
from services.congregations.policy import Relation
from services.congregations.queries import profiles
from shared.actor import Actor
from shared.errors import NotFound

Part = TypeVar("Part", Gap, Goal, Action, StrategyObjection)

WHOLE = (
    selectinload(Strategy.gaps),
    selectinload(Strategy.goals).selectinload(Goal.gap),
    selectinload(Strategy.goals).selectinload(Goal.actions).selectinload(Action.changes),
    selectinload(Strategy.objections),
    selectinload(Strategy.decision),
)


def adopted(db: Session, journey_id: UUID) -> Strategy | None:
    """Return the version that a journey's congregation adopted and that holds now."""
    return db.scalars(
        select(Strategy)
        .where(Strategy.journey_id == journey_id, Strategy.state == "adopted")
        .options(*WHOLE)
    ).one_or_none()


def adopted_id(db: Session, journey_id: UUID) -> UUID | None:
    """Return which version of a journey holds now, where no more than that is asked."""
    return db.scalar(
        select(Strategy.id).where(Strategy.journey_id == journey_id, Strategy.state == "adopted")
    )


def in_work(db: Session, journey_id: UUID) -> Strategy | None:
    """Return the version of a journey that is written or lies before the leaders."""
    return db.scalars(
        select(Strategy)
        .where(Strategy.journey_id == journey_id, Strategy.state.in_(IN_WORK))
        .options(*WHOLE)
    ).one_or_none()


def goals_of(db: Session, strategy_id: UUID) -> list[Goal]:
    """Return the goals of a version in their order; `key` is the same in every version."""
    return list(
        db.scalars(
            select(Goal)
            .where(Goal.strategy_id == strategy_id)
            .order_by(Goal.position, Goal.id)
            .options(selectinload(Goal.gap), selectinload(Goal.actions))
        )
    )


def last_version(db: Session, journey_id: UUID) -> int:
    """Return the number of a journey's newest version, 0 before the first."""
    newest = select(func.max(Strategy.version)).where(Strategy.journey_id == journey_id)
    return db.scalar(newest) or 0


def readable(
    db: Session,
    actor: Actor,
    strategy_id: UUID,
    *,
    any_of: Collection[Relation] = policy.ALL,
) -> Strategy:
    """Return a version to read."""
    found = _loaded(db, strategy_id)
    if found is None:
        raise NotFound
    profiles.standing(db, actor, found.congregation_id).demand(any_of=any_of)
    return found


def strategy(
    db: Session, actor: Actor, strategy_id: UUID, *, any_of: Collection[Relation]
) -> Strategy:
    """Return a version to work on; its congregation is locked until the transaction ends."""
    found = readable(db, actor, strategy_id, any_of=any_of)
    profiles.congregation(db, found.congregation_id, lock=True)
    again = _loaded(db, strategy_id, anew=True)
    if again is None:
        raise NotFound
    return again


def gap(db: Session, actor: Actor, gap_id: UUID) -> Gap:
    """Return a gap to work on, as `strategy` does."""
    found = db.get(Gap, gap_id)
    if found is None:
        raise NotFound
    whole = strategy(db, actor, found.strategy_id, any_of=policy.ALL)
    return _still(next((one for one in whole.gaps if one.id == gap_id), None))


def goal(db: Session, actor: Actor, goal_id: UUID) -> Goal:
    """Return a goal to work on, as `strategy` does."""
    found = db.get(Goal, goal_id)
    if found is None:
        raise NotFound
    whole = strategy(db, actor, found.strategy_id, any_of=policy.ALL)
    return _still(next((one for one in whole.goals if one.id == goal_id), None))


def action(db: Session, actor: Actor, action_id: UUID) -> Action:
    """Return an action to work on, as `strategy` does."""
    found = db.get(Action, action_id)
    if found is None:
        raise NotFound
    whole = strategy(db, actor, found.strategy_id, any_of=policy.ALL)
    return _still(next((one for one in whole.actions if one.id == action_id), None))


def objection(db: Session, actor: Actor, objection_id: UUID) -> StrategyObjection:
    """Return an objection to answer, as `strategy` does."""
    found = db.get(StrategyObjection, objection_id)
    if found is None:
        raise NotFound
    whole = strategy(db, actor, found.strategy_id, any_of=policy.ALL)
    return _still(next((one for one in whole.objections if one.id == objection_id), None))


def _loaded(db: Session, strategy_id: UUID, *, anew: bool = False) -> Strategy | None:
    statement = select(Strategy).where(Strategy.id == strategy_id).options(*WHOLE)
    if anew:
        statement = statement.execution_options(populate_existing=True)
    return db.scalars(statement).one_or_none()


def _still(found: Part | None) -> Part:
    """Somebody may have taken it away while the congregation was waited for."""
    if found is None:
        raise NotFound
    return found
