"""The bus keeps its promises on a real RabbitMQ, through crashes of the broker too."""

import dataclasses
import json
import threading
import time
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress

import pytest
from servers import Rabbitmq

from shared import broker
from shared.events import bus
from shared.events.bus import connection_to
from shared.events.confirms import BusDown, Message, Published
from shared.events.consumer import consume
from shared.events.reading import Delivery
from tests.faults import figures
from tests.faults.figures import Outcome

SERVICES = {"notifications": ["congregations.#"], "scheduling": ["congregations.journey.*.v1"]}
QUEUE = broker.queue_of("notifications")


@pytest.fixture
def core(rabbitmq: Rabbitmq) -> str:
    url = rabbitmq.create_vhost(f"t{uuid.uuid4().hex[:12]}")
    broker.provision(url, SERVICES)
    return url


@pytest.fixture
def publisher(core: str) -> Iterator[bus.Publisher]:
    publisher = bus.Publisher(core)
    yield publisher
    publisher.close()


def opened(
    number: int, *, subject: str = "journey/1", what: str = "congregations.journey.opened.v1"
) -> Message:
    body = f'{{"number": {number}, "subject": "{subject}"}}'.encode()
    return Message(f"event-{number}", f"org.missionscoach.{what}", subject, body)


@contextmanager
def reading(
    url: str, handle: Callable[[bytes], None], queue: str = QUEUE
) -> Iterator[threading.Event]:
    stop = threading.Event()

    def take(deliveries: Sequence[Delivery]) -> None:
        for each in deliveries:
            handle(each.body)

    reader = threading.Thread(target=consume, args=(url, queue, take, stop), daemon=True)
    reader.start()
    try:
        yield stop
    finally:
        stop.set()
        reader.join(20)


def wait_until(true: Callable[[], bool], seconds: float = 25) -> None:
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, "it did not come true in time"
        time.sleep(0.05)


def everything_in(url: str, queue: str, count: int) -> list[bytes]:
    bodies: list[bytes] = []
    with reading(url, bodies.append, queue):
        wait_until(lambda: len(bodies) >= count)
    return bodies


def test_an_event_arrives_at_every_service_that_asked_for_it_byte_for_byte(
    core: str, publisher: bus.Publisher
) -> None:
    body = b'{"naam": "Gr\xc3\xb6ningen", "not utf-8": "\xff\x00"}'
    event = dataclasses.replace(opened(1), body=body)

    published = publisher.publish([event])

    assert published == Published(frozenset({"event-1"}), {})
    assert everything_in(core, QUEUE, 1) == [body]
    assert everything_in(core, broker.queue_of("scheduling"), 1) == [body]


def test_a_queue_gets_only_what_it_asked_for(core: str, publisher: bus.Publisher) -> None:
    other = opened(1, what="congregations.congregation.registered.v1")

    publisher.publish([other, opened(2)])

    assert everything_in(core, broker.queue_of("scheduling"), 1) == [opened(2).body]
    assert len(everything_in(core, QUEUE, 2)) == 2


def test_what_nobody_asked_for_is_set_aside_and_not_lost(
    core: str, publisher: bus.Publisher
) -> None:
    unheard = opened(1, what="partners.offering.opened.v1")

    published = publisher.publish([unheard, opened(2)])

    assert published.confirmed == {"event-1", "event-2"}
    assert everything_in(core, "ev.unrouted", 1) == [unheard.body]


@pytest.mark.fault
def test_what_no_queue_at_all_can_take_is_refused_and_its_neighbours_are_not(
    core: str, publisher: bus.Publisher
) -> None:
    with connection_to(core) as connection:
        connection.channel().queue_unbind("ev.unrouted", "ev.unrouted")
    unheard = opened(2, what="partners.offering.opened.v1")

    published = publisher.publish([opened(1), unheard, opened(3)])

    assert published.confirmed == {"event-1", "event-3"}
    assert "NO_ROUTE" in published.refused["event-2"]
    assert not published.full
    assert publisher.publish([opened(4)]).confirmed == {"event-4"}
    figures.report(good_ones("E6 no queue at all", published))


