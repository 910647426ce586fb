"""One dated meeting as the calendar entry that travels inside a mail to one person."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

from icalendar import Calendar, Event, vCalAddress, vText, vUri

from services.notifications.cleaning import (
    Unbuildable,
    bare_address,
    clean_line,
    clean_text,
    web_link,
)

Method = Literal["REQUEST", "CANCEL"]
_STATUS: dict[str, str] = {"REQUEST": "CONFIRMED", "CANCEL": "CANCELLED"}
_PRODUCT = "-//Missionscoach//notifications//EN"


@dataclass(frozen=True)
class Invitation:
    """One revision of one meeting for one attendee; times are aware, addresses are bare."""

    uid: str
    sequence: int
    dtstamp: datetime
    method: Method
    start_utc: datetime
    end_utc: datetime
    summary: str
    organizer: str
    attendee: str
    location: str = ""
    description: str = ""
    url: str | None = None


@dataclass(frozen=True)
class CalendarPart:
    """The bytes of one calendar entry, with what a mail must show unchanged about it."""

    content: bytes
    method: Method
    uid: str
    sequence: int


def calendar_part(invitation: Invitation) -> CalendarPart:
    """Return the entry of this revision; the same revision always gives the same bytes."""
    _refuse_nonsense(invitation)
    calendar = Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", invitation.method)
    calendar.add_component(_event(invitation))
    content = calendar.to_ical(sorted=True)
    _refuse_difference(invitation, content)
    return CalendarPart(content, invitation.method, invitation.uid, invitation.sequence)


def only_event(content: bytes) -> tuple[str, Event]:
    """Return the method and the one event of a calendar file; raise Unbuildable for another."""
    try:
        calendar = Calendar.from_ical(content)
        events = [part for part in calendar.subcomponents if isinstance(part, Event)]
    except (ValueError, KeyError) as error:
        raise Unbuildable("calendar", "the calendar part cannot be read back") from error
    if len(events) != 1 or len(calendar.subcomponents) != 1 or events[0].errors:
        raise Unbuildable("calendar", "exactly one event is sent, and nothing beside it")
    return str(calendar.get("method", "")), events[0]


def _event(invitation: Invitation) -> Event:
    event = Event()
    event.add("uid", invitation.uid)
    event.add("sequence", invitation.sequence)
    event.add("dtstamp", invitation.dtstamp.astimezone(UTC))
    event.add("dtstart", invitation.start_utc.astimezone(UTC))
    event.add("dtend", invitation.end_utc.astimezone(UTC))
    event.add("status", _STATUS[invitation.method])
    event.add("organizer", _mailto(invitation.organizer, "organizer"))
    event.add("attendee", _invited(invitation.attendee))
    for name, text in _texts(invitation).items():
        event.add(name, text)
    if invitation.url is not None:
        event.add("url", vUri(invitation.url))
    return event


def _texts(invitation: Invitation) -> dict[str, str]:
    texts = {
        "summary": clean_line(invitation.summary),
        "location": clean_line(invitation.location, 400),
        "description": clean_text(invitation.description).strip(),
    }
    return {name: text for name, text in texts.items() if text}


def _mailto(address: str, field: str) -> vCalAddress:
    return vCalAddress(f"mailto:{bare_address(address, field)}")


def _invited(address: str) -> vCalAddress:
    attendee = _mailto(address, "attendee")
    attendee.params["CUTYPE"] = vText("INDIVIDUAL")
    attendee.params["ROLE"] = vText("REQ-PARTICIPANT")
    attendee.params["PARTSTAT"] = vText("NEEDS-ACTION")
    attendee.params["RSVP"] = vText("TRUE")
    return attendee


def _refuse_nonsense(invitation: Invitation) -> None:
    for field in ("dtstamp", "start_utc", "end_utc"):
        if getattr(invitation, field).utcoffset() is None:
            raise Unbuildable(field, "a time without a zone")
    if invitation.end_utc <= invitation.start_utc:
        raise Unbuildable("end_utc", "the end is not after the start")
    if invitation.method not in _STATUS:
        raise Unbuildable("method", "only REQUEST and CANCEL are sent")
    if invitation.sequence < 0:
        raise Unbuildable("sequence", "below zero")
    if not invitation.uid or clean_line(invitation.uid) != invitation.uid:
        raise Unbuildable("uid", "empty, too long or with hidden characters")
    if invitation.url is not None:
        web_link(invitation.url, "url")


def _refuse_difference(invitation: Invitation, content: bytes) -> None:
    _, event = only_event(content)
    for name, text in _texts(invitation).items():
        if str(event.get(name)) != text:
            raise Unbuildable(name, "the calendar entry would show another text")
    if str(event.get("uid")) != invitation.uid or event.get("sequence") != invitation.sequence:
        raise Unbuildable("uid", "the calendar entry would be another one")
