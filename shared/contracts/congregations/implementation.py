"""What congregations tells the others about check-ins, roles and the home team."""

from dataclasses import dataclass
from uuid import UUID

from shared.contracts.event import Event


@dataclass(frozen=True, kw_only=True)
class CheckInDue(Event):
    """A congregation's leaders are asked how it goes."""

    name = "congregations.check-in.due"
    subject_field = "check_in_id"

    check_in_id: UUID
    congregation_id: UUID


@dataclass(frozen=True, kw_only=True)
class CheckInAsked(Event):
    """An agency is asked how it goes with one agreement that it is party to."""

    name = "congregations.check-in.asked"
    subject_field = "check_in_id"

    check_in_id: UUID
    congregation_id: UUID
    agreement_id: UUID
    agency_id: UUID


@dataclass(frozen=True, kw_only=True)
class CheckInAnswered(Event):
    """One side answered a check-in (`good`, `slow`, `stuck`); what it wrote stays here."""

    name = "congregations.check-in.answered"
    subject_field = "check_in_id"

    check_in_id: UUID
    congregation_id: UUID
    side: str
    progress: str
    wish_to_talk: bool


@dataclass(frozen=True, kw_only=True)
class CheckInMissed(Event):
    """A congregation did not answer; a second coach is told, or the only one there is."""

    name = "congregations.check-in.missed"
    subject_field = "check_in_id"

    check_in_id: UUID
    congregation_id: UUID
    participants: tuple[UUID, ...] = ()


@dataclass(frozen=True, kw_only=True)
class RoleVacant(Event):
    """A role in a congregation's mission work has been held by nobody for sixty days."""

    name = "congregations.role.vacant"
    subject_field = "role_id"

    role_id: UUID
    congregation_id: UUID


EVENTS: tuple[type[Event], ...] = (
    CheckInDue,
    CheckInAsked,
    CheckInAnswered,
    CheckInMissed,
    RoleVacant,
)
