"""A calendar invitation as a card: what a calendar program would show."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from flask_babel import gettext as _
from icalendar import Calendar

from services.portal.moments import day, moment

Fact = tuple[str, str]


class Card(NamedTuple):
    """What the invitation says; `facts` are (name, text)."""

    title: str
    facts: Sequence[Fact]


def card(text: str) -> Card | None:
    """Return the first entry of a calendar part; None when no program could read it."""
    try:
        entries = Calendar.from_ical(text).walk("VEVENT")
    except ValueError:
        return None
    return _card(entries[0]) if entries else None


def _card(entry: Any) -> Card:
    facts = [
        (_("Begins"), _when(entry.get("DTSTART"))),
        (_("Ends"), _when(entry.get("DTEND"))),
        (_("Where"), str(entry.get("LOCATION") or "")),
        (_("For"), _person(entry.get("ATTENDEE"))),
        (_("Version"), str(entry.get("SEQUENCE") or 0)),
    ]
    return Card(str(entry.get("SUMMARY") or ""), [fact for fact in facts if fact[1]])


def _when(value: Any) -> str:
    at = getattr(value, "dt", None)
    if isinstance(at, datetime):
        return moment(at)
    return day(at) if isinstance(at, date) else ""


def _person(value: Any) -> str:
    first = value[0] if isinstance(value, list) and value else value
    return str(first or "").removeprefix("mailto:").removeprefix("MAILTO:")
