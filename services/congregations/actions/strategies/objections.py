"""What is held against a shared version, and what is answered."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from services.congregations import policy
from services.congregations.actions.strategies.demands import demand_open
from services.congregations.actions.strategies.parts import MOST
from services.congregations.model import StrategyObjection
from services.congregations.queries import strategies
from shared.actor import Actor
from shared.errors import Conflict


def object_to(
    db: Session, actor: Actor, strategy_id: UUID, text: str, *, at: datetime
) -> StrategyObjection:
    """Note what somebody holds against a version that lies before the leaders."""
    whole = strategies.strategy(db, actor, strategy_id, any_of=policy.ALL)
    demand_open(db, whole)
    if whole.state != "shared":
        raise Conflict("Objections are noted while a version lies before the leaders.")
    if len(whole.objections) >= MOST:
        raise Conflict(f"At most {MOST} objections; bring some together.")
    objection = StrategyObjection(text=text, by=actor.id, at=at)
    whole.objections.append(objection)
    db.flush()
    return objection


def answer_objection(
    db: Session, actor: Actor, objection_id: UUID, answer: str, *, at: datetime
) -> StrategyObjection:
    """Write what is answered to an objection, or put the answer right before the adoption."""
    objection = strategies.objection(db, actor, objection_id)
    demand_open(db, objection.strategy)
    if objection.strategy.state not in ("shared", "draft"):
        raise Conflict("This version is no longer in work.")
    objection.answer, objection.answered_by, objection.answered_at = answer, actor.id, at
    return objection
