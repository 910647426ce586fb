"""The corpus of bad events goes through a real queue once: nothing stops it, nothing is dropped."""

import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import amqp
import pytest
import servers

from shared import broker
from shared.clock import StillClock, new_id
from shared.contracts.congregations import CongregationRegistered
from shared.contracts.envelope import any_version, routing_key
from shared.db import Database
from shared.events.bus import connection_to
from shared.events.confirms import CONTENT_TYPE, EXCHANGE
from shared.events.consumer import consuming
from shared.events.reading import KEPT
from tests.events.bad_events import Bad
from tests.events.receiving import CATALOGUE, Receiver, note
from tests.events.test_bad_events import CASES, FIRST, HANDLED

KEY = routing_key(CongregationRegistered.type_name())


@pytest.fixture
def receiver(postgresql: servers.Postgresql) -> Iterator[Receiver]:
    database = Database(postgresql.create_database(f"wire_{new_id().hex}"))
    CATALOGUE.create_all(database.engine)
    yield Receiver(database, StillClock(datetime(2026, 11, 23, 9, tzinfo=UTC)))
    database.close()


@pytest.fixture
def url(rabbitmq: servers.Rabbitmq) -> str:
    url = rabbitmq.create_vhost(f"wire{new_id().hex}")
    broker.provision(url, {"identity": [any_version(CongregationRegistered.type_name())]})
    # RabbitMQ 3.10 loses a quorum queue that is killed within a second of its declaration
    time.sleep(2)
    return url


def test_every_bad_event_leaves_the_queue_and_is_kept(
    receiver: Receiver, url: str, rabbitmq: servers.Rabbitmq
) -> None:
    good = [receiver.sealed() for _ in CASES]
    publish(url, [(FIRST, CONTENT_TYPE)])
    publish(url, [each for bad, body in zip(CASES, good, strict=True) for each in sent(bad, body)])
    stop = threading.Event()
    taking = consuming(url, broker.queue_of("identity"), settled_by(receiver), stop)

    taking.start()
    try:
        until(lambda: waiting_in(url) == 0 and len(receiver.effects()) > len(CASES))
    finally:
        stop.set()
        taking.join(20)

    assert waiting_in(url) == 0
    assert len(receiver.effects()) == len(CASES) + 1
    parked = [row for row in receiver.rows() if row.state != "done"]
    assert {row.state for row in parked} == {"parked"}
    assert all(row.reason for row in parked)
    assert {bytes(row.body) for row in parked} == {bad.body[:KEPT] for bad in CASES}
    assert len(parked) == len(CASES)


def settled_by(receiver: Receiver) -> Callable[..., None]:
    return receiver.inbox(note, HANDLED).receive_all


def sent(bad: Bad, good: bytes) -> list[tuple[bytes, str | None]]:
    media = None if bad.media == "none" else bad.media
    return [(bad.body, media), (good, CONTENT_TYPE), (bad.body, media)]


def publish(url: str, messages: list[tuple[bytes, str | None]]) -> None:
    with connection_to(url) as connection:
        channel = connection.channel()
        channel.confirm_select()
        for body, media in messages:
            says = {"content_type": media} if media else {}
            channel.basic_publish_confirm(
                amqp.Message(body, delivery_mode=2, **says), exchange=EXCHANGE, routing_key=KEY
            )


def waiting_in(url: str) -> int:
    with connection_to(url) as connection:
        declared = connection.channel().queue_declare(broker.queue_of("identity"), passive=True)
        return int(declared.message_count)


def until(true: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 60
    while not true():
        assert time.monotonic() < deadline, "it did not come true within a minute"
        time.sleep(0.2)
