"""What letters about a congregation's journey say now, one function per letter."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from uuid import UUID

from sqlalchemy.orm import Session

from services.congregations.queries import evaluations, intake, workshops
from services.congregations.queries.courses import letters as course_letters
from services.congregations.queries.discovery import letters as discovery
from services.congregations.queries.implementation import telling as implementation
from services.congregations.queries.strategies import telling as strategies
from services.congregations.queries.support import telling as support
from services.congregations.queries.telling import JourneyLetter
from shared.errors import NotFound

__all__ = ["LETTERS", "JourneyLetter", "letter"]

# the letter's name in notifications, and who finds its facts by the subject's id; these modules
# take `JourneyLetter` from `telling`, as this one imports them
LETTERS: Mapping[str, Callable[[Session, UUID], JourneyLetter]] = MappingProxyType(
    {
        "support_result": support.letter,
        "proposal_offered": intake.letter,
        "report_ready": workshops.letter,
        "round_closed": discovery.of_round,
        "rater_invitation": discovery.of_round,
        "course_reported": course_letters.reported,
        "strategy_shared": strategies.letter,
        "checkin_due": implementation.letter_to_leaders,
        "checkin_due_agency": implementation.letter_to_agency,
        "checkin_missed": implementation.letter_to_second_coach,
        "apk_due": evaluations.apk_letter,
    }
)


def letter(db: Session, name: str, subject_id: UUID) -> JourneyLetter:
    """Return what one letter says; raises `NotFound` when there is no such letter or subject."""
    if name not in LETTERS:
        raise NotFound
    return LETTERS[name](db, subject_id)
