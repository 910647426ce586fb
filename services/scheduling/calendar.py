"""Builds the calendar that a device subscribes to: one entry per session, all times in UTC."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from icalendar import Calendar, Event, vDuration

HOUR = timedelta(hours=1)


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """One session for a calendar program; not `is_on`: it was cancelled. Moments are aware."""

    uid: str
    sequence: int
    revision_at: datetime
    start: datetime
    end: datetime
    title: str
    place: str | None
    text: str | None
    is_on: bool
    sealed: bool


def written(entries: Iterable[Entry]) -> bytes:
    """The calendar as bytes (RFC 5545); equal entries give equal bytes."""
    calendar = Calendar()
    calendar.add("prodid", "-//Missionscoach//Sessions//NL")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", "Missionscoach")
    # both names are in use for how often to come back
    calendar.add("refresh-interval", vDuration(HOUR), parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT1H")
    for entry in entries:
        calendar.add_component(_event(entry))
    written_out: bytes = calendar.to_ical()
    return written_out


def _event(entry: Entry) -> Event:
    event = Event()
    event.add("uid", entry.uid)
    event.add("dtstamp", entry.revision_at)
    event.add("dtstart", entry.start)
    event.add("dtend", entry.end)
    event.add("sequence", entry.sequence)
    event.add("status", "CONFIRMED" if entry.is_on else "CANCELLED")
    event.add("summary", entry.title)
    if entry.place:
        event.add("location", entry.place)
    if entry.text:
        event.add("description", entry.text)
    if entry.sealed:
        event.add("class", "CONFIDENTIAL")
    return event
