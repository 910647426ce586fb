"""Reading what was delivered: the event and its handler, or why there is none."""

from dataclasses import dataclass, replace
from hashlib import blake2b
from typing import Any
from uuid import UUID

from shared.clock import EPOCH
from shared.contracts.envelope import Envelope, Unreadable, open_envelope, source_of
from shared.contracts.event import Event
from shared.events.handlers import Handler, HandlerTable

MEDIA = ("application/cloudevents+json", "application/json")
KEPT = 1024 * 1024  # bytes of what is too large to be an event
Key = tuple[str, UUID]  # source and id


@dataclass(frozen=True)
class Delivery:
    """The bytes of one event as they came, and whether they came before.

    `content_type` is None when they come from an outbox of our own; `position` is theirs there.
    """

    body: bytes
    redelivered: bool = False
    content_type: str | None = None
    position: int = 0


@dataclass(frozen=True)
class Opened:
    """A delivery that was read; with a `fault` there is neither event nor handler to use."""

    envelope: Envelope
    body: bytes
    digest: bytes
    event: Any = None
    handler: Handler = lambda *_: None
    fault: str | None = None

    @property
    def key(self) -> Key:
        """Return what names an event among all."""
        return self.envelope.source, self.envelope.id

    def set_aside(self, fault: str) -> "Opened":
        """Return it under an id made of its bytes, so that it takes no other event's place."""
        return replace(self, envelope=replace(NOBODY, id=UUID(bytes=self.digest)), fault=fault)


NOBODY = Envelope(
    id=UUID(int=0),
    source="unreadable",
    type="unreadable",
    subject="",
    subjectseq=0,
    at=EPOCH,
    traceparent=None,
    data={},
)


def opened(delivery: Delivery, handlers: HandlerTable) -> Opened:
    """Read a delivery; never raises, whatever the bytes are."""
    body = delivery.body[:KEPT]
    digest = blake2b(delivery.body, digest_size=16).digest()
    try:
        _refuse(delivery)
        envelope = open_envelope(delivery.body)
    except Unreadable as fault:
        return Opened(NOBODY, body, digest).set_aside(str(fault))
    try:
        event = envelope.event()
        return Opened(envelope, body, digest, event, _handler(envelope, event, handlers))
    except Unreadable as fault:
        return Opened(envelope, body, digest, fault=str(fault))


def _refuse(delivery: Delivery) -> None:
    """Refuse before decoding what says of itself that it is no JSON."""
    media = (delivery.content_type or MEDIA[0]).partition(";")[0].strip().lower()
    if media not in MEDIA:
        raise Unreadable(f"content type {media[:80]}")


def _handler(envelope: Envelope, event: Event, handlers: HandlerTable) -> Handler:
    if envelope.source != source_of(event.publisher()):
        raise Unreadable(f"{envelope.source} does not publish {envelope.type}")
    handler = handlers.get(type(event))
    if handler is None:
        raise Unreadable(f"no handler for {envelope.type}")
    return handler
