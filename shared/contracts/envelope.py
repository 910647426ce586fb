"""The envelope: an event as a CloudEvent in structured JSON, and back."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from json import loads
from typing import Any, Never
from uuid import UUID

from cloudevents.core.formats.json import JSONFormat
from cloudevents.core.v1.event import CloudEvent

from shared.contracts import EVENTS
from shared.contracts.event import NETWORK, PREFIX, Event

LARGEST = 64 * 1024
LONGEST = 120  # characters of a source, type or subject
LAST = 2**31 - 1
# every one is told by every event of ours, as text
TOLD = ("specversion", "id", "source", "type", "subject", "subjectseq", "time")
TRACE = re.compile("[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}")


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
        "dataschema": event.schema_name(),
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
        said = _attributes(body)
        moment = datetime.fromisoformat(said["time"])
        if moment.tzinfo is None:
            raise Unreadable("a time without its zone")
        return Envelope(
            id=UUID(said["id"]),
            source=said["source"],
            type=said["type"],
            subject=said["subject"],
            subjectseq=_counted(said["subjectseq"]),
            at=moment.astimezone(UTC),
            traceparent=_trace(said.get("traceparent")),
            data=said["data"],
        )
    except (ValueError, OverflowError, RecursionError) as fault:
        raise Unreadable(f"not a CloudEvent: {type(fault).__name__}: {str(fault)[:80]}") from fault


def _attributes(body: bytes) -> dict[str, Any]:
    """Return what the event says of itself; the library would make up an id that is missing."""
    said = loads(body.decode(), object_pairs_hook=_once, parse_constant=_no_json)
    if not isinstance(said, dict):
        raise Unreadable(f"one event is expected, not a {type(said).__name__}")
    for name in TOLD:
        word = said.get(name)
        if not isinstance(word, str) or not 0 < len(word) <= LONGEST or not word.isprintable():
            raise Unreadable(f"without {name}, or one that cannot be kept")
    if said["specversion"] != "1.0":
        raise Unreadable(f"specversion {said['specversion']}")
    if not isinstance(said.get("data"), dict):
        raise Unreadable("without data")
    return said


def _once(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise Unreadable("says the same thing twice")
    return found


def _no_json(word: str) -> Never:
    raise Unreadable(f"{word} is no JSON")


def _counted(number: str) -> int:
    if not (number.isascii() and number.isdigit() and int(number) <= LAST):
        raise Unreadable("a subjectseq that cannot be kept")
    return int(number)


def _trace(value: object) -> str | None:
    # a bad trace is no reason to refuse the event
    return value if isinstance(value, str) and TRACE.fullmatch(value) else None


def any_version(type_name: str) -> str:
    """Return the key that binds to every version of a type: a newer one is parked, not lost."""
    return f"{routing_key(type_name).rpartition('.')[0]}.*"


def routing_key(type_name: str) -> str:
    """Return the broker's routing key of a type: the type without our prefix."""
    return type_name.removeprefix(PREFIX)
