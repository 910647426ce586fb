"""What every letter is written from, and what its writer hands on."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from services.notifications.calendar import CalendarPart
from services.notifications.clients import Person
from services.notifications.model import Message
from services.notifications.queries import audience
from services.notifications.rules import rule_for
from shared.config import Settings
from shared.service import Tools


class NotTrue(Exception):
    """What the letter tells is no longer so; `args[0]` says since what."""


class Unwanted(Exception):
    """The person chose not to get this letter."""


@dataclass(frozen=True)
class Occasion:
    """One message about to be written, in the circumstances of this try."""

    message: Message
    settings: Settings
    tools: Tools
    message_id: str
    at: datetime
    in_reply_to: str | None = None

    def link(self, path: str) -> str:
        """Return the address of a page."""
        return f"{self.settings.public_url}{path}"

    def first_of(self, organisation_id: UUID, who: str) -> UUID | None:
        """Return who speaks for an organisation (`leaders`, `agency`), as far as one is known."""
        with self.tools.db.read() as db:
            _, found = audience.of_organisation(db, organisation_id, who)
        return found[0] if found else None

    def demand_state(self, state: str) -> None:
        """Raise `NotTrue` unless the letter is still true in this state of its subject."""
        if state not in rule_for(self.message.letter).true_while:
            raise NotTrue(f"it is {state} by now")


@dataclass(frozen=True)
class Draft:
    """A letter's recipient and facts; a meeting for the calendar, and who reads an answer."""

    to: Person
    facts: Mapping[str, object]
    reply_to: str | None = None
    calendar: CalendarPart | None = None


def reader(known: Mapping[UUID, Person], person_id: UUID) -> Person:
    """Return the recipient; raises `NotTrue` when he is no longer known."""
    found = known.get(person_id)
    if found is None:
        raise NotTrue("the person is no longer known")
    return found


def answered_by(known: Mapping[UUID, Person], coach_id: UUID | None, to: Person) -> str | None:
    """Return the coach's address, for answers to a mail that does not go to himself."""
    coach = known.get(coach_id) if coach_id else None
    return coach.email if coach and coach.id != to.id else None


def name_of(known: Mapping[UUID, Person], person_id: UUID | None) -> str:
    """Return how the coach is called, or the network while none is known."""
    found = known.get(person_id) if person_id else None
    return found.name if found else "Missionscoach"


def code_of(subject_id: UUID) -> str:
    """Return the short code by which a letter names a thing without saying what it is."""
    return subject_id.hex[-6:].upper()
