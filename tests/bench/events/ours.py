"""The product in two processes: one worker that sends an outbox, one that takes events in.

Wired as `services/separate.py` wires a worker; only the handler is the bench's.
"""

import sys
from threading import Event
from time import perf_counter, process_time, time
from uuid import UUID

from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

from shared import broker, log
from shared.clock import Clock
from shared.contracts.partners import MatchIntroduced
from shared.db import Database, metadata
from shared.events import tables
from shared.events.bus import Publisher
from shared.events.consumer import consuming
from shared.events.handlers import Happening
from shared.events.inbox import Inbox
from shared.events.relay import Relay
from shared.waking import Ear
from shared.worker import Loop
from tests.bench.events.beside import answer
from tests.bench.processes import largest_memory

READER = "congregations"


class Base(DeclarativeBase):
    """What both databases hold."""

    metadata = metadata()


tables.add_to(Base.metadata)


class Effect(Base):
    """What an event brought about: one row."""

    __tablename__ = "effect"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    match_id: Mapped[UUID]
    agency_id: Mapped[UUID]


def introduced(db: Session, event: MatchIntroduced, happening: Happening) -> None:
    """Keep a row, as a projection does."""
    db.add(Effect(id=happening.event_id, match_id=event.match_id, agency_id=event.agency_id))


def cost() -> dict[str, object]:
    return {"cpu": process_time(), "memory": largest_memory()}


def sends(database_url: str, broker_url: str) -> None:
    """Relay: `start` begins as a worker does, `once` sends in this thread and tells how fast."""
    relay = Relay(Database(database_url), Publisher(broker_url), Clock())
    loop = Loop("relay", relay.send, pause=0.2)
    ear = Ear(database_url, loop.wake)

    def start() -> dict[str, object]:
        begun = time()
        loop.start()
        ear.start()
        return {"begun": begun}

    def once() -> dict[str, object]:
        begun = perf_counter()
        sent = relay.send()
        return {"sent": sent, "seconds": perf_counter() - begun, **cost()}

    answer(start=start, once=once, cost=cost)


def takes(database_url: str, broker_url: str) -> None:
    """Take in: `times` tells when each effect was committed."""
    times: list[float] = []
    inbox = Inbox(
        Database(database_url),
        {MatchIntroduced: introduced},
        Clock(),
        observe=lambda *_: times.append(time()),
    )
    consuming(broker_url, broker.queue_of(READER), inbox.receive_all, Event()).start()
    Loop("retry", inbox.retry_due, pause=1.0).start()
    answer(
        count=lambda: {"count": len(times)},
        times=lambda: {"times": times},
        cost=cost,
    )


if __name__ == "__main__":
    log.configure("WARNING")
    {"sends": sends, "takes": takes}[sys.argv[1]](*sys.argv[2:])
