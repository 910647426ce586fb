"""How a measure of support is called: in decisions about it, and in the letter about its result."""

from uuid import UUID

from sqlalchemy.orm import Session

from services.congregations.model import SupportMeasure
from services.congregations.queries.telling import JourneyLetter, Subject
from shared.errors import NotFound

DUTCH, ENGLISH = "Draagvlak", "Support"


def subject(db: Session, measure_id: UUID) -> Subject | None:
    """Return what a decision about a measure is about."""
    found = db.get(SupportMeasure, measure_id)
    if found is None:
        return None
    return Subject(found.congregation_id, found.journey_id, DUTCH, ENGLISH)


def letter(db: Session, measure_id: UUID) -> JourneyLetter:
    """Return what the leaders must know of a result that lies ready: where, and no figure."""
    found = db.get(SupportMeasure, measure_id)
    if found is None:
        raise NotFound
    return JourneyLetter(
        state=found.state,
        congregation_id=found.congregation_id,
        path=f"/congregations/{found.congregation_id}/support",
        what_nl=DUTCH,
        what_en=ENGLISH,
    )
