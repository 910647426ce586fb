"""What people have against the plan, and what they are answered."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from services.congregations.actions.support.measures import standing_decision, working
from services.congregations.model import Objection, SupportMeasure
from services.congregations.queries import support
from shared.actor import Actor
from shared.errors import Conflict, Invalid

MOST = 500  # written down by hand; those of a survey are as many as there are slips


def note_objection(
    db: Session, actor: Actor, measure_id: UUID, values: Mapping[str, object]
) -> Objection:
    """Write down an objection that was heard at a meeting or on paper, without a name.

    A grave one is weighed by the body: once that has decided, none is put under its decision.
    """
    measure = working(db, actor, measure_id)
    if values.get("grave"):
        _demand_undecided(db, measure)
    held = select(func.count()).where(Objection.measure_id == measure.id)
    if db.execute(held).scalar_one() >= MOST:
        raise Conflict(f"At most {MOST} objections are written down by hand.")
    objection = Objection(measure_id=measure.id, answer="", **values)
    db.add(objection)
    db.flush()
    return objection


def answer_objection(
    db: Session,
    actor: Actor,
    objection_id: UUID,
    values: Mapping[str, object],
    *,
    at: datetime,
) -> Objection:
    """Answer an objection, give it a theme, or mark it as grave.

    What somebody called grave stays so: it is answered, not made smaller.
    """
    objection = support.objection(db, objection_id)
    measure = working(db, actor, objection.measure_id, leading=True)
    if "grave" in values:
        _demand_undecided(db, measure)
    db.refresh(objection)
    if values.get("grave") is False and objection.grave:
        raise Invalid(
            "A grave objection stays grave: answer it.", {"grave": "It can be answered only."}
        )
    for name, value in values.items():
        setattr(objection, name, value)
    if "answer" in values:
        answered = bool(values["answer"])
        objection.answered_by = actor.id if answered else None
        objection.answered_at = at if answered else None
    db.flush()
    return objection


def _demand_undecided(db: Session, measure: SupportMeasure) -> None:
    if standing_decision(db, measure):
        raise Conflict("The body has decided with what was grave in view; now it can be answered.")
