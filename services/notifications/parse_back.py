"""Reads a finished mail as its receiver would and compares it with what was meant."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from email import message_from_bytes
from email.header import decode_header, make_header
from email.message import Message

from icalendar import vCalAddress

from services.notifications.calendar import CalendarPart, only_event
from services.notifications.cleaning import Unbuildable

_FRAME = ["Content-Type", "MIME-Version"]
_FOLD = re.compile(r"\r\n(?=[ \t])")
_UNSENDABLE = re.compile(rb"(?<!\r)\n|\r(?!\n)|[\x80-\xff\x00]|[^\r\n]{999}")


@dataclass(frozen=True)
class Expected:
    """What a mail must say when it is read: header values, decoded subject, bodies, meeting."""

    headers: Mapping[str, str]
    subject: str
    plain: str
    html: str
    calendar: CalendarPart | None


def refuse_difference(wire: bytes, expected: Expected) -> None:
    """Raise Unbuildable, naming the field, unless the bytes say exactly what was meant."""
    refuse_unsendable(wire)
    message = message_from_bytes(wire)
    _compare_headers(message, expected)
    parts = _parts(message, expected)
    _compare("plain", _body(parts[0], "plain"), expected.plain)
    _compare("html", _body(parts[1], "html"), expected.html)
    if expected.calendar:
        _compare_calendar(parts[2], expected.calendar, expected.headers["To"])


def refuse_unsendable(wire: bytes) -> None:
    """Raise Unbuildable for bare line ends, eight-bit bytes and lines over 998 bytes."""
    if _UNSENDABLE.search(wire):
        raise Unbuildable("message", "not every relay would accept these lines")


def _compare_headers(message: Message, expected: Expected) -> None:
    names = sorted([*_FRAME, *expected.headers, "Subject"])
    _compare("headers", sorted(message.keys()), names)
    for name, value in expected.headers.items():
        _compare(name, _unfolded(message, name), value)
    subject = str(make_header(decode_header(_unfolded(message, "Subject"))))
    _compare("subject", subject, expected.subject)


def _unfolded(message: Message, name: str) -> str:
    return _FOLD.sub("", str(message[name]))


def _parts(message: Message, expected: Expected) -> list[Message]:
    kinds = ["text/plain", "text/html"] + ["text/calendar"] * (expected.calendar is not None)
    parts = list(message.walk())[1:]
    _compare("parts", [part.get_content_type() for part in parts], kinds)
    _compare("parts", [part.defects for part in (message, *parts)], [[]] * (len(parts) + 1))
    return parts


def _body(part: Message, field: str) -> str:
    payload = part.get_payload(decode=True)
    if not isinstance(payload, bytes) or part.get_content_charset() != "utf-8":
        raise Unbuildable(field, "it would not be read as text")
    return payload.decode("utf-8").replace("\r\n", "\n")


def _compare_calendar(part: Message, calendar: CalendarPart, recipient: str) -> None:
    payload = part.get_payload(decode=True)
    _compare("calendar", payload, calendar.content)
    method, event = only_event(calendar.content)
    _compare("calendar", method, calendar.method)
    _compare("calendar", part.get_param("method"), calendar.method)
    _compare("calendar", str(event.get("uid")), calendar.uid)
    _compare("calendar", event.get("sequence"), calendar.sequence)
    attendee = event.get("attendee")
    # A list here would show one leader's address to another.
    if not isinstance(attendee, vCalAddress) or attendee.lower() != f"mailto:{recipient.lower()}":
        raise Unbuildable("calendar", "the meeting must name the recipient and nobody else")


def _compare(field: str, found: object, meant: object) -> None:
    if found != meant:
        raise Unbuildable(field, "it would arrive changed")
