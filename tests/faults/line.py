"""One service's outbox, the broker, another's inbox: what the faults are done to, and the count."""

import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from random import Random
from typing import Self
from uuid import UUID

import servers
from sqlalchemy import Column, Integer, String, Table, Uuid, func, insert, select
from sqlalchemy.exc import OperationalError, SQLAlchemyError
from sqlalchemy.orm import Session

from shared import broker
from shared.clock import Clock, new_id
from shared.contracts.congregations import CongregationRegistered
from shared.contracts.envelope import any_version
from shared.db import Database, metadata
from shared.events import bus, tables
from shared.events.consumer import consuming
from shared.events.handlers import Handler, HandlerTable, Happening
from shared.events.inbox import Inbox
from shared.events.outbox import record
from shared.events.reading import Delivery
from shared.events.relay import Relay
from shared.events.tables import inbox, outbox
from shared.worker import Loop
from tests.faults.figures import Outcome
from tests.faults.sizes import SEED, sized

PATIENCE = sized(60.0, 600.0)  # seconds until what was interrupted has come
YOUNG = 2.0  # seconds in which RabbitMQ 3.10 can lose a quorum queue to a crash
SUBJECTS = 20
READER = "identity"
QUEUE = broker.queue_of(READER)

CATALOGUE = metadata()
tables.add_to(CATALOGUE)
effect = Table(
    "effect",
    CATALOGUE,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("event_id", Uuid, nullable=False),
    Column("subject", String(120), nullable=False),
    Column("subjectseq", Integer, nullable=False),
)


def note(db: Session, _event: object, happening: Happening) -> None:
    """Leave one row for each time an event is handled."""
    db.execute(
        insert(effect).values(
            event_id=happening.event_id,
            subject=happening.subject,
            subjectseq=happening.subjectseq,
        )
    )


def noting(handler: Handler = note) -> HandlerTable:
    """Return the handlers of the reading service."""
    return {CongregationRegistered: handler}


def provisioned(server: servers.Rabbitmq, handlers: HandlerTable | None = None) -> str:
    """Return the address of a vhost of its own with the bus in it, old enough to survive a kill."""
    url = server.create_vhost(f"f{new_id().hex[-12:]}")
    broker.provision(url, keys(handlers))
    time.sleep(YOUNG)
    return url


def keys(handlers: HandlerTable | None = None) -> dict[str, list[str]]:
    """Return what the reading service listens to."""
    return {READER: [any_version(each.type_name()) for each in handlers or noting()]}


