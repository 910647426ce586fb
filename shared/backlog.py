"""How much waits in a service's outbox and inbox, counted through the indexes of what waits."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Table, TextClause, func, literal, select
from sqlalchemy.orm import Session

from shared.db import Database
from shared.events.tables import OPEN, REFUSED, WAITING, cursor, inbox, outbox

STATES = ("trying", "retry", "held", "parked")
PAST_ALL = 2**62
MOST = 100_000  # rows counted of a kind: a look stays cheap, however bad things are

Condition = ColumnElement[bool] | TextClause


@dataclass(frozen=True)
class Backlog:
    """Events not sent yet and since when the oldest waits, refused ones, and the inbox by state."""

    waiting: int
    oldest: datetime | None
    refused: int
    inbox: dict[str, int]

    def age(self, now: datetime) -> float:
        """Return for how many seconds the oldest event has waited to be sent."""
        return max(0.0, (now - self.oldest).total_seconds()) if self.oldest else 0.0


def backlog(db: Session, *, passed: int | None = None) -> Backlog:
    """Count at most `MOST` of each.

    `passed` is how far the readers in the same process are; None: a relay marks what it sent.
    """
    unsent = WAITING if passed is None else outbox.c.position > passed
    first = select(outbox.c.recorded_at).where(unsent).order_by(outbox.c.position).limit(1)
    return Backlog(
        waiting=_count(db, outbox, unsent),
        oldest=db.scalar(first),
        # one that was given up is noted as sent
        refused=_count(db, outbox, REFUSED, outbox.c.published_at.is_(None)),
        inbox={state: _count(db, inbox, OPEN, inbox.c.state == state) for state in STATES},
    )


def passed_by(readers: Sequence[Database], publisher: str) -> int:
    """Return how far the slowest reader of a publisher's outbox is; past all when nobody reads."""
    positions = []
    for reader in readers:
        with reader.read() as db:
            found = db.scalar(select(cursor.c.position).where(cursor.c.publisher == publisher))
        positions.append(found or 0)
    return min(positions, default=PAST_ALL)


def _count(db: Session, table: Table, *conditions: Condition) -> int:
    some = select(literal(1)).select_from(table).where(*conditions).limit(MOST).subquery()
    return db.scalar(select(func.count()).select_from(some)) or 0
