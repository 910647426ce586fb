"""What scheduling tells the others: sessions planned, moved and cancelled (no place, no names)."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from shared.contracts.event import Event


@dataclass(frozen=True, kw_only=True)
class SessionPlanned(Event):
    """A session has a date; `announced` is false when another letter tells of it."""

    name = "scheduling.session.planned"
    subject_field = "session_id"

    session_id: UUID
    congregation_id: UUID
    journey_id: UUID | None = None
    step_id: UUID | None = None
    run_id: UUID | None = None  # the course run it is an evening of, and which
    number: int | None = None
    kind: str
    label: int
    start: datetime
    revision: int
    participants: tuple[UUID, ...] = ()
    announced: bool = True


@dataclass(frozen=True, kw_only=True)
class SessionMoved(Event):
    """A session's time or place changed; it keeps its calendar entry."""

    name = "scheduling.session.moved"
    subject_field = "session_id"

    session_id: UUID
    congregation_id: UUID
    journey_id: UUID | None = None
    step_id: UUID | None = None
    run_id: UUID | None = None  # the course run it is an evening of, and which
    number: int | None = None
    kind: str
    label: int
    start: datetime
    previous_start: datetime
    revision: int
    participants: tuple[UUID, ...] = ()
    announced: bool = True


@dataclass(frozen=True, kw_only=True)
class SessionCancelled(Event):
    """A session does not take place."""

    name = "scheduling.session.cancelled"
    subject_field = "session_id"

    session_id: UUID
    congregation_id: UUID
    journey_id: UUID | None = None
    step_id: UUID | None = None
    run_id: UUID | None = None  # the course run it is an evening of, and which
    number: int | None = None
    kind: str
    label: int
    start: datetime
    revision: int
    participants: tuple[UUID, ...] = ()
    announced: bool = True


@dataclass(frozen=True, kw_only=True)
class RunPlanned(Event):
    """A course run was planned in one act; one letter names all its evenings."""

    name = "scheduling.run.planned"
    subject_field = "run_id"

    run_id: UUID
    congregation_id: UUID
    participants: tuple[UUID, ...] = ()


@dataclass(frozen=True, kw_only=True)
class SessionDue(Event):
    """An evaluation or check-up comes near and wants a firm date."""

    name = "scheduling.session.due"
    subject_field = "session_id"

    session_id: UUID
    congregation_id: UUID
    kind: str
    participants: tuple[UUID, ...] = ()


EVENTS: tuple[type[Event], ...] = (
    SessionPlanned,
    SessionMoved,
    SessionCancelled,
    RunPlanned,
    SessionDue,
)