class Line:
    """Two relays, a consumer, and what was acknowledged to whoever wrote."""

    def __init__(
        self,
        sender: Database,
        receiver: Database,
        url: str,
        *,
        handlers: HandlerTable | None = None,
        deadline: float = 15.0,
    ) -> None:
        self.sender, self.receiver, self.url = sender, receiver, url
        self.acknowledged: list[UUID] = []
        self.taken = 0  # deliveries of which the reader said that they are settled
        self.outages = 0  # rounds of a relay that ended because the broker did not answer
        self._inbox = Inbox(receiver, handlers or noting(), Clock())
        self._stop = threading.Event()
        self._dice = Random(SEED)
        self._subjects = [new_id() for _ in range(SUBJECTS)]
        self.relays = [self._relay(n, deadline) for n in range(2)]
        self._reader = consuming(url, QUEUE, self._take, self._stop)
        self._retries = Loop("retry", self._inbox.retry_due, pause=0.5)

    def __enter__(self) -> Self:
        """Let events flow."""
        for thread in (*self.relays, self._retries, self._reader):
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        """End all threads."""
        self._stop.set()
        for loop in (*self.relays, self._retries):
            loop.stop()
        self._reader.join(20)

    def write(self, many: int) -> None:
        """Commit so many events about a few subjects."""
        for _ in range(many):
            event = CongregationRegistered(congregation_id=self._dice.choice(self._subjects))
            with self.sender.write() as db:
                event_id = record(db, event, at=Clock().now())
            self.acknowledged.append(event_id)

    @contextmanager
    def writing(self, pause: float = 0.005) -> Iterator[None]:
        """Write on, one event after the other, as long as the block lasts."""
        ended = threading.Event()

        def run() -> None:
            while not ended.wait(pause):
                try:
                    self.write(1)
                except SQLAlchemyError:
                    ended.wait(0.2)  # not acknowledged, so nobody relies on it

        writer = threading.Thread(target=run, name="writer")
        writer.start()
        try:
            yield
        finally:
            ended.set()
            writer.join(30)

    def drained(self) -> float:
        """Wait until every event that was committed has come; return how many seconds it took."""
        begun = time.monotonic()
        # counting is cheap, and what looks takes time from what is looked at
        until(lambda: _rows(self.receiver, effect) >= _rows(self.sender, outbox))
        until(lambda: self.committed() <= {row.event_id for row in self._effects()})
        return time.monotonic() - begun

    def committed(self) -> set[UUID]:
        """Return the events that the sender is bound by: what was acknowledged, what is kept."""
        with self.sender.read() as db:
            return {*self.acknowledged, *db.scalars(select(outbox.c.event_id))}

    def refused(self) -> int:
        """Count the events against which an attempt was held."""
        with self.sender.read() as db:
            refused = select(func.count()).where(outbox.c.refused.is_not(None))
            return db.scalar(refused) or 0

    def endings(self) -> Counter[str]:
        """Count how events ended in the inbox."""
        with self.receiver.read() as db:
            rows = db.execute(select(inbox.c.state, func.count()).group_by(inbox.c.state))
            return Counter(dict(rows.all()))

    def outcome(self, fault: str, drained: float, kills: Mapping[str, int] = {}) -> Outcome:
        """Count what became of the events."""
        rows, wanted = self._effects(), self.committed()
        came = {row.event_id for row in rows}
        last: dict[str, int] = {}
        disordered = 0
        for row in rows:
            disordered += row.subjectseq < last.get(row.subject, 0)
            last[row.subject] = max(row.subjectseq, last.get(row.subject, 0))
        return Outcome(
            fault,
            events=len(wanted),
            effects=len(rows),
            lost=len(wanted - came),
            doubled=len(rows) - len(came),
            disordered=disordered,
            drained=drained,
            duplicates=max(0, self.taken - self.endings().total()),
            kills=kills,
        )

    def _take(self, deliveries: Sequence[Delivery]) -> None:
        self._inbox.receive_all(deliveries)
        self.taken += len(deliveries)

    def _relay(self, number: int, deadline: float) -> Loop:
        relay = Relay(self.sender, bus.Publisher(self.url, deadline=deadline), Clock())

        def step() -> None:
            try:
                relay.send()
            except bus.BusDown:
                self.outages += 1
                raise

        return Loop(f"relay-{number}", step, pause=0.05)

    def _effects(self) -> Sequence[tuple[UUID, str, int]]:
        with self.receiver.read() as db:
            columns = (effect.c.event_id, effect.c.subject, effect.c.subjectseq)
            return db.execute(select(*columns).order_by(effect.c.number)).all()


def clean(outcome: Outcome) -> bool:
    """Tell whether nothing was lost, doubled or out of order, and something happened at all."""
    return outcome.events > 0 and not (outcome.lost or outcome.doubled or outcome.disordered)


def _rows(database: Database, table: Table) -> int:
    with database.read() as db:
        return db.scalar(select(func.count()).select_from(table)) or 0


def until(true: Callable[[], bool], seconds: float = PATIENCE) -> None:
    """Wait for something to come true; what cannot be asked now is asked again."""
    deadline = time.monotonic() + seconds
    while not _is(true):
        assert time.monotonic() < deadline, "it did not come true in time"
        time.sleep(0.1)


def _is(true: Callable[[], bool]) -> bool:
    try:
        return true()
    except (OperationalError, bus.BusDown):
        return False


@contextmanager
def two_databases(server: servers.Postgresql) -> Iterator[tuple[Database, Database]]:
    """Make the databases of a writing and of a reading service, with their event tables."""
    name = f"line_{new_id().hex[-12:]}"
    sender, receiver = (Database(server.create_database(f"{name}_{n}")) for n in "ab")
    for database in (sender, receiver):
        CATALOGUE.create_all(database.engine)
    try:
        yield sender, receiver
    finally:
        sender.close()
        receiver.close()
