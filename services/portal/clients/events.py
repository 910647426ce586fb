"""What the operator asks of every service alike: which events wait, and try one again."""

from typing import TypedDict

from services.portal.clients.calling import call


class Event(TypedDict):
    """An event that waits to be tried again or is parked; moments as ISO text."""

    source: str
    event_id: str
    type: str
    subject: str | None
    state: str
    attempts: int
    reason: str | None
    next_at: str | None
    received_at: str


class Waiting(TypedDict):
    """What waits in one service, and how many of its own events the broker refused."""

    items: list[Event]
    refused_by_broker: int


def waiting(service: str) -> Waiting:
    """Return what waits in a service, oldest first."""
    found: Waiting = call(service, "GET", "/events").json
    return found


def replay(service: str, event_id: str) -> bool:
    """Put a parked event back to be tried at once."""
    call(service, "POST", f"/events/{event_id}/replay")
    return True
