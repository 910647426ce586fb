"""From the commit in one service to the effect in another, at low load: milliseconds."""

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from statistics import quantiles
from tempfile import TemporaryDirectory
from time import perf_counter, sleep, time
from uuid import UUID

from shared.clock import Clock, new_id
from shared.contracts.partners import MatchIntroduced
from shared.db import Database
from shared.events.bus import Publisher
from shared.events.confirms import Message
from shared.events.inbox import Inbox
from shared.events.local import Dispatcher, LocalBus
from shared.events.outbox import record
from shared.waking import Bell
from tests.bench.events.beside import beside
from tests.bench.events.ours import Base, Effect, introduced
from tests.bench.events.place import Place, body, happened
from tests.bench.figure import Figure

PACE = 0.025  # seconds between an event and what is measured between events
GREETINGS = 5  # events until everybody has connected, before anything is measured
SERVICES = (8, 40)  # milliseconds, our limits for the middle and the 99th of a hundred
EMBEDDED = (2, 20)

Step = Callable[[], object]


def services(place: Place, events: int) -> Iterator[Figure]:
    """Measure between two workers that are woken as in an installation."""
    urls = place.database(), place.database()
    sender, other = Database(urls[0]), Database(urls[1])
    committed: list[float] = []
    sender.on_commit(lambda: committed.append(time()))
    sender.on_commit(Bell(sender).ring)
    aside = Message("aside", "org.missionscoach.bench.aside.measured.v1", "aside/1", body())
    with (
        beside("ours", "takes", urls[1], place.broker_url) as reader,
        beside("ours", "sends", urls[0], place.broker_url) as relay,
        closing(Publisher(place.broker_url)) as publisher,
    ):
        relay.ask("start"), reader.ask("count")
        singles = [lambda: _commit(other), lambda: publisher.publish([aside])]
        parts = _at_low_load(sender, singles, events + GREETINGS)
        effects = reader.ask("times")["times"]
        while len(effects) < len(committed):
            sleep(0.1)
            effects = reader.ask("times")["times"]
    commits, publishes = (each[GREETINGS:] for each in parts)
    peers = [2 * (2 * at + sent) for at, sent in zip(_ends(commits), _ends(publishes), strict=True)]
    yield from _told("separate services", SERVICES, _taken(committed, effects), peers)


def embedded(events: int) -> Iterator[Figure]:
    """Measure between two databases of one process."""
    with TemporaryDirectory() as folder:
        sender, receiver = (Database(f"sqlite:///{Path(folder)}/{name}.db") for name in "ab")
        for each in (sender, receiver):
            Base.metadata.create_all(each.engine)
        committed, effects = list[float](), list[float]()
        inbox = Inbox(
            receiver,
            {MatchIntroduced: introduced},
            Clock(),
            observe=lambda *_: effects.append(time()),
        )
        dispatcher = Dispatcher("bench", LocalBus(inbox, {"partners": sender}))
        sender.on_commit(lambda: committed.append(time()))
        sender.on_commit(dispatcher.wake)
        dispatcher.start()
        (commits,) = _at_low_load(sender, [lambda: _commit(receiver)], events + GREETINGS)
        while len(effects) < len(committed):
            sleep(0.1)
        dispatcher.stop()
        for each in (sender, receiver):
            each.close()
    peers = [2 * 2 * each for each in _ends(commits[GREETINGS:])]
    yield from _told("one process", EMBEDDED, _taken(committed, effects), peers)


def _at_low_load(sender: Database, singles: list[Step], events: int) -> list[list[float]]:
    """Record events, and between them do single steps; returns the seconds that those took."""
    taken: list[list[float]] = [[] for _ in singles]
    for _ in range(events):
        with sender.write() as db:
            record(db, happened(new_id()), at=Clock().now())
        sleep(PACE)
        for step, times in zip(singles, taken, strict=True):
            begun = perf_counter()
            step()
            times.append(perf_counter() - begun)
        sleep(PACE)
    return taken


def _commit(database: Database) -> None:
    with database.write() as db:
        db.add(Effect(id=new_id(), match_id=UUID(int=1), agency_id=UUID(int=1)))


def _taken(committed: list[float], effects: list[float]) -> list[float]:
    pairs = zip(committed[GREETINGS:], effects[GREETINGS:], strict=True)
    return [effect - commit for commit, effect in pairs]


def _ends(seconds: list[float]) -> tuple[float, float]:
    """Return the middle and the 99th of a hundred, in milliseconds."""
    hundredths = quantiles(seconds, n=100, method="inclusive")
    return hundredths[49] * 1000, hundredths[98] * 1000


def _told(
    where: str, limits: tuple[float, float], taken: list[float], peers: list[float]
) -> Iterator[Figure]:
    for name, limit, value, peer in zip(("p50", "p99"), limits, _ends(taken), peers, strict=True):
        told = f"commit to effect in {where}, {name} (limit {limit} ms)"
        yield Figure(told, value, "ms", peer)
