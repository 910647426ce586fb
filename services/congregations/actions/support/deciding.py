"""What the congregation's body makes of a result: go, adapt or wait."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from services.congregations.actions.decisions import Deciding, record_decision
from services.congregations.actions.support.measures import standing_decision, working
from services.congregations.model import SupportMeasure
from shared.actor import Actor
from shared.errors import Conflict


@dataclass(frozen=True)
class Outcome:
    """What was decided (`go`, `adapt`, `wait`), and by whom."""

    outcome: str
    deciding: Deciding


def decide(
    db: Session, actor: Actor, measure_id: UUID, decided: Outcome, *, at: datetime
) -> SupportMeasure:
    """Write down what the body decided on a closed measure; once, unless it was contested."""
    measure = working(db, actor, measure_id, leading=True)
    if measure.state != "closed":
        raise Conflict("The body decides on a result: close the measure first.")
    if standing_decision(db, measure):
        raise Conflict("The body has decided on this already.")
    decision = record_decision(db, actor, measure.congregation_id, decided.deciding, at=at)
    measure.decision_id, measure.outcome = decision.id, decided.outcome
    db.flush()
    return measure
