"""A sending service in little: an outbox, and a broker of which the test decides what it takes."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import Row, select

from shared.clock import StillClock
from shared.contracts.congregations import CongregationRegistered
from shared.db import Database
from shared.events.confirms import BusDown, Message, Published
from shared.events.outbox import record
from shared.events.relay import Relay
from shared.events.tables import outbox


@dataclass
class Broker:
    """Takes what it is given, unless it is told to refuse some of it or to break down."""

    refuses: dict[str, str] = field(default_factory=dict)
    full_for: set[str] = field(default_factory=set)
    breaks_after: int | None = None
    taken: list[Message] = field(default_factory=list)
    offered: int = 0
    meanwhile: Callable[[], None] = lambda: None

    def publish(self, messages: Sequence[Message]) -> Published:
        """Take them in order; BusDown tells what was certain by then."""
        self.offered += len(messages)
        if self.breaks_after is not None:
            certain = self._take(messages[: self.breaks_after])
            raise BusDown("the broker is gone", certain)
        taken = self._take(messages)
        self.meanwhile()
        return taken

    def _take(self, messages: Sequence[Message]) -> Published:
        refused = {each.id: self.refuses[each.id] for each in messages if each.id in self.refuses}
        full = {each.id for each in messages if each.id in self.full_for}
        taken = [each for each in messages if each.id not in refused and each.id not in full]
        self.taken += taken
        refused |= dict.fromkeys(full, "the queue is full")
        return Published(frozenset(each.id for each in taken), refused, frozenset(full))


@dataclass
class Sender:
    """The outbox and its clock."""

    db: Database
    clock: StillClock
    confirmed: list[int] = field(default_factory=list)

    def relay(self, broker: Broker) -> Relay:
        """Return a relay to this broker."""
        return Relay(self.db, broker, self.clock, self.confirmed.append)

    def record(self, *subjects: UUID) -> list[str]:
        """Record an event of each subject, in one transaction; returns their ids."""
        with self.db.write() as db:
            return [
                str(record(db, CongregationRegistered(congregation_id=each), at=self.clock.now()))
                for each in subjects
            ]

    def rows(self) -> Sequence[Row[Any]]:
        """Return the outbox in its order."""
        with self.db.read() as db:
            return db.execute(select(outbox).order_by(outbox.c.position)).all()

    def unsent(self) -> list[str]:
        """Return the ids of what still waits to be sent."""
        return [
            str(row.event_id)
            for row in self.rows()
            if row.published_at is None and row.refused is None
        ]
