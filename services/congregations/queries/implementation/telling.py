"""What decisions and letters tell of check-ins and home teams."""

from uuid import UUID

from sqlalchemy.orm import Session

from services.congregations.model import CheckIn, HomeTeam
from services.congregations.queries import profiles
from services.congregations.queries.telling import JourneyLetter, Subject
from shared.errors import NotFound


def team_subject(db: Session, team_id: UUID) -> Subject | None:
    """Return what a decision about a home team is about."""
    found = db.get(HomeTeam, team_id)
    if found is None:
        return None
    titles = (f"Thuisfrontcommissie: {found.title}", f"Home team: {found.title}")
    return Subject(found.congregation_id, None, *titles)


def letter_to_leaders(db: Session, check_in_id: UUID) -> JourneyLetter:
    """Return what the leaders are told when they are asked how it goes."""
    return _letter(db, check_in_id, path="/congregations/{}/implementation")


def letter_to_agency(db: Session, check_in_id: UUID) -> JourneyLetter:
    """Return what an agency is told when it is asked about an agreement."""
    return _letter(db, check_in_id, path="/agency")


def letter_to_second_coach(db: Session, check_in_id: UUID) -> JourneyLetter:
    """Return what a coach is told when a congregation did not answer."""
    return _letter(db, check_in_id, path="/congregations/{}/implementation")


def _letter(db: Session, check_in_id: UUID, *, path: str) -> JourneyLetter:
    found = db.get(CheckIn, check_in_id)
    if found is None:
        raise NotFound
    coaches = profiles.congregation(db, found.congregation_id).coaches
    return JourneyLetter(
        state=found.state,
        congregation_id=found.congregation_id,
        path=path.format(found.congregation_id),
        coach_id=coaches[0] if coaches else None,
        on=found.due_on,
    )
