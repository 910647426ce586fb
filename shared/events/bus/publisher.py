"""Publish batches of events and tell of each: confirmed, refused with a reason, or unknown."""

import time
from collections.abc import Sequence

import amqp
from amqp.exceptions import AccessRefused, PreconditionFailed

from shared.events.bus.confirms import Confirms, Message, Published
from shared.events.bus.connection import (
    HEARTBEAT,
    TROUBLE,
    BusDown,
    close,
    connect,
    described,
    drop,
)
from shared.events.bus.topology import EXCHANGE

LARGEST_BODY = 64 * 1024  # bytes; what every CloudEvents intermediary must forward


class Publisher:
    """Publishes batches over one connection, opened when needed; for use by one thread."""

    def __init__(self, url: str, *, deadline: float = 15.0) -> None:
        self._url, self._deadline = url, deadline
        self._connection: amqp.Connection | None = None
        self._confirms: Confirms | None = None
        self._last_used = 0.0

    def publish(self, messages: Sequence[Message]) -> Published:
        """Publish in the given order and tell which are confirmed and which refused, and why.

        Raises BusDown for any trouble that is not a message's own fault, within the deadline.
        """
        until = time.monotonic() + self._deadline
        large = {each.id for each in messages if len(each.body) > LARGEST_BODY}
        refused = dict.fromkeys(large, f"larger than {LARGEST_BODY} bytes")
        rest = [each for each in messages if each.id not in large]
        return _together(Published(refused=refused), self._publish(rest, until))

    def close(self) -> None:
        """Close the connection; the next publish opens another."""
        connection, self._connection, self._confirms = self._connection, None, None
        if connection is not None:
            close(connection)

    def _publish(self, messages: Sequence[Message], until: float) -> Published:
        """Publish one batch; when the broker objects to one message, find it by going singly."""
        if not messages:
            return Published()
        confirms = self._ready()
        try:
            confirms.publish(EXCHANGE, messages, until=until)
        except TROUBLE as trouble:
            self._drop()
            known = confirms.outcome()
            if not _is_about_one_message(trouble):
                raise BusDown(described(trouble), known) from trouble
            if len(messages) == 1:
                return Published(refused={messages[0].id: str(trouble)})
            return self._publish_singly(messages, known, until)
        self._last_used = time.monotonic()
        return confirms.outcome()

    def _publish_singly(
        self, messages: Sequence[Message], known: Published, until: float
    ) -> Published:
        for message in messages:
            if message.id in known.confirmed or message.id in known.refused:
                continue
            try:
                known = _together(known, self._publish([message], until))
            except BusDown as down:
                raise BusDown(str(down), known) from down
        return known

    def _ready(self) -> Confirms:
        """Return the open channel, or a new one: an idle connection may be dead unnoticed."""
        if time.monotonic() - self._last_used > HEARTBEAT:
            self.close()
        if self._confirms is None:
            self._connection = connect(self._url)
            try:
                self._confirms = Confirms(self._connection)
            except TROUBLE as trouble:
                self._drop()
                raise BusDown(described(trouble)) from trouble
        self._confirms.begin()
        return self._confirms

    def _drop(self) -> None:
        connection, self._connection, self._confirms = self._connection, None, None
        if connection is not None:
            drop(connection)


def _is_about_one_message(trouble: BaseException) -> bool:
    """Tell a forbidden key or a malformed message from a broker that is set up wrongly."""
    if isinstance(trouble, AccessRefused):
        return "topic" in str(trouble)
    return isinstance(trouble, PreconditionFailed)


def _together(one: Published, other: Published) -> Published:
    refused = {**one.refused, **other.refused}
    return Published(one.confirmed | other.confirmed, refused, one.full | other.full)
