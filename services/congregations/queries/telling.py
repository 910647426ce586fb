"""The shapes in which any part of a journey tells of its things: to decisions, and in letters."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID


@dataclass(frozen=True)
class Subject:
    """What a decision is about: its congregation and journey, and what it is called."""

    congregation_id: UUID
    journey_id: UUID | None = None
    title_nl: str = ""
    title_en: str = ""


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
