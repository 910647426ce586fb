"""What decisions are about: the rows that a decision may name, and whose they are."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from uuid import UUID

from sqlalchemy.orm import Session

from services.congregations.model import Journey, Track
from services.congregations.queries import evaluations, intake, launches
from services.congregations.queries.implementation import telling as implementation
from services.congregations.queries.strategies import telling as strategies
from services.congregations.queries.support import telling as support
from services.congregations.queries.telling import Subject

__all__ = ["SUBJECTS", "Subject", "find"]


def find(db: Session, about: str, about_id: UUID) -> Subject | None:
    """Return the subject of a decision, or None when there is no such thing."""
    return SUBJECTS[about](db, about_id) if about in SUBJECTS else None


def _track(db: Session, track_id: UUID) -> Subject | None:
    found = db.get(Track, track_id)
    if found is None or found.dropped_at:
        return None
    titles = (found.title_nl, found.title_en)
    return Subject(found.journey.congregation_id, found.journey_id, *titles)


def _journey(db: Session, journey_id: UUID) -> Subject | None:
    found = db.get(Journey, journey_id)
    return Subject(found.congregation_id, found.id) if found else None


# modules of the parts take `Subject` from `telling`, as this one imports them
SUBJECTS: Mapping[str, Callable[[Session, UUID], Subject | None]] = MappingProxyType(
    {
        "track": _track,
        "journey": _journey,
        "launch": launches.subject,
        "support": support.subject,
        "home_team": implementation.team_subject,
        "evaluation": evaluations.evaluation_subject,
        "apk": evaluations.apk_subject,
        "proposal": intake.subject,
        "strategy": strategies.subject,
    }
)
