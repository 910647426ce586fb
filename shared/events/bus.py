"""The one place that opens connections to the broker, and publishes over them.

A connection belongs to the thread and the process that opened it, and is dropped, never mended,
after any error.
"""

import ssl
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress

import amqp
from amqp.exceptions import AccessRefused, AMQPError, PreconditionFailed
from kombu.connection import Connection
from kombu.exceptions import OperationalError

from shared.contracts.envelope import LARGEST
from shared.events.confirms import EXCHANGE, BusDown, Confirms, Message, Published

HEARTBEAT = 10  # seconds
TIMEOUT = 15  # seconds for any single read or write
CONNECT_TIMEOUT = 5  # seconds
# The library touches attributes of a connection that is gone, hence AttributeError.
TROUBLE = (AMQPError, OperationalError, OSError, AttributeError)


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
        large = {each.id for each in messages if len(each.body) > LARGEST}
        refused = dict.fromkeys(large, f"larger than {LARGEST} bytes")
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


@contextmanager
def connection_to(url: str) -> Iterator[amqp.Connection]:
    """Lend a connection, closed in good order or, after an error, dropped; trouble is BusDown."""
    connection = connect(url)
    try:
        yield connection
    except TROUBLE as trouble:
        drop(connection)
        raise BusDown(described(trouble)) from trouble
    except BaseException:
        drop(connection)
        raise
    close(connection)


def connect(url: str) -> amqp.Connection:
    """Connect to the first broker of the address that answers; raise BusDown when none does."""
    factory = dialling(url)
    try:
        others = len(factory.alt) - 1
        factory.ensure_connection(max_retries=max(others, 0), interval_start=0)
    except TROUBLE as trouble:
        raise BusDown(described(trouble)) from trouble
    return factory.connection


def dialling(url: str) -> Connection:
    """Settle how to connect: a named user, TLS with its name checked, a limit on every wait.

    Raises ValueError when the address names no user of ours.
    """
    secured = url.startswith("amqps")
    factory = Connection(
        url,
        heartbeat=HEARTBEAT,
        connect_timeout=CONNECT_TIMEOUT,
        ssl={"server_hostname": None, "cert_reqs": ssl.CERT_REQUIRED} if secured else False,
        transport_options={"read_timeout": TIMEOUT, "write_timeout": TIMEOUT},
    )
    if factory.userid in (None, "", "guest"):
        raise ValueError("the address of the broker must name a user, and not guest")
    return factory


def close(connection: amqp.Connection) -> None:
    """Say goodbye to the broker as far as it listens."""
    with suppress(*TROUBLE):
        connection.close()


def drop(connection: amqp.Connection) -> None:
    """Close the socket without a word: after an error there is nothing left to agree on."""
    with suppress(*TROUBLE):
        connection.collect()


def described(trouble: BaseException) -> str:
    """Put an error in one line for logs and for the operator."""
    return f"{type(trouble).__name__}: {trouble}"


def _is_about_one_message(trouble: BaseException) -> bool:
    """Tell a forbidden key or a malformed message from a broker that is set up wrongly."""
    if isinstance(trouble, AccessRefused):
        return "topic" in str(trouble)
    return isinstance(trouble, PreconditionFailed)


def _together(one: Published, other: Published) -> Published:
    refused = {**one.refused, **other.refused}
    return Published(one.confirmed | other.confirmed, refused, one.full | other.full)
