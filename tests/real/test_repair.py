"""What a crash or a hand took from the broker is noticed, and brought back from the outboxes."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from uuid import UUID

import pytest
import servers
from click.testing import CliRunner
from sqlalchemy import Column, String, Table, delete, insert, select
from sqlalchemy.orm import Session

from services import separate
from services.mending import mend
from services.mending.commands import broker as command
from shared import audit, broker
from shared.broker.provision import declare
from shared.clock import Clock, new_id
from shared.config import Settings
from shared.contracts.congregations import CongregationRegistered
from shared.contracts.envelope import any_version
from shared.db import Database, metadata
from shared.events import bus, tables
from shared.events.bus import connection_to
from shared.events.confirms import EXCHANGE, BusDown
from shared.events.consumer import consuming
from shared.events.handlers import Happening
from shared.events.inbox import Inbox
from shared.events.outbox import record
from shared.events.relay import Relay
from shared.metrics import Metrics

pytestmark = [pytest.mark.fault, pytest.mark.timeout(240)]

TRIES = 6
CATALOGUE = metadata()
tables.add_to(CATALOGUE)
audit.add_to(CATALOGUE)
seen = Table("seen", CATALOGUE, Column("what", String, nullable=False))
QUEUE = broker.queue_of("identity")
KEY = any_version(CongregationRegistered.type_name())


def note(db: Session, event: CongregationRegistered, _happening: Happening) -> None:
    db.execute(insert(seen).values(what=str(event.congregation_id)))


@dataclass
class Bus:
    """Congregations tells, identity listens; the whole bus is there."""

    settings: Settings
    sender: Database
    receiver: Database

    def at(self, url: str) -> "Bus":
        return replace(self, settings=replace(self.settings, broker_url=url))

    def write(self, many: int) -> set[str]:
        ids = [new_id() for _ in range(many)]
        for each in ids:
            with self.sender.write() as db:
                record(db, CongregationRegistered(congregation_id=each), at=Clock().now())
        return {str(each) for each in ids}

    def send(self) -> int:
        publisher = bus.Publisher(self.settings.broker_url, deadline=3)
        return Relay(self.sender, publisher, Clock()).send()

    @contextmanager
    def listening(self) -> Iterator[None]:
        inbox = Inbox(self.receiver, {CongregationRegistered: note}, Clock())
        stop = threading.Event()
        reader = consuming(self.settings.broker_url, QUEUE, inbox.receive_all, stop)
        reader.start()
        yield
        stop.set()
        reader.join(20)

    def effects(self) -> list[str]:
        with self.receiver.read() as db:
            return list(db.scalars(select(seen.c.what)))

    def run(self, *words: str) -> tuple[int, str]:
        done = CliRunner().invoke(command, words, obj=self.settings)
        return done.exit_code, done.output


@pytest.fixture(scope="module")
def house(postgresql: servers.Postgresql) -> Iterator[tuple[str, dict[str, Database]]]:
    prefix = f"mend_{new_id().hex}"
    made = {}
    for name in ("identity", "congregations", "partners", "scheduling", "notifications"):
        made[name] = Database(postgresql.create_database(f"{prefix}_{name}"))
        CATALOGUE.create_all(made[name].engine)
    yield postgresql.url.rsplit("/", 1)[0] + f"/{prefix}_{{service}}", made
    for database in made.values():
        database.close()


@pytest.fixture
def bare(house: tuple[str, dict[str, Database]]) -> Bus:
    pattern, made = house
    for database in made.values():
        with database.write() as db:
            for table in CATALOGUE.sorted_tables:
                db.execute(delete(table))
    return Bus(Settings(database_url=pattern), made["congregations"], made["identity"])


@pytest.fixture
def line(bare: Bus, rabbitmq: servers.Rabbitmq) -> Bus:
    made = bare.at(rabbitmq.create_vhost(f"mend{new_id().hex}"))
    separate.provision(made.settings)
    return made


def until(done: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 60
    while not done():
        assert time.monotonic() < deadline, "it did not come within a minute"
        time.sleep(0.1)


def on_channel(line: Bus, ask: Callable[..., object], *words: object) -> None:
    with connection_to(line.settings.broker_url) as connection:
        ask(connection.channel(), *words)


def unbind(channel: object) -> None:
    channel.queue_unbind(QUEUE, EXCHANGE, KEY)  # type: ignore[attr-defined]


def unbind_all(channel: object) -> None:
    for service, keys in separate.bindings().items():
        if KEY in keys:
            channel.queue_unbind(broker.queue_of(service), EXCHANGE, KEY)  # type: ignore[attr-defined]


def test_a_bus_that_was_just_declared_is_sound_and_repairing_it_changes_nothing(line: Bus) -> None:
    assert line.run("check") == (0, "The bus is as it should be.\n")
    ended, told = line.run("repair")

    assert (ended, told) == (0, "0 events are sent again; readers drop those they know\n")
    assert line.run("check")[0] == 0


def test_a_queue_that_lost_its_leader_is_named_and_repaired_and_nothing_is_lost(
    bare: Bus, rabbitmq: servers.Rabbitmq
) -> None:
    line, waiting = leaderless(bare, rabbitmq)
    watch = broker.Watch(line.settings.broker_url, "identity", metrics := Metrics())
    watch.look()
    later = line.write(10)
    with pytest.raises(BusDown):
        line.send()
    ended, told = line.run("check")

    assert ended == 1
    assert f"the queue {QUEUE} has no leader" in told
    assert f"the queue {QUEUE} has no leader" in watch.faults
    assert b'queue_sound{service="identity"} 0.0' in metrics.text()

    ended, told = line.run("repair")
    assert ended == 0, told
    assert f"{QUEUE}: declared anew" in told
    with line.listening():
        line.send()
        until(lambda: len(line.effects()) >= len(waiting | later))
    watch.look()

    assert sorted(line.effects()) == sorted(waiting | later)
    assert line.run("check") == (0, "The bus is as it should be.\n")
    assert watch.faults == ()
    assert b'queue_sound{service="identity"} 1.0' in metrics.text()


def leaderless(bare: Bus, rabbitmq: servers.Rabbitmq) -> tuple[Bus, set[str]]:
    """Kill the broker just after the reader's queue was declared, until that has no leader."""
    waiting = bare.write(10)
    for _ in range(TRIES):
        line = bare.at(rabbitmq.create_vhost(f"mend{new_id().hex}"))
        declare(line.settings.broker_url, broker.topology({"identity": [KEY]}))
        rabbitmq.kill()
        rabbitmq.start()
        if f"the queue {QUEUE} has no leader" in mend.look(line.settings, at=Clock().now()):
            return line, waiting
    pytest.fail("no queue lost its leader")


