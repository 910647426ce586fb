"""A receiving service in little: a store, an inbox over it, and events to put into it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Column, Integer, Row, String, Table, insert, select, update
from sqlalchemy.orm import Session

from shared.clock import StillClock, new_id
from shared.contracts.congregations import CongregationRegistered
from shared.contracts.envelope import seal
from shared.contracts.event import Event
from shared.db import Database, metadata
from shared.events import tables
from shared.events.handlers import Handler, Happening
from shared.events.inbox import Inbox
from shared.events.reading import Delivery

CATALOGUE = metadata()
tables.add_to(CATALOGUE)
seen = Table(
    "seen",
    CATALOGUE,
    Column("place", Integer, primary_key=True),
    Column("what", String, nullable=False),
)


class Killed(BaseException):
    """Ends a handler as the end of its process would: nothing after it runs."""


def note(db: Session, event: CongregationRegistered, _happening: Happening) -> None:
    """Leave an effect that can be counted."""
    db.execute(insert(seen).values(what=str(event.congregation_id)))


def note_number(db: Session, _event: CongregationRegistered, happening: Happening) -> None:
    """Leave an effect that tells the event's place among those of its subject."""
    db.execute(insert(seen).values(what=str(happening.subjectseq)))


@dataclass
class Receiver:
    """The store and the clock; inboxes over it are made for a handler."""

    db: Database
    clock: StillClock
    dice: float = 0.5
    observed: list[tuple[str, str]] = field(default_factory=list)

    def inbox(
        self, handler: Handler = note, types: Sequence[type[Event]] = (CongregationRegistered,)
    ) -> Inbox:
        """Return an inbox whose only handler this is."""
        return Inbox(
            self.db,
            dict.fromkeys(types, handler),
            self.clock,
            dice=lambda: self.dice,
            observe=lambda what, ending, _seconds: self.observed.append((what, ending)),
        )

    def sealed(
        self, congregation: UUID | None = None, *, number: int = 1, event_id: UUID | None = None
    ) -> bytes:
        """Return the bytes of an event about a congregation."""
        return seal(
            CongregationRegistered(congregation_id=congregation or new_id()),
            event_id=event_id or new_id(),
            subjectseq=number,
            at=self.clock.now(),
            traceparent=None,
        )

    def effects(self) -> list[str]:
        """Return what the handlers left."""
        with self.db.read() as db:
            return list(db.scalars(select(seen.c.what).order_by(seen.c.place)))

    def rows(self) -> Sequence[Row[Any]]:
        """Return all that the inbox knows, by subject and number."""
        row = tables.inbox.c
        with self.db.read() as db:
            return db.execute(select(tables.inbox).order_by(row.subject, row.subjectseq)).all()

    def states(self) -> list[str]:
        """Return how it stands with every event."""
        return [row.state for row in self.rows()]

    def wait(self, inbox: Inbox, **how_long: float) -> int:
        """Let time pass and try again what is due by then, until nothing is."""
        self.clock.advance(timedelta(**how_long))
        tried = 0
        while some := inbox.retry_due():
            tried += some
        return tried

    def discard(self, number: int) -> None:
        """Decide, as an operator would, that the event of this number is not to be handled."""
        with self.db.write() as db:
            chosen = update(tables.inbox).where(tables.inbox.c.subjectseq == number)
            db.execute(chosen.values(state="discarded", body=None))


def failing(times: int, fault: Callable[[], BaseException], then: Handler = note) -> Handler:
    """Return a handler that leaves an effect and fails so often, and then only leaves it."""
    faults = [fault() for _ in range(times)]

    def handle(db: Session, event: CongregationRegistered, happening: Happening) -> None:
        then(db, event, happening)
        if faults:
            raise faults.pop()

    return handle


def come(*bodies: bytes, again: bool = False) -> list[Delivery]:
    """Return these bodies as a queue delivers them."""
    media = "application/cloudevents+json; charset=utf-8"
    return [Delivery(body, redelivered=again, content_type=media) for body in bodies]
