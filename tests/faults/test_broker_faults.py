"""The broker raises an alarm, goes away, forgets a binding, gets what nobody can handle."""

import time
from collections.abc import Iterator
from pathlib import Path
from statistics import quantiles
from uuid import UUID

import pytest
import servers
from sqlalchemy import text, update

from services.seed.voice import Voice
from shared import broker
from shared.broker.topology import DEAD, UNROUTED
from shared.clock import new_id
from shared.contracts import identity
from shared.contracts.congregations import CongregationRegistered
from shared.contracts.event import Event
from shared.db import Database
from shared.events import bus, consumer
from shared.events.bus import connection_to
from shared.events.confirms import EXCHANGE, Message
from shared.events.handlers import Happening
from shared.events.outbox import BUCKETS
from shared.events.relay import LOCK
from shared.events.tables import outbox
from tests.faults import figures, line, web
from tests.faults.line import QUEUE, Line, clean, until
from tests.faults.sizes import sized

KEY = CongregationRegistered.type_name()
PEOPLE = {
    each: line.note
    for each in vars(identity).values()
    if isinstance(each, type) and issubclass(each, Event) and each is not Event
}


@pytest.fixture
def databases(postgresql: servers.Postgresql) -> Iterator[tuple[Database, Database]]:
    with line.two_databases(postgresql) as both:
        yield both


@pytest.fixture(scope="module")
def provisioned(rabbitmq: servers.Rabbitmq) -> str:
    return line.provisioned(rabbitmq)


@pytest.fixture
def core(provisioned: str) -> str:
    # what an ended reader had in hand came back, and is of no database of the next test
    with connection_to(provisioned) as connection:
        connection.channel().queue_purge(QUEUE)
    return provisioned


@pytest.fixture
def chain(
    databases: tuple[Database, Database], core: str, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Line]:
    # a deadline must be kept though heartbeats come many times within it
    monkeypatch.setattr(bus, "HEARTBEAT", sized(2, bus.HEARTBEAT))
    with Line(*databases, core, deadline=sized(2.0, 15.0)) as chain:
        yield chain


def test_an_alarm_of_the_broker_delays_events_and_burns_no_attempt(
    chain: Line, rabbitmq: servers.Rabbitmq
) -> None:
    chain.write(50)
    chain.drained()
    rabbitmq.control("set_vm_memory_high_watermark", "0")
    try:
        with chain.writing():
            time.sleep(sized(4, 25))
    finally:
        rabbitmq.control("set_vm_memory_high_watermark", "0.4")

    outcome = chain.outcome("E7 memory alarm", chain.drained())
    figures.report(outcome)
    assert clean(outcome)
    assert chain.refused() == 0
    assert chain.endings().keys() == {"done"}
    assert chain.outages > 0


