"""Make and end connections to the broker, the one place that decides how they are made."""

import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import amqp
from amqp.exceptions import AMQPError
from kombu.connection import Connection
from kombu.exceptions import OperationalError

from shared.events.bus.confirms import Published

HEARTBEAT = 10  # seconds
TIMEOUT = 15  # seconds for any single read or write
CONNECT_TIMEOUT = 5  # seconds
# The library touches attributes of a connection that is gone, hence AttributeError.
TROUBLE = (AMQPError, OperationalError, OSError, AttributeError)


class BusDown(Exception):
    """The broker cannot be reached or asked now; nothing is wrong with the message, try later.

    `published` holds what was known before the trouble; all else may or may not be in the queues.
    """

    def __init__(self, reason: str, published: Published | None = None) -> None:
        super().__init__(reason)
        self.published = published or Published()


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
