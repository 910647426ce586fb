"""The congregation's decision body adopts a version: decision and effect in one transaction."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Session

from services.congregations import feasibility, policy
from services.congregations.actions.decisions import Deciding, record_decision
from services.congregations.actions.strategies.demands import demand_open
from services.congregations.actions.strategies.progress import carry_over
from services.congregations.model import Strategy
from services.congregations.queries import strategies
from services.congregations.queries.strategies.plans import plan_of
from shared.actor import Actor
from shared.contracts.congregations.strategies import StrategyAdopted
from shared.errors import Conflict
from shared.events.outbox import record


@dataclass(frozen=True, kw_only=True)
class Adopting:
    """The decision as it is written down; `revision` is the one that the decision was about."""

    body: str
    held_on: date
    text: str
    reported_role: str | None = None
    reported_name: str | None = None
    revision: int | None = None


def adopt(
    db: Session, actor: Actor, strategy_id: UUID, adopting: Adopting, *, at: datetime
) -> Strategy:
    """Let a shared version hold from now on; the one that held before holds no more.

    The warnings that stand are kept with it. A version that was adopted as reported and that the
    leaders contested may be adopted again by themselves.
    """
    found = strategies.strategy(db, actor, strategy_id, any_of=policy.WALKING)
    demand_open(db, found)
    again = _is_contested(found)
    _demand_shared(found, adopting, again=again)
    deciding = Deciding(
        about="strategy",
        about_id=found.id,
        body=adopting.body,
        held_on=adopting.held_on,
        text=adopting.text,
        reported_role=adopting.reported_role,
        reported_name=adopting.reported_name,
    )
    if again and deciding.as_reported:
        raise Conflict("The leaders contested this; only they can say that it holds.")
    found.decision = record_decision(db, actor, found.congregation_id, deciding, at=at)
    if again:
        db.flush()
        return found
    _supersede(db, found, at)
    found.warnings_then = _concerns(db, found, at)
    found.state, found.adopted_at = "adopted", at
    found.revision += 1
    db.flush()
    adopted = StrategyAdopted(
        strategy_id=found.id,
        journey_id=found.journey_id,
        congregation_id=found.congregation_id,
        strategy_version=found.version,
    )
    record(db, adopted, at=at)
    return found


def _is_contested(strategy: Strategy) -> bool:
    decided = strategy.decision
    return strategy.state == "adopted" and decided is not None and decided.state == "contested"


def _demand_shared(strategy: Strategy, adopting: Adopting, *, again: bool) -> None:
    if again:
        return
    if strategy.state == "adopted":
        raise Conflict("This version was adopted already.")
    if strategy.state == "draft":
        raise Conflict("Share this version with the leaders first; then their body adopts it.")
    if strategy.state != "shared":
        raise Conflict("This version holds no more; begin a new version.")
    if adopting.revision is not None and adopting.revision != strategy.revision:
        raise Conflict("This version was changed and shared again; look at it again.")


def _supersede(db: Session, by: Strategy, at: datetime) -> None:
    before = strategies.adopted(db, by.journey_id)
    if before is None:
        return
    carry_over(before, by)
    before.state, before.superseded_at = "superseded", at
    db.flush()  # one version holds at a time, so the old one goes first


def _concerns(db: Session, strategy: Strategy, at: datetime) -> list[dict[str, object]]:
    found = feasibility.concerns(plan_of(db, strategy), policy.today(at))
    return [one.plain() for one in found]
