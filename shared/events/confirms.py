"""Publish many messages over one AMQP channel and learn of each what the broker made of it."""

import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field

from amqp import Channel, Connection
from amqp import Message as Frame
from amqp.exceptions import AMQPError

EXCHANGE = "ev"
PREFIX = "org.missionscoach."
CONTENT_TYPE = "application/cloudevents+json; charset=utf-8"
PERSISTENT = 2
MOMENT = 0.2  # seconds; shorter than any heartbeat's interval
WINDOW = 500  # unanswered messages; more gained nothing when it was measured


@dataclass(frozen=True)
class Message:
    """One event on its way: its id, type and subject, and the bytes that every reader gets."""

    id: str
    type: str
    subject: str
    body: bytes

    @property
    def routing_key(self) -> str:
        """The type without the prefix, such as `partners.offering.opened.v1`."""
        return self.type.removeprefix(PREFIX)


@dataclass(frozen=True)
class Published:
    """The ids a queue holds for certain, and of those refused the reason; the rest is unknown.

    `full` names the refused ones that a full queue will take later; the others need a person.
    """

    confirmed: frozenset[str] = frozenset()
    refused: Mapping[str, str] = field(default_factory=dict)
    full: frozenset[str] = frozenset()


class BusDown(Exception):
    """The broker cannot be reached or asked now; nothing is wrong with the message, try later.

    `published` holds what was known before the trouble; all else may or may not be in the queues.
    """

    def __init__(self, reason: str, published: Published | None = None) -> None:
        super().__init__(reason)
        self.published = published or Published()


class Confirms:
    """One channel in confirm mode, good for one connection and one thread.

    The tags are counted here, because the library's own wait takes any confirm for the awaited one.
    After any exception the whole connection must be dropped: what was in flight stays unknown.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._channel: Channel = connection.channel()
        self._channel.confirm_select()
        self._channel.events["basic_ack"].add(self._on_ack)
        self._channel.events["basic_nack"].add(self._on_nack)
        self._channel.events["basic_return"].add(self._on_return)
        self._last_tag = 0
        self._unanswered: dict[int, str] = {}
        self._confirmed: set[str] = set()
        self._refused: dict[str, str] = {}
        self._full: set[str] = set()

    def begin(self) -> None:
        """Forget the outcome of earlier batches."""
        self._confirmed, self._refused, self._full = set(), {}, set()

    def outcome(self) -> Published:
        """Tell what is known of the batch so far."""
        confirmed = frozenset(self._confirmed - self._refused.keys())
        return Published(confirmed, dict(self._refused), frozenset(self._full))

    def publish(self, exchange: str, messages: Sequence[Message], *, until: float) -> None:
        """Send all and wait until each is answered; raise TimeoutError at the monotonic `until`."""
        for message in messages:
            while len(self._unanswered) >= WINDOW:
                self._listen(until)
            self._send(exchange, message, until)
        while self._unanswered:
            self._listen(until)

    def _send(self, exchange: str, message: Message, until: float) -> None:
        self._last_tag += 1
        self._unanswered[self._last_tag] = message.id
        self._channel.basic_publish(
            self._frame(message),
            exchange=exchange,
            routing_key=message.routing_key,
            mandatory=True,
            timeout=_left(until),
        )

    def _frame(self, message: Message) -> Frame:
        copies = {"cloudEvents_type": message.type, "cloudEvents_subject": message.subject}
        return Frame(
            message.body,
            content_type=CONTENT_TYPE,
            delivery_mode=PERSISTENT,
            message_id=message.id,
            type=message.type,
            application_headers={"cloudEvents_id": message.id, **copies},
        )

    def _listen(self, until: float) -> None:
        # at each heartbeat the library begins its wait anew: a longer one would never end
        moment = min(_left(until), MOMENT)
        with suppress(TimeoutError):
            self._connection.drain_events(timeout=moment)

    def _on_ack(self, tag: int, multiple: bool) -> None:
        self._confirmed.update(self._answered(tag, multiple))

    def _on_nack(self, tag: int, multiple: bool) -> None:
        for refused in self._answered(tag, multiple):
            self._refused[refused] = "the queue is full or cannot store it (nack)"
            self._full.add(refused)

    def _on_return(self, reason: AMQPError, _exchange: str, _key: str, frame: Frame) -> None:
        self._refused[frame.properties["message_id"]] = f"no queue takes it: {reason}"

    def _answered(self, tag: int, multiple: bool) -> list[str]:
        tags = [open_ for open_ in self._unanswered if open_ <= tag] if multiple else [tag]
        return [self._unanswered.pop(each) for each in tags if each in self._unanswered]


def _left(until: float) -> float:
    left = until - time.monotonic()
    if left <= 0:
        raise TimeoutError("the broker did not answer in time")
    return left