def test_what_a_deleted_binding_kept_from_its_reader_is_seen_and_brought_to_it(line: Bus) -> None:
    before = line.write(2)
    with line.listening():
        line.send()
        until(lambda: len(line.effects()) == 2)
    on_channel(line, unbind)
    lost = line.write(5)
    line.send()
    soon = Clock().now() + timedelta(minutes=2)

    # other services got the same events, so that no message was set aside
    assert mend.look(line.settings, at=soon) == ["5 events of congregations never came to identity"]
    assert mend.mend(line.settings, at=soon).resent == 5
    with line.listening():
        line.send()
        until(lambda: len(line.effects()) >= 7)
    assert sorted(line.effects()) == sorted(before | lost)
    assert mend.look(line.settings, at=soon) == []


def test_what_lies_unrouted_is_brought_to_its_readers_and_taken_out(line: Bus) -> None:
    on_channel(line, unbind_all)
    lost = line.write(5)
    line.send()
    until(lambda: line.run("check")[0] == 1)

    assert "5 messages lie in ev.unrouted" in line.run("check")[1]

    ended, told = line.run("repair")
    assert ended == 0, told
    assert "ev.unrouted: 5 sent again and taken out, 0 stay" in told
    with line.listening():
        line.send()
        until(lambda: len(line.effects()) >= 5)
    assert sorted(line.effects()) == sorted(lost)
    assert line.run("check")[0] == 0


def test_a_missing_queue_is_named_and_what_lay_in_it_comes_again_without_doubling(
    line: Bus,
) -> None:
    before = line.write(3)
    with line.listening():
        line.send()
        until(lambda: len(line.effects()) == 3)
    lost = line.write(4)
    line.send()
    on_channel(line, lambda channel: channel.queue_delete(QUEUE))

    assert f"the queue {QUEUE} is missing" in line.run("check")[1]
    assert line.run("repair")[0] == 0
    with line.listening():
        line.send()
        until(lambda: len(line.effects()) >= 7)

    assert sorted(line.effects()) == sorted(before | lost)


def test_a_message_that_no_outbox_knows_stays_where_it_was_set_aside(line: Bus) -> None:
    message = bus.Message(str(UUID(int=7)), CongregationRegistered.type_name(), "s", b"{}")
    on_channel(line, unbind_all)
    bus.Publisher(line.settings.broker_url).publish([message])
    until(lambda: "1 messages" in line.run("check")[1])

    assert "ev.unrouted: 0 sent again and taken out, 1 stay" in line.run("repair")[1]
    assert "1 messages lie in ev.unrouted" in line.run("check")[1]


def test_an_event_that_no_service_asks_for_is_dropped_and_alarms_nobody(line: Bus) -> None:
    unheard = f"org.missionscoach.{separate.unheard()[0].removesuffix('.*')}.v1"
    message = bus.Message(str(new_id()), unheard, "s", b"{}")
    published = bus.Publisher(line.settings.broker_url).publish([message])
    time.sleep(1)

    assert published.confirmed == {message.id}
    assert line.run("check") == (0, "The bus is as it should be.\n")
    assert broker.waiting(line.settings.broker_url, "ev.unheard") == 0
