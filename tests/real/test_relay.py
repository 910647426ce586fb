"""One service's outbox to another's inbox over real RabbitMQ, on real PostgreSQL."""

import threading
import time
from collections.abc import Callable, Iterator
from uuid import UUID

import pytest
import servers
from sqlalchemy import Column, String, Table, func, insert, select
from sqlalchemy.orm import Session

from shared import broker
from shared.clock import Clock, new_id
from shared.contracts.congregations import CongregationRegistered
from shared.contracts.envelope import routing_key
from shared.db import Database, metadata
from shared.events import bus, tables
from shared.events.consumer import consuming
from shared.events.handlers import Happening
from shared.events.inbox import Inbox
from shared.events.outbox import record
from shared.events.relay import Relay
from shared.worker import Loop

CATALOGUE = metadata()
tables.add_to(CATALOGUE)
seen = Table("seen", CATALOGUE, Column("what", String, nullable=False))


def note(db: Session, event: CongregationRegistered, _happening: Happening) -> None:
    db.execute(insert(seen).values(what=str(event.congregation_id)))


@pytest.fixture
def databases(postgresql: servers.Postgresql) -> Iterator[tuple[Database, Database]]:
    name = f"relay_{new_id().hex}"
    made = tuple(Database(postgresql.create_database(f"{name}_{n}")) for n in "ab")
    for database in made:
        CATALOGUE.create_all(database.engine)
    yield made[0], made[1]
    for database in made:
        database.close()


@pytest.fixture
def line(
    databases: tuple[Database, Database], rabbitmq: servers.Rabbitmq
) -> Iterator[tuple[Database, Database, servers.Rabbitmq]]:
    sender, receiver = databases
    url = rabbitmq.create_vhost(f"relay{new_id().hex}")
    key = routing_key(CongregationRegistered.type_name())
    broker.provision(url, {"identity": [key]})
    # RabbitMQ 3.10 loses a quorum queue that is killed within a second of its declaration
    time.sleep(2)
    inbox = Inbox(receiver, {CongregationRegistered: note}, Clock())
    stop = threading.Event()
    relays = [
        Loop(f"relay-{n}", Relay(sender, bus.Publisher(url), Clock()).send, pause=0.05)
        for n in range(2)
    ]
    taking = consuming(url, broker.queue_of("identity"), inbox.receive_all, stop)
    for thread in (*relays, taking):
        thread.start()
    yield sender, receiver, rabbitmq
    for relay in relays:
        relay.stop()
    stop.set()
    taking.join(20)


def send(sender: Database, many: int) -> list[UUID]:
    ids = [new_id() for _ in range(many)]
    for congregation in ids:
        with sender.write() as db:
            event = CongregationRegistered(congregation_id=congregation)
            record(db, event, at=Clock().now())
    return ids


def test_an_event_crosses_from_one_service_to_another(line):
    sender, receiver, _ = line
    ids = send(sender, 1)

    until(lambda: count(receiver) == 1)

    assert effects(receiver) == {str(ids[0])}


def test_killing_the_broker_loses_nothing_and_doubles_no_effect(line):
    sender, receiver, broker = line
    ids = send(sender, 100)
    broker.kill()
    ids += send(sender, 100)
    broker.start()
    ids += send(sender, 100)

    until(lambda: count(receiver) >= 300)

    assert effects(receiver) == {str(i) for i in ids}
    assert count(receiver) == 300
    with sender.read() as db:
        refused = db.scalar(select(func.count()).where(tables.outbox.c.refused.is_not(None)))
    assert refused == 0


def count(receiver: Database) -> int:
    with receiver.read() as db:
        return db.scalar(select(func.count()).select_from(seen)) or 0


def effects(receiver: Database) -> set[str]:
    with receiver.read() as db:
        return set(db.scalars(select(seen.c.what)))


def until(done: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 60
    while not done():
        assert time.monotonic() < deadline, "the events did not arrive within a minute"
        time.sleep(0.1)
