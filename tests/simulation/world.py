"""One small installation: its processes, what they do again and again, and its weather.

Two lines lead from the publisher's outbox to its readers: relays, broker and inboxes (services),
or one process that reads the outbox (embedded). Everything in it is drawn from the seed.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from random import Random
from typing import Any

from sqlalchemy import insert

from services.notifications import jobs
from services.notifications.events import HANDLERS
from shared.client import Credentials
from shared.clock import StillClock
from shared.config import Settings
from shared.contracts.identity import PersonInvited
from shared.events.bus import Publisher
from shared.events.confirms import BusDown
from shared.events.consumer import consume
from shared.events.handlers import HandlerTable
from shared.events.inbox import Inbox
from shared.events.local import LocalBus
from shared.events.outbox import record
from shared.events.relay import Relay
from shared.service import Tools
from shared.web.assertion import Verifier
from tests.simulation.broker import Broker, Queue
from tests.simulation.deeds import Deed, Handlers, drawn
from tests.simulation.faults import Faults
from tests.simulation.post import Owners, Post
from tests.simulation.scheduler import Actor, Process, Scheduler
from tests.simulation.store import LEDGER, LETTERS, PUBLISHER, Cut, Shelf, fact

START = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
ADDRESS = "amqp://simulated:simulated@simulated/core"


class Changed(Exception):
    """Whoever wrote thought better of it: all is rolled back."""


class Turns:
    """What a reader takes for the wish to stop: so many rounds, then stop."""

    def __init__(self, rounds: int, scheduler: Scheduler) -> None:
        self._left, self._scheduler = rounds, scheduler

    def is_set(self) -> bool:
        """Count one round."""
        self._left -= 1
        return self._left < 0

    def wait(self, _seconds: float) -> bool:
        """Let the others go on meanwhile."""
        self._scheduler.point("wait")
        return self.is_set()


class World:
    """All of it, ready to run."""

    def __init__(self, seed: int, shelf: Shelf) -> None:
        self.seed, self.dice = seed, Random(seed)
        self.scheduler = Scheduler(self.dice)
        self.clock = StillClock(START)
        self.stores = shelf.emptied(self.scheduler)
        self.embedded = self.dice.random() < 0.4
        self.letters = self.dice.random() < 0.4
        self.deeds = {d.number: d for d in drawn(self.dice, letters=self.letters)}
        self.unwritten = list(self.deeds.values())
        self.acknowledged: list[int] = []
        self.handlers = Handlers(self.deeds, self.clock, self.scheduler)
        limit = self.dice.choice((4, 1000, 1000))
        self.broker = Broker(
            self.scheduler,
            {
                LEDGER: Queue(("congregations.guidance.", "congregations.track."), limit),
                LETTERS: Queue(("identity.invitation.",), limit),
            },
        )
        self.post, self.owners = Post(self.scheduler), Owners(self.scheduler)
        self.prefetch = self.dice.choice((1, 3, 200))
        self.burst = self.dice.choice((1, 3, 12))
        self.garbage = 0
        self.surprises: list[str] = []
        self.faults = Faults(self)
        self._people()

    def run(self) -> None:
        """Go on until everything is written and a while longer, then without any fault."""
        more = self.dice.randint(5, 30)
        while self.unwritten or more:
            more -= not self.unwritten
            self.scheduler.go()

    # who is there

    def _people(self) -> None:
        tables: dict[str, HandlerTable] = {LEDGER: self.handlers.table()}
        if self.letters:
            tables[LETTERS] = {PersonInvited: HANDLERS[PersonInvited]}
        if self.embedded:
            self._one_process(tables)
        else:
            self._separate(tables)
        self.faults.actors()

    def _one_process(self, tables: dict[str, HandlerTable]) -> None:
        buses: dict[str, LocalBus] = {}

        def start() -> None:
            for name, table in tables.items():
                publishers = {"congregations": self.stores[PUBLISHER]}
                buses[name] = LocalBus(self._inbox(name, table), publishers)

        house = Process("house", start)
        self._actor("write", house, self._write, writes=PUBLISHER)
        for name in tables:
            self._actor(f"bus-{name}", house, lambda name=name: buses[name].deliver(), writes=name)
        if self.letters:
            self._actor("mail", house, self._mail, writes=LETTERS)

    def _separate(self, tables: dict[str, HandlerTable]) -> None:
        self._actor("write", Process("web", lambda: None), self._write, writes=PUBLISHER)
        for number in (1, 2):
            self._relay(f"relay-{number}")
            for name, table in tables.items():
                self._reader(f"{name}-{number}", name, table)

    def _relay(self, name: str) -> None:
        held: list[Relay] = []

        def start() -> None:
            publisher = Publisher(ADDRESS)
            held[:] = [Relay(self.stores[PUBLISHER], publisher, self.clock)]

        def send() -> None:
            held[0].send()

        self._actor(name, self._process(name, start), send, writes=PUBLISHER)

    def _reader(self, name: str, service: str, table: HandlerTable) -> None:
        held: list[Inbox] = []

        def start() -> None:
            held[:] = [self._inbox(service, table)]

        def retry() -> None:
            held[0].retry_due()

        def read() -> None:
            turns = Turns(self.dice.randint(2, 4), self.scheduler)
            consume(ADDRESS, service, held[0].receive_all, turns, prefetch=self.prefetch)

        process = self._process(name, start)
        self._actor(f"read-{name}", process, read, writes=service)
        self._actor(f"retry-{name}", process, retry, writes=service)
        if service == LETTERS:
            self._actor(f"mail-{name}", process, self._mail, writes=service)

    def _process(self, name: str, start: Callable[[], None]) -> Process:
        return Process(name, start, lambda: self.broker.hang_up(name))

    def _actor(self, name: str, process: Process, step: Callable[[], object], **more: Any) -> None:
        def careful() -> None:
            try:
                step()
            except (Cut, BusDown, Changed):
                pass  # logged, and tried again in the next round
            except Exception as fault:
                self.surprises.append(f"{name} raised {type(fault).__name__}: {fault}")

        weight = 4 if name == "write" else self.dice.choice((1, 2, 6))
        self.scheduler.actors.append(Actor(name, process, careful, weight=weight, **more))

    def _inbox(self, name: str, table: HandlerTable) -> Inbox:
        return Inbox(self.stores[name], table, self.clock, dice=self.dice.random)

    # what they do

    def _write(self) -> None:
        self.write()

    def write(self) -> None:
        """Write some of what is left, in one transaction."""
        if not self.unwritten:
            return
        count = self.dice.randint(1, self.burst)
        deeds, self.unwritten = self.unwritten[:count], self.unwritten[count:]
        with self.stores[PUBLISHER].write() as db:
            for deed in deeds:
                self.put(db, deed)
            if self.dice.random() < 0.05:
                raise Changed
        self.acknowledged += [deed.number for deed in deeds]

    def put(self, db: Any, deed: Deed) -> None:
        """Change something and record that it happened."""
        db.execute(insert(fact).values(number=deed.number))
        record(db, deed.event, at=self.clock.now())

    def _mail(self) -> None:
        tools = Tools(
            db=self.stores[LETTERS],
            clock=self.clock,
            client=self.owners,
            verifier=Verifier("notifications", self.owners, self.clock),
            credentials=Credentials(self.owners, "notifications", "", self.clock),
            transport=self.post,
        )
        jobs.send_due(SETTINGS, tools)


SETTINGS = Settings(sample=True, public_url="http://localhost:8000", mail_from="post@house.example")
