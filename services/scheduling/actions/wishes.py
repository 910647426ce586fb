"""What a coach asks for: a new session, a change of one, a run."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TypedDict
from uuid import UUID

from services.scheduling.model import PlannedSession
from services.scheduling.planner import Format
from services.scheduling.walltime import ClockGap, WallTime, end_of, to_utc, zone_named
from shared.errors import Invalid


@dataclass(frozen=True, kw_only=True, slots=True)
class Wish:
    """What a session and a run have in common; no participants named: leaders and coaches."""

    congregation_id: UUID
    kind: str
    zone: str
    minutes: int
    label: int
    journey_id: UUID | None = None
    title: str | None = None
    place: str | None = None
    agenda: str | None = None
    paragraph: str | None = None
    participants: Sequence[UUID] | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class SessionWish(Wish):
    """A session as the coach wants it."""

    local_start: datetime
    step_id: UUID | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class RunWish(Wish):
    """A course run as the coach wants it; its rhythm is the planner's."""

    first: date
    time: time
    count: int
    format: Format
    weekday: int | None = None
    every_days: int = 7
    school_region: str | None = None
    during_school_holidays: bool = False
    skip: Sequence[date] = ()
    step_ids: Sequence[UUID] = ()


class Changes(TypedDict, total=False):
    """What shall be different about a session; `sequence` is the one the asker last saw."""

    title: str | None
    local_start: datetime
    zone: str
    minutes: int
    place: str | None
    agenda: str | None
    paragraph: str | None
    label: int
    pinned: bool
    sequence: int
    add_participants: list[UUID]


def instants(local: datetime, zone: str, minutes: int) -> tuple[datetime, datetime]:
    """Begin and end in UTC of a session at this wall time; Invalid, naming the field to mend."""
    refuse_unknown_zone(zone)
    try:
        return to_utc(local, zone), end_of(WallTime(local, zone), minutes)
    except ClockGap as gap:
        raise Invalid("The clock skips that time.", {"local_start": gap_sentence(gap)}) from gap
    except ValueError as fault:
        raise Invalid("That time is not possible.", {"local_start": _sentence(fault)}) from fault


def refuse_unknown_zone(zone: str) -> None:
    """Raise Invalid unless this is the IANA name of a zone."""
    try:
        zone_named(zone)
    except ValueError as fault:
        raise Invalid("There is no such time zone.", {"zone": _sentence(fault)}) from fault


def gap_sentence(gap: ClockGap) -> str:
    """What to choose instead of a time that the clock skips."""
    return (
        f"The clock skips this time; choose {gap.before:%Y-%m-%dT%H:%M} "
        f"or {gap.after:%Y-%m-%dT%H:%M}."
    )


def put_time(session: PlannedSession, wall: WallTime, minutes: int, *, at: datetime) -> None:
    """Set the session's time; Invalid for one that is past or does not exist."""
    start, end = instants(wall.local, wall.zone, minutes)
    if start < at:
        raise Invalid("That time is past.", {"local_start": "This time is past already."})
    session.local_start, session.zone, session.minutes = wall.local, wall.zone, minutes
    session.start_utc, session.end_utc = start, end


def _sentence(fault: ValueError) -> str:
    text = str(fault)
    return f"{text[:1].upper()}{text[1:]}."
