"""The actions of a plan as days for a calendar: what and which role, never who."""

from datetime import date, datetime, timedelta
from typing import Any

from flask_babel import gettext as _
from icalendar import Calendar, Event

OVER = ("done", "dropped")


def calendar_of(strategy: dict[str, Any]) -> bytes:
    """Return the open actions with a day as all-day entries (RFC 5545) that take no time.

    An action keeps its entry from version to version; once it is done, the entry goes.
    """
    made = Calendar()
    made.add("prodid", "-//Missionscoach//Actions//EN")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", _("Our plan"))
    for goal in strategy["goals"]:
        for action in goal["actions"]:
            if action["due_on"] and action["state"] not in OVER:
                made.add_component(_entry(action, goal))
    return bytes(made.to_ical())


def _entry(action: dict[str, Any], goal: dict[str, Any]) -> Event:
    entry, due = Event(), date.fromisoformat(action["due_on"])
    entry.add("uid", f"action-{action['key']}@missionscoach")
    entry.add("dtstamp", datetime.fromisoformat(action["since"]))
    entry.add("dtstart", due)
    entry.add("dtend", due + timedelta(days=1))
    entry.add("summary", f"{action['title']} ({action['accountable_role']})")
    entry.add("description", _("For the goal: %(goal)s", goal=goal["what"]))
    entry.add("transp", "TRANSPARENT")
    return entry