@pytest.mark.fault
def test_a_full_queue_refuses_and_the_broker_takes_more_when_there_is_room(
    core: str, rabbitmq: Rabbitmq, publisher: bus.Publisher
) -> None:
    limit = '{"max-length": 5, "overflow": "reject-publish"}'
    vhost = core.rsplit("/", 1)[1]
    rabbitmq.control("set_policy", "-p", vhost, "--priority", "9", "full", "^notif", limit)

    outcomes = [publisher.publish([opened(number)]) for number in range(30)]

    refused = [outcome for outcome in outcomes if outcome.refused]
    assert refused
    assert refused[0].full == refused[0].refused.keys()
    everything_in(core, QUEUE, len(outcomes) - len(refused))
    wait_until(lambda: bool(publisher.publish([opened(99)]).confirmed))
    taken = len(outcomes) - len(refused)
    figures.report(Outcome("E6 full queue", taken, taken, 0, 0, 0, 0.0))


@pytest.mark.fault
def test_an_event_too_large_for_partners_is_refused_before_it_is_sent(
    core: str, publisher: bus.Publisher
) -> None:
    large = dataclasses.replace(opened(2), body=b"x" * 70_000)

    published = publisher.publish([opened(1), large, opened(3)])

    assert published.confirmed == {"event-1", "event-3"}
    assert "larger than 65536 bytes" in published.refused["event-2"]
    assert len(everything_in(core, QUEUE, 2)) == 2
    figures.report(good_ones("E6 too large", published))


@pytest.mark.fault
def test_a_key_that_is_forbidden_is_refused_alone(
    core: str, rabbitmq: Rabbitmq, publisher: bus.Publisher
) -> None:
    vhost = core.rsplit("/", 1)[1]
    rights = [
        "set_topic_permissions",
        "-p",
        vhost,
        "missionscoach",
        "ev",
        r"^congregations\.",
        ".*",
    ]
    rabbitmq.control(*rights)
    foreign = opened(2, what="partners.offering.opened.v1")

    published = publisher.publish([opened(1), foreign, opened(3)])

    assert published.confirmed == {"event-1", "event-3"}
    assert "ACCESS_REFUSED" in published.refused["event-2"]
    figures.report(good_ones("E6 forbidden key", published))


def good_ones(fault: str, published: Published) -> Outcome:
    """Count of three events, one of them bad, those that are neither stored nor refused."""
    stored = len(published.confirmed)
    return Outcome(fault, 3, stored, 3 - stored - len(published.refused), 0, 0, 0.0)


def test_the_events_of_a_subject_arrive_in_the_order_they_were_published(
    core: str, publisher: bus.Publisher
) -> None:
    events = [opened(number, subject=f"journey/{number % 7}") for number in range(2_000)]

    published = publisher.publish(events)

    assert len(published.confirmed) == 2_000
    assert everything_in(core, QUEUE, 2_000) == [event.body for event in events]


def test_a_body_the_handler_failed_on_comes_again_before_those_after_it(
    core: str, publisher: bus.Publisher
) -> None:
    events = [opened(number) for number in range(120)]
    stumbles = {events[0].body, events[70].body}
    handled: list[bytes] = []

    def handle(body: bytes) -> None:
        if body in stumbles:
            stumbles.remove(body)
            raise RuntimeError("the database went away")
        handled.append(body)

    publisher.publish(events)
    with reading(core, handle):
        wait_until(lambda: len(set(handled)) == len(events))

    # acknowledgements on their way are lost with the connection: some come twice, none too early
    first_time = list(dict.fromkeys(handled))
    assert first_time == [event.body for event in events]
    assert not stumbles
    wait_until(lambda: broker.waiting(core, QUEUE) == 0)


def test_the_operator_sees_how_many_events_wait(core: str, publisher: bus.Publisher) -> None:
    publisher.publish([opened(number) for number in range(12)])

    assert broker.waiting(core, QUEUE) == 12
    with pytest.raises(BusDown, match=r"no queue 'nobody\.q'"):
        broker.waiting(core, "nobody.q")


def test_provisioning_twice_changes_nothing_and_keeps_what_waits(
    core: str, publisher: bus.Publisher
) -> None:
    publisher.publish([opened(1)])

    broker.provision(core, SERVICES)

    assert broker.waiting(core, QUEUE) == 1
    assert publisher.publish([opened(2)]).confirmed == {"event-2"}


