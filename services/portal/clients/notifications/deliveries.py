"""Where mails stand and why, never what is in them."""

from typing import TypedDict

from services.portal.clients.calling import call, with_query


class Delivery(TypedDict):
    """Where one mail stands; moments as ISO text."""

    id: str
    letter: str
    importance: str
    recipient_kind: str
    person_id: str
    state: str
    reason: str | None
    attempts: int
    queued_at: str
    changed_at: str
    next_at: str
    sent_at: str | None


class Pause(TypedDict):
    """That the relay is left alone, until when and why."""

    until: str
    reason: str


class DeliveryPage(TypedDict):
    """A part of the deliveries, the newest first."""

    items: list[Delivery]
    next: str | None
    paused: Pause | None


def deliveries(*, state: str | None, after: str | None) -> DeliveryPage:
    """Return where mails stand, fifty at a time; operators only."""
    path = with_query("/deliveries", limit=50, state=state, after=after)
    found: DeliveryPage = call("notifications", "GET", path).json
    return found


def resend(delivery_id: str) -> bool:
    """Queue a mail once more; `Conflict` unless it was refused or is in doubt."""
    call("notifications", "POST", f"/deliveries/{delivery_id}/resend")
    return True
