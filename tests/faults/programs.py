"""The programs that a storm kills: `python -m tests.faults.programs ROLE PLAN NUMBER`.

Relay and consumer are made of what a worker of a service is made of.
"""

import os
import random
import signal
import sys
import threading
from collections.abc import Callable, Sequence
from datetime import timedelta
from functools import partial
from typing import Any
from uuid import UUID
from zlib import crc32

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from shared import log
from shared.clock import Clock
from shared.contracts.congregations import CongregationRegistered
from shared.db import Database
from shared.events.bus import Publisher
from shared.events.consumer import consuming
from shared.events.handlers import Happening, InOrder, Retry
from shared.events.inbox import Inbox
from shared.events.local import Dispatcher, LocalBus
from shared.events.outbox import record
from shared.events.reading import Delivery
from shared.events.relay import Relay
from shared.waking import Bell, Ear
from shared.worker import Loop
from tests.faults import naive
from tests.faults.line import note
from tests.faults.plan import QUEUE, Plan, aggregate
from tests.faults.sizes import sized

SUBSCRIBERS = 3
WRITERS = 4  # of the embedded mode
TRANSIENT, PERMANENT = sized(20, 50), sized(60, 333)  # one event in so many
SOON = timedelta(milliseconds=100)

Stop = threading.Event


class Journal:
    """Lines of one program, whole or not at all, though it is killed."""

    def __init__(self, plan: Plan, kind: str) -> None:
        path = plan.file(kind, str(os.getpid()))
        self._file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND)

    def note(self, what: object) -> None:
        """Add a line at once."""
        os.write(self._file, f"{what}\n".encode())


def write(db: Session, congregation: UUID) -> UUID:
    """Change an aggregate and record that it changed."""
    dialect = postgresql if db.get_bind().dialect.name == "postgresql" else sqlite
    statement = dialect.insert(aggregate).values(id=congregation, changes=1)
    more = {"changes": aggregate.c.changes + 1}
    db.execute(statement.on_conflict_do_update(index_elements=["id"], set_=more))
    return record(db, CongregationRegistered(congregation_id=congregation), at=Clock().now())


def produce(plan: Plan, number: int, stop: Stop, sent: Callable[[UUID], None] = id) -> None:
    """Write, and note each event whose commit was acknowledged."""
    database = Database(plan.sender)
    database.on_commit(Bell(database).ring if not database.is_sqlite else lambda: None)
    keep_writing(plan, number, stop, database, sent)


def keep_writing(
    plan: Plan, number: int, stop: Stop, database: Database, sent: Callable[[UUID], None] = id
) -> None:
    """Write to this database until told to stop, through its outages."""
    dice = random.Random(f"{plan.seed} {plan.name} {number}")
    journal = Journal(plan, "acknowledged")
    while not stop.wait(dice.expovariate(1 / plan.pause)):
        congregation = UUID(int=dice.randrange(plan.subjects) + 1)
        try:
            with database.write() as db:
                event_id = write(db, congregation)
        except Exception:  # not acknowledged, so nobody relies on it
            stop.wait(0.2)
        else:
            journal.note(event_id)
            sent(event_id)


def relay(plan: Plan, _number: int, stop: Stop) -> None:
    """Send the outbox."""
    loop = Loop(
        "relay", Relay(Database(plan.sender), Publisher(plan.broker), Clock()).send, pause=0.2
    )
    ear = Ear(plan.sender, loop.wake)
    run_until(stop, [loop, ear])


def consume(plan: Plan, _number: int, stop: Stop) -> None:
    """Take in what comes."""
    seen: list[str] = []
    inbox = Inbox(
        Database(plan.receiver),
        {CongregationRegistered: HANDLERS[plan.handler](plan)},
        Clock(),
        observe=lambda _type, ending, _seconds: seen.append(ending),
    )
    journal = Journal(plan, "dropped")

    def take(deliveries: Sequence[Delivery]) -> None:
        seen.clear()
        inbox.receive_all(deliveries)
        # other endings than done are written by the other thread too, and only then
        if deliveries and plan.handler == "plain" and len(deliveries) > len(seen):
            journal.note(len(deliveries) - len(seen))

    taking = consuming(plan.broker, QUEUE, take, stop)
    taking.start()
    run_until(stop, [Loop("retry", inbox.retry_due, pause=0.2)])
    taking.join(10)


def embedded(plan: Plan, _number: int, stop: Stop) -> None:
    """Write and take in, all in one process, as the embedded mode does."""
    sender = Database(plan.sender)
    dispatchers = []
    for number in range(SUBSCRIBERS):
        inbox = Inbox(Database(f"{plan.receiver}{number}"), {CongregationRegistered: note}, Clock())
        dispatchers.append(
            Dispatcher(f"reader-{number}", LocalBus(inbox, {"congregations": sender}))
        )
        sender.on_commit(dispatchers[-1].wake)
    writers = [
        threading.Thread(target=keep_writing, args=(plan, number, stop, sender))
        for number in range(WRITERS)
        if not plan.file("enough").exists()
    ]
    for thread in writers:
        thread.start()
    run_until(stop, dispatchers)


def run_until(stop: Stop, threads: Sequence[Any]) -> None:
    """Run these threads until told to stop."""
    for thread in threads:
        thread.start()
    stop.wait()
    for thread in threads:
        thread.stop()


def stumbling(plan: Plan) -> InOrder:
    """Return a handler that fails at some events once or twice, at a few until it is mended."""
    mended = plan.file("mended")

    def handle(db: Session, event: object, happening: Happening) -> None:
        note(db, event, happening)
        lot = crc32(f"{happening.subject} {happening.subjectseq}".encode())
        if lot % TRANSIENT == 0 and random.random() < 0.5:
            raise Retry("not there yet", SOON)
        if lot % PERMANENT == 0 and not mended.exists():
            raise Retry("it never will be", SOON)

    return InOrder(handle)


def deadly(plan: Plan) -> Callable[..., None]:
    """Return a handler that one event kills, together with the program."""
    guilty = UUID(plan.file("guilty").read_text())

    def handle(db: Session, event: CongregationRegistered, happening: Happening) -> None:
        note(db, event, happening)
        if event.congregation_id == guilty:
            os._exit(13)

    return handle


HANDLERS: dict[str, Callable[[Plan], Any]] = {
    "plain": lambda _plan: note,
    "ordered": stumbling,
    "deadly": deadly,
}


def main(role: str, path: str, number: str) -> None:
    """Play a role until SIGTERM."""
    log.configure("WARNING")
    plan, stop = Plan.read(path), Stop()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    roles: dict[str, Callable[[Plan, int, Stop], None]] = {
        "producer": produce,
        "relay": relay,
        "consumer": consume,
        "embedded": embedded,
        "naive producer": partial(naive.produce, produce),
        "naive consumer": naive.consume,
    }
    # by then it has threads that work; a storm kills nobody earlier
    threading.Timer(0.1, plan.file("ready", str(os.getpid())).touch).start()
    roles[role](plan, int(number), stop)


if __name__ == "__main__":
    main(*sys.argv[1:])
