"""Events that left an outbox and are in no inbox of a service that asks for them.

A deleted binding, an emptied queue or a broker that forgot shows here; and nowhere else when
another service got the same event.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from typing import Any
from uuid import UUID

from sqlalchemy import Row, and_, func, or_, select

from shared.clock import EPOCH
from shared.contracts.envelope import source_of
from shared.db import Database
from shared.events.tables import inbox, outbox

SETTLED = timedelta(minutes=1)  # after which an event has come, when nothing waits in the queue
STEP = 500


@dataclass(frozen=True)
class Way:
    """From one service's outbox to another's inbox: which types, each since when."""

    publisher: str
    reader: str
    types: Mapping[str, datetime]

    @classmethod
    def of(cls, publisher: str, reader: str, types: Sequence[str]) -> "Way":
        """Return the way of these types, from the beginning."""
        return cls(publisher, reader, dict.fromkeys(types, EPOCH))

    def begun(self, receiver: Database) -> "Way":
        """Return it since each type first came: what was read only later need not come now."""
        first = select(inbox.c.type, func.min(inbox.c.received_at).label("first")).group_by(
            inbox.c.type
        )
        mine = first.where(
            inbox.c.type.in_(self.types), inbox.c.source == source_of(self.publisher)
        )
        with receiver.read() as db:
            begun = {row.type: row.first for row in db.execute(mine)}
        return Way(self.publisher, self.reader, begun)


def missing(
    way: Way, sender: Database, receiver: Database, *, before: datetime, steps: int | None = None
) -> Iterator[list[UUID]]:
    """Walk back over what was sent before a moment; gives the ids that never came, step by step."""
    for rows in islice(_sent(way, sender, before), steps):
        if lost := _unknown(way, receiver, [row.event_id for row in rows]):
            yield lost


def _sent(way: Way, sender: Database, before: datetime) -> Iterator[Sequence[Row[Any, Any]]]:
    if not way.types:
        return
    meant = or_(
        *(
            and_(outbox.c.type == name, outbox.c.published_at >= at)
            for name, at in way.types.items()
        )
    )
    newest = (
        select(outbox.c.position, outbox.c.event_id)
        .where(meant, outbox.c.published_at < before, outbox.c.refused.is_(None))
        .order_by(outbox.c.position.desc())
        .limit(STEP)
    )
    last = None
    while True:
        with sender.read() as db:
            step = newest if last is None else newest.where(outbox.c.position < last)
            rows = db.execute(step).all()
        if not rows:
            return
        yield rows
        last = rows[-1].position


def _unknown(way: Way, receiver: Database, ids: Sequence[UUID]) -> list[UUID]:
    known = select(inbox.c.event_id).where(
        inbox.c.source == source_of(way.publisher), inbox.c.event_id.in_(ids)
    )
    with receiver.read() as db:
        came = set(db.scalars(known))
    return [each for each in ids if each not in came]
