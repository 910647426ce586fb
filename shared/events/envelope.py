"""The envelope: an event as a CloudEvent in structured JSON, and back."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from cloudevents.core.exceptions import CloudEventValidationError
from cloudevents.core.formats.json import JSONFormat
from cloudevents.core.v1.event import CloudEvent

from shared.contracts import EVENTS
from shared.contracts.event import NETWORK, PREFIX, Event

LARGEST = 64 * 1024
LONGEST = 120  # characters of a source, type or subject
LAST = 2**31 - 1
# what the reader lets through when the bytes are no event; each was seen
NOT_AN_EVENT = (
    CloudEventValidationError,
    ExceptionGroup,
    AttributeError,
    KeyError,
    RecursionError,
    TypeError,
    ValueError,
)


class Unreadable(Exception):
    """The bytes are no event that this code can read; `args[0]` says why."""


@dataclass(frozen=True)
class Envelope:
    """What the outside of an event says."""

    id: UUID
    source: str
    type: str
    subject: str
    subjectseq: int
    at: datetime
    traceparent: str | None
    data: dict[str, object]

    def event(self) -> Event:
        """Return the event itself; raises `Unreadable` for an unknown type or bad data."""
        contract = EVENTS.get(self.type)
        if contract is None:
            raise Unreadable(f"unknown type {self.type}")
        try:
            return contract.from_data(self.data)
        except ValueError as fault:
            raise Unreadable(f"data of {self.type}: {fault}") from fault


def source_of(service: str) -> str:
    """Return the CloudEvents source of one of our services."""
    return f"urn:missionscoach:org:{NETWORK}:{service}"


def seal(
    event: Event, *, event_id: UUID, subjectseq: int, at: datetime, traceparent: str | None
) -> bytes:
    """Return the bytes of this event, at most 64 KiB."""
    attributes: dict[str, object] = {
        "specversion": "1.0",
        "id": str(event_id),
        "source": source_of(event.publisher()),
        "type": event.type_name(),
        "subject": event.subject,
        "time": at,
        "datacontenttype": "application/json",
        "subjectseq": str(subjectseq),
        "partitionkey": event.subject,
        "dataclassification": event.classification,
    }
    if traceparent:
        attributes["traceparent"] = traceparent
    body: bytes = JSONFormat().write(CloudEvent(attributes, event.to_data()))
    if len(body) > LARGEST:
        raise ValueError(f"an event of {len(body)} bytes is too large")
    return body


def open_envelope(body: bytes) -> Envelope:
    """Read the outside of an event; raises `Unreadable` when it is none."""
    if len(body) > LARGEST:
        raise Unreadable("larger than 64 KiB")
    try:
        read = JSONFormat().read(CloudEvent, body)
        data = read.get_data()
        moment = read.get_time()
        if not isinstance(data, dict) or moment is None:
            raise Unreadable("without data or time")
        return _fitting(
            Envelope(
                id=UUID(read.get_id()),
                source=read.get_source(),
                type=read.get_type(),
                subject=read.get_subject() or "",
                subjectseq=int(read.get_extension("subjectseq")),
                at=moment,
                traceparent=read.get_extension("traceparent"),
                data=data,
            )
        )
    except NOT_AN_EVENT as fault:
        raise Unreadable(f"not a CloudEvent: {type(fault).__name__}") from fault


def _fitting(envelope: Envelope) -> Envelope:
    """Return it if every database can keep what it says of itself."""
    words = (envelope.source, envelope.type, envelope.subject)
    if any(len(word) > LONGEST or not word.isprintable() for word in words):
        raise Unreadable("a source, type or subject that cannot be kept")
    if not 0 <= envelope.subjectseq <= LAST:
        raise Unreadable("a subjectseq that cannot be kept")
    return envelope


def any_version(type_name: str) -> str:
    """Return the key that binds to every version of a type: a newer one is parked, not lost."""
    return f"{routing_key(type_name).rpartition('.')[0]}.*"


def routing_key(type_name: str) -> str:
    """Return the broker's routing key of a type: the type without our prefix."""
    return type_name.removeprefix(PREFIX)