def test_definitions_and_provisioning_make_the_same_bus(rabbitmq: Rabbitmq) -> None:
    declared, imported = (f"{how}{uuid.uuid4().hex[:8]}" for how in ("declared", "imported"))
    broker.provision(rabbitmq.create_vhost(declared), SERVICES)
    rabbitmq.create_vhost(imported)
    rabbitmq.load(broker.definitions(SERVICES, vhost=imported))

    everything = json.loads(rabbitmq.control("export_definitions", "-"))

    assert laid_out(everything, declared) == laid_out(everything, imported)
    assert len(laid_out(everything, declared)["queues"]) == 5


def laid_out(everything: dict[str, list[dict[str, object]]], vhost: str) -> dict[str, list[str]]:
    kinds = ["exchanges", "queues", "bindings", "policies"]
    rows = {kind: [row for row in everything[kind] if row["vhost"] == vhost] for kind in kinds}
    plain = {kind: [{**row, "vhost": ""} for row in rows[kind]] for kind in kinds}
    return {kind: sorted(str(sorted(row.items())) for row in plain[kind]) for kind in kinds}


@pytest.mark.fault
def test_a_broker_killed_while_publishing_confirms_nothing_it_does_not_hold(
    core: str, rabbitmq: Rabbitmq
) -> None:
    time.sleep(2)  # a quorum queue younger than this can lose its log to a crash
    confirmed: set[str] = set()
    batches: list[int] = []
    down = threading.Event()

    def publish_on() -> None:
        publisher = bus.Publisher(core, deadline=5)
        try:
            while len(batches) < 2_000:
                start = len(batches) * 100
                batches.append(start)
                events = [opened(number) for number in range(start, start + 100)]
                confirmed.update(publisher.publish(events).confirmed)
        except BusDown as trouble:
            confirmed.update(trouble.published.confirmed)
            down.set()
        finally:
            publisher.close()

    writer = threading.Thread(target=publish_on)
    writer.start()
    wait_until(lambda: len(confirmed) > 1_000)
    rabbitmq.kill()
    writer.join(20)

    assert down.is_set()
    rabbitmq.start()
    began = time.monotonic()
    stored = set(everything_in(core, QUEUE, len(confirmed)))
    lost = {opened(int(each.split("-")[1])).body for each in confirmed} - stored
    outcome = Outcome(
        "E4 broker killed while publishing",
        events=len(confirmed),
        effects=len(confirmed) - len(lost),
        lost=len(lost),
        doubled=0,
        disordered=0,
        drained=time.monotonic() - began,
        kills={"broker": 1},
    )
    figures.report(outcome)
    assert not lost


def test_without_a_broker_publishing_fails_within_the_deadline(rabbitmq: Rabbitmq) -> None:
    publisher = bus.Publisher(rabbitmq.url.replace(str(rabbitmq.port), "9"), deadline=2)
    began = time.monotonic()

    with pytest.raises(BusDown):
        publisher.publish([opened(1)])

    assert time.monotonic() - began < 3


def test_a_reader_goes_on_by_itself_after_the_broker_restarts(
    core: str, rabbitmq: Rabbitmq
) -> None:
    time.sleep(2)  # as above
    bodies: list[bytes] = []
    publisher = bus.Publisher(core)
    with reading(core, bodies.append):
        publisher.publish([opened(1)])
        wait_until(lambda: len(bodies) == 1)

        rabbitmq.kill()
        rabbitmq.start()
        # the line to the dead broker fails once, unless it idled so long that it was not tried
        with suppress(BusDown):
            publisher.publish([opened(2)])
        publisher.publish([opened(2)])

        wait_until(lambda: opened(2).body in bodies)


def test_only_one_of_two_readers_of_a_queue_works_and_the_other_takes_over(
    core: str, publisher: bus.Publisher
) -> None:
    first: list[bytes] = []
    second: list[bytes] = []
    with reading(core, first.append) as stop_first:
        publisher.publish([opened(0)])
        wait_until(lambda: len(first) == 1)
        with reading(core, second.append):
            publisher.publish([opened(number) for number in range(1, 50)])
            wait_until(lambda: len(first) == 50)
            assert second == []

            stop_first.set()
            publisher.publish([opened(number) for number in range(50, 100)])
            wait_until(lambda: len(set(first + second)) == 100)

    assert second


@pytest.mark.parametrize("user", ["", "guest:guest@"])
def test_nobody_reaches_the_broker_as_guest(rabbitmq: Rabbitmq, user: str) -> None:
    with pytest.raises(ValueError, match="not guest"):
        broker.waiting(f"amqp://{user}127.0.0.1:{rabbitmq.port}/core", QUEUE)