def test_an_outage_of_the_broker_refuses_nothing_and_web_requests_go_on(
    databases: tuple[Database, Database],
    postgresql: servers.Postgresql,
    rabbitmq: servers.Rabbitmq,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(consumer, "LONGEST_PAUSE", sized(2.0, consumer.LONGEST_PAUSE))
    people = Database(postgresql.create_database(f"people_{new_id().hex[-12:]}"))
    core = line.provisioned(rabbitmq, PEOPLE)
    address = people.engine.url.render_as_string(hide_password=False)
    with (
        web.serving(tmp_path, address, core) as door,
        Line(people, databases[1], core, handlers=PEOPLE) as chain,
    ):
        voice = door.voice()
        before = asked(voice, sized(1, 20))
        chain.drained()
        rabbitmq.kill()
        during = asked(voice, sized(5, 600))
        rabbitmq.start()
        drained = chain.drained()
    outcome = chain.outcome("E8 broker down", drained, kills={"broker": 1})
    people.close()

    figures.report(outcome)
    for name, took in (("with", before), ("without", during)):
        figures.figure(f"E8 web p99 {name} broker, µs", round(quantiles(took, n=100)[-1] * 1e6))
    assert clean(outcome)
    assert outcome.events >= len(before) + len(during)
    assert chain.endings().keys() == {"done"}
    assert chain.refused() == 0


def asked(voice: Voice, seconds: float) -> list[float]:
    """Have people added until the time is over; return how long each request took."""
    took = []
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        took.append(web.Web.add(voice))
    return took


def test_a_handler_slower_than_two_heartbeats_has_its_effect_once(
    databases: tuple[Database, Database], core: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bus, "HEARTBEAT", sized(1, 2))
    begun: list[UUID] = []

    def slow(db: object, event: Event, happening: Happening) -> None:
        line.note(db, event, happening)  # type: ignore[arg-type]
        begun.append(happening.event_id)
        if len(begun) == 1:
            time.sleep(sized(4, 7))

    with Line(*databases, core, handlers=line.noting(slow)) as chain:
        chain.write(1)
        until(lambda: len(begun) == 1)
        chain.write(5)
        drained = chain.drained()
        # the broker gave up on the line meanwhile, and what it had delivered came again
        until(lambda: chain.taken > 6)

    outcome = chain.outcome("E10 slow handler", drained)
    figures.report(outcome)
    assert clean(outcome)
    assert (outcome.effects, outcome.duplicates > 0) == (6, True)


def test_what_cannot_be_read_is_parked_and_what_kills_every_reader_is_kept_aside(
    databases: tuple[Database, Database], core: str, rabbitmq: servers.Rabbitmq
) -> None:
    publisher = bus.Publisher(core)
    with connection_to(core) as connection:
        connection.channel().queue_unbind(DEAD, DEAD)
    publisher.publish([Message("deadly", KEY, "congregation/1", b"deadly")])
    for _ in range(21):
        taken_and_dropped(core)
    until(lambda: broker.waiting(core, QUEUE) == 0)
    nowhere_to_go = broker.waiting(core, DEAD)
    broker.provision(core, line.keys())
    rabbitmq.kill()
    rabbitmq.start()
    begun = time.monotonic()
    until(lambda: broker.waiting(core, DEAD) == 1)

    publisher.close()
    publisher.publish([Message("unreadable", KEY, "congregation/1", b"\xff{")])
    with Line(*databases, core) as chain:
        until(lambda: chain.endings()["parked"] == 1)
    took = time.monotonic() - begun

    lost = 2 - chain.endings()["parked"] - broker.waiting(core, DEAD)
    figures.report(
        figures.Outcome("E13 dead-letter net", 2, 0, lost, 0, 0, took, kills={"broker": 1})
    )
    assert (nowhere_to_go, lost) == (0, 0)


def taken_and_dropped(core: str) -> None:
    """Take a message as a reader does that dies of it."""
    came: list[object] = []
    connection = bus.connect(core)
    connection.channel().basic_consume(QUEUE, callback=came.append)
    while not came:
        connection.drain_events(timeout=20)
    bus.drop(connection)


def test_a_database_away_for_longer_than_any_redelivery_sets_nothing_aside(
    chain: Line, core: str, postgresql: servers.Postgresql, rabbitmq: servers.Rabbitmq
) -> None:
    limit = '{"delivery-limit": 2, "dead-letter-exchange": "dead"}'
    vhost = core.rsplit("/", 1)[1]
    aside = broker.waiting(core, DEAD)
    rabbitmq.control("set_policy", "-p", vhost, "--priority", "9", "few", r"\.q$", limit)
    chain.write(20)
    chain.drained()
    with chain.writing():
        postgresql.kill()
        time.sleep(sized(2.5, 120))
        postgresql.start()
        time.sleep(1)
    drained = chain.drained()

    outcome = chain.outcome("database away", drained, kills={"postgresql": 1})
    figures.report(outcome)
    assert clean(outcome)
    rabbitmq.control("clear_policy", "-p", vhost, "few")
    assert broker.waiting(core, DEAD) == aside
    assert chain.endings().keys() == {"done"}


def test_a_binding_taken_away_while_events_flow_loses_none(chain: Line, core: str) -> None:
    chain.write(30)
    chain.drained()
    with chain.writing():
        with connection_to(core) as connection:
            connection.channel().queue_unbind(QUEUE, EXCHANGE, line.keys()[line.READER][0])
        until(lambda: broker.waiting(core, UNROUTED) > sized(20, 2000))
        aside = put_back(chain)
        time.sleep(0.5)

    outcome = chain.outcome("binding deleted", chain.drained())
    figures.report(outcome)
    assert clean(outcome)
    assert aside > 20
    assert broker.waiting(core, UNROUTED) == 0


def put_back(chain: Line) -> int:
    """Bind again and have sent again what was set aside, before anything newer; return how many.

    No relay sends while it holds their locks, so the order of each subject stays.
    """
    with connection_to(chain.url) as connection, chain.sender.write() as db:
        for bucket in range(BUCKETS):
            db.execute(
                text("SELECT pg_advisory_xact_lock(:lock, :bucket)"),
                {"lock": LOCK, "bucket": bucket},
            )
        broker.provision(chain.url, line.keys())
        many, aside = broker.waiting(chain.url, UNROUTED), []
        channel = connection.channel()
        # without a number of its own a consumer is sent 2,000 before it acknowledges, no more
        channel.basic_qos(0, 65_535, False)
        channel.basic_consume(UNROUTED, callback=aside.append)
        while len(aside) < many:
            connection.drain_events(timeout=20)
        ids = {UUID(each.properties["message_id"]) for each in aside}
        db.execute(update(outbox).where(outbox.c.event_id.in_(ids)).values(published_at=None))
        db.commit()
        channel.basic_ack(aside[-1].delivery_tag, multiple=True)
    return len(ids)
