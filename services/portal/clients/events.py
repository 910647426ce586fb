"""What the operator asks of every service alike: which events wait, and what becomes of them."""

from typing import TypedDict

from services.portal.clients.calling import call, given, with_query


class Event(TypedDict):
    """An event that waits, was refused or is parked; moments as ISO text."""

    event_id: str
    source: str
    type: str
    subject: str
    state: str
    attempts: int
    reason: str | None
    received_at: str
    next_at: str | None
    trace: str | None
    replayable: bool


class Standing(TypedDict):
    """Numbers of one service; `open` counts what came in by state."""

    waiting: int
    oldest_at: str | None
    refused: int
    open: dict[str, int]


class Waiting(TypedDict):
    """What waits in one service; `count` is how many there are of those asked."""

    standing: Standing
    count: int
    items: list[Event]


def waiting(
    service: str,
    *,
    state: str | None = None,
    type_: str | None = None,
    error: str | None = None,
    event_id: str | None = None,
) -> Waiting:
    """Return what waits in a service, oldest first, at most fifty."""
    asked = {"state": state, "type": type_, "error": error, "event_id": event_id}
    found: Waiting = call(service, "GET", with_query("/events", **asked, limit=50)).json
    return found


def replay(service: str, event_id: str) -> bool:
    """Put an event back to be tried at once."""
    call(service, "POST", f"/events/{event_id}/replay")
    return True


def replay_all(
    service: str, *, dry_run: bool, type_: str | None = None, error: str | None = None
) -> int:
    """Put back all that are parked or refused; returns how many it is, or in a dry run would be."""
    body = {**given(type=type_ or None, error=error or None), "dry_run": dry_run}
    found: int = call(service, "POST", "/events/replay", json_body=body).json["count"]
    return found


def discard(service: str, event_id: str, reason: str) -> bool:
    """Give an event up for good."""
    call(service, "POST", f"/events/{event_id}/discard", json_body={"reason": reason})
    return True
