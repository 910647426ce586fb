"""The bus of the one-process mode: outboxes are read directly, no broker and no loss.

Each service reads the others' outboxes from its own cursor; the effect, the inbox row and the
cursor move in one transaction, so a crash at any moment neither loses nor doubles an event.
"""

import threading
from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.orm import Session

from shared import log
from shared.db import Database
from shared.events.inbox import Inbox
from shared.events.reading import Delivery
from shared.events.tables import cursor, outbox

BATCH = 100


class LocalBus:
    """Hands the events of all publishers to one subscriber."""

    def __init__(self, inbox: Inbox, publishers: Mapping[str, Database]) -> None:
        self._inbox = inbox
        self._publishers = publishers
        # what an earlier process may have had in hand when it ended is taken as come again
        self._resuming = set(publishers)

    def deliver(self) -> int:
        """Deliver what is waiting now and try again what is due; returns how many events moved."""
        moved = self._inbox.retry_due()
        for name, database in self._publishers.items():
            moved += self._deliver_from(name, database)
        return moved

    def _deliver_from(self, name: str, database: Database) -> int:
        with self._inbox.db.read() as db:
            position = _position(db, name)
        with database.read() as theirs:
            rows = theirs.execute(
                select(outbox.c.position, outbox.c.type, outbox.c.body)
                .where(outbox.c.position > position)
                .order_by(outbox.c.position)
                .limit(BATCH)
            ).all()
        again = name in self._resuming
        wanted = [
            Delivery(row.body, redelivered=again, position=row.position)
            for row in rows
            if self._inbox.wants(row.type)
        ]
        if wanted:
            self._inbox.receive_all(wanted, lambda db, each: _move(db, name, each.position))
        if rows and (not wanted or wanted[-1].position < rows[-1].position):
            with self._inbox.db.write() as db:
                _move(db, name, rows[-1].position)
        self._resuming.discard(name)
        return len(rows)


class Dispatcher(threading.Thread):
    """Keeps a local bus moving: woken at every commit, and twice a second for what is due."""

    def __init__(self, name: str, bus: LocalBus) -> None:
        super().__init__(name=f"events-{name}", daemon=True)
        self._bus = bus
        self._wake = threading.Event()
        self._stopping = False

    def wake(self) -> None:
        """Look for events now."""
        self._wake.set()

    def run(self) -> None:
        """Deliver until stopped."""
        while not self._stopping:
            self._wake.wait(0.5)
            self._wake.clear()
            self._deliver_all()

    def stop(self) -> None:
        """Finish what is in hand and end."""
        self._stopping = True
        self._wake.set()
        self.join(timeout=10)

    def _deliver_all(self) -> None:
        try:
            while self._bus.deliver() and not self._stopping:
                pass
        except Exception:
            # the rows are still there; the next round tries again
            log.get("events").exception("local delivery stumbled", thread=self.name)


def _position(db: Session, publisher: str) -> int:
    statement = select(cursor.c.position).where(cursor.c.publisher == publisher)
    return db.execute(statement).scalar_one_or_none() or 0


def _move(db: Session, publisher: str, position: int) -> None:
    statement = insert(cursor).values(publisher=publisher, position=position)
    db.execute(
        statement.on_conflict_do_update(
            index_elements=["publisher"], set_={"position": statement.excluded.position}
        )
    )
