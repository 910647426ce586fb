"""A journey's tracks as the timeline and the strip show them: a shape and words."""

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from services.portal.moments import day

SHAPES: Mapping[str, str] = {
    "proposed": "open",
    "agreed": "planned",
    "planned": "planned",
    "running": "now",
    "reported": "waiting",
    "accepted": "done",
    "reopened": "now",
    "skipped": "stopped",
    "deferred": "waiting",
    "stopped": "stopped",
}
STATES: Mapping[str, object] = {
    "proposed": _l("not yet agreed"),
    "agreed": _l("agreed"),
    "planned": _l("planned"),
    "running": _l("going on now"),
    "reported": _l("held; waits for the decision"),
    "accepted": _l("done"),
    "reopened": _l("taken up again"),
    "skipped": _l("left out"),
    "deferred": _l("later"),
    "stopped": _l("stopped"),
}


def timeline(tracks: list[dict[str, Any]], language: str, href: str = "") -> list[dict[str, Any]]:
    """Return the tracks for `parts.timeline`; `href` holds `{id}` when each has a page."""
    current = current_of(tracks)
    return [
        {
            "shape": SHAPES[track["state"]],
            "title": title_of(track, language),
            "state": words(track),
            "note": "",
            "href": href.replace("{id}", track["id"]),
            "current": current is not None and track["id"] == current["id"],
        }
        for track in tracks
    ]


def current_of(tracks: list[dict[str, Any]]) -> dict[str, Any] | None:
    """Return the track that the journey is at now."""
    for state in ("running", "reopened", "reported", "planned", "agreed", "proposed"):
        for track in tracks:
            if track["state"] == state:
                return track
    return None


def title_of(thing: dict[str, Any], language: str) -> str:
    """Return a title in the visitor's language, in Dutch when there is no other."""
    found: str = thing.get(f"title_{language}") or thing["title_nl"] or thing.get("title_en") or ""
    return found


def words(track: dict[str, Any]) -> str:
    """Return a track's state in words, with the day where one belongs to it."""
    if track.get("done_before"):
        return str(_("done before, on paper (%(on)s)", on=day(track["done_before"]["on"])))
    if track["state"] == "deferred" and track.get("deferred_until"):
        return str(_("later, from %(on)s", on=day(track["deferred_until"])))
    return str(STATES[track["state"]])
