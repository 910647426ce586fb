"""What decisions and letters say of a strategy."""

from uuid import UUID

from sqlalchemy.orm import Session

from services.congregations.model import Strategy
from services.congregations.queries.telling import JourneyLetter, Subject
from shared.errors import NotFound


def subject(db: Session, strategy_id: UUID) -> Subject | None:
    """Return what a decision about this version is about, or None when there is no such one."""
    found = db.get(Strategy, strategy_id)
    if found is None:
        return None
    return Subject(found.congregation_id, found.journey_id, *_titles(found))


def letter(db: Session, strategy_id: UUID) -> JourneyLetter:
    """Return what the leaders must know of a version that lies before them."""
    found = db.get(Strategy, strategy_id)
    if found is None:
        raise NotFound
    dutch, english = _titles(found)
    return JourneyLetter(
        state=found.state,
        congregation_id=found.congregation_id,
        path=f"/congregations/{found.congregation_id}/strategy",
        what_nl=dutch,
        what_en=english,
    )


def _titles(strategy: Strategy) -> tuple[str, str]:
    return f"Strategie, versie {strategy.version}", f"Strategy, version {strategy.version}"
