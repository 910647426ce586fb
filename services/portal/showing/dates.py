"""Sessions as a list of dates shows them, on the wall clock of where they take place."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from flask_babel import format_date, format_time
from flask_babel import gettext as _

from services.portal.showing.tracks import title_of
from shared.clock import Clock

COMING = frozenset({"confirmed", "idea"})


def dates(sessions: list[dict[str, Any]], language: str) -> list[dict[str, Any]]:
    """Return sessions for `parts.dates`, each leading to its page."""
    return [shown(session, language) for session in sessions]


def with_whom(
    sessions: list[dict[str, Any]], names: Mapping[str, str], language: str
) -> list[dict[str, Any]]:
    """Return sessions that tell the congregation's name in place of the place."""
    return [
        {**shown(session, language), "place": names.get(session["congregation_id"], "")}
        for session in sessions
    ]


def coming(sessions: list[dict[str, Any]], clock: Clock) -> list[dict[str, Any]]:
    """Return the sessions that are not over and not cancelled."""
    now = clock.now()
    return [
        session
        for session in sessions
        if session["state"] in COMING and datetime.fromisoformat(session["end_utc"]) > now
    ]


def shown(session: dict[str, Any], language: str) -> dict[str, Any]:
    """Return one session for `parts.dates`."""
    start = datetime.fromisoformat(session["local_start"])
    return {
        "iso": session["local_start"],
        "day": str(start.day),
        "month": str(format_date(start.date(), "MMM", rebase=False)).rstrip("."),
        "title": title_of(session, language),
        "href": f"/sessions/{session['id']}",
        "when": when(session),
        "place": session["place"] or "",
    }


def when(session: dict[str, Any]) -> str:
    """Return weekday and time in words; of an evaluation without a firm date just that."""
    if session["state"] == "idea":
        return str(_("around this day; not chosen yet"))
    if session["state"] == "cancelled":
        return str(_("cancelled"))
    start = datetime.fromisoformat(session["local_start"])
    year = str(format_date(start.date(), "EEEE d MMMM yyyy", rebase=False))
    return f"{year}, {format_time(start.time(), 'HH:mm', rebase=False)}"
