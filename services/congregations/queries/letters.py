"""What letters about a congregation's journey say now, one function per letter."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from uuid import UUID

from sqlalchemy.orm import Session

from shared.errors import NotFound


@dataclass(frozen=True, kw_only=True)
class JourneyLetter:
    """What a letter may tell; `path` is the page it leads to, the rest as the letter needs it.

    `state` is that of the subject, against which the letter's rule is held. `what` names the
    subject in each language. A `discreet` letter tells nothing but where to look.
    """

    state: str
    congregation_id: UUID
    path: str
    coach_id: UUID | None = None
    what_nl: str | None = None
    what_en: str | None = None
    on: date | None = None
    until: date | None = None
    discreet: bool = False


# the letter's name in notifications, and who finds its facts by the subject's id
LETTERS: Mapping[str, Callable[[Session, UUID], JourneyLetter]] = MappingProxyType({})


def letter(db: Session, name: str, subject_id: UUID) -> JourneyLetter:
    """Return what one letter says; raises `NotFound` when there is no such letter or subject."""
    if name not in LETTERS:
        raise NotFound
    return LETTERS[name](db, subject_id)
