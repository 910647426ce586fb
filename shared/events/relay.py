"""Sending the outbox to the broker: claim subjects by the bucket, publish, mark what is certain."""

from collections.abc import Callable, Sequence
from typing import Any, Protocol

from sqlalchemy import bindparam, func, select, text, update
from sqlalchemy.orm import Session

from shared.clock import Clock
from shared.db import Database
from shared.events.confirms import BusDown, Message, Published
from shared.events.tables import WAITING, outbox

WINDOW = 1000  # rows of one transaction
ROUNDS = 20  # transactions before whoever called is asked whether to go on
BUCKETS_AT_ONCE = 8  # half of them, so that another relay has work too
LOCK = 7201  # our number among the database's advisory locks

Observer = Callable[[int], None]  # how many were confirmed just now

_next = select(outbox.c.bucket).where(WAITING).order_by(outbox.c.position).limit(WINDOW)
_waiting = _next.subquery()
_some_buckets = (
    select(_waiting.c.bucket)
    .group_by(_waiting.c.bucket)
    .order_by(func.random())
    .limit(BUCKETS_AT_ONCE)
)
_rows = (
    select(outbox.c.position, outbox.c.event_id, outbox.c.type, outbox.c.subject, outbox.c.body)
    .where(WAITING, outbox.c.bucket.in_(bindparam("buckets", expanding=True)))
    .order_by(outbox.c.position)
    .limit(WINDOW)
)
_claim = text(
    "SELECT bucket FROM unnest(CAST(:buckets AS int[])) AS bucket"
    " WHERE pg_try_advisory_xact_lock(:lock, bucket)"
)


class Publishing(Protocol):
    """What carries events away: RabbitMQ, or in a simulation something that fails on purpose."""

    def publish(self, messages: Sequence[Message]) -> Published:
        """Publish in the given order; raises when nothing can be published now."""


class Relay:
    """Sends the outbox and marks what the broker confirmed."""

    def __init__(
        self,
        database: Database,
        publisher: Publishing,
        clock: Clock,
        observe: Observer = lambda _count: None,
    ) -> None:
        self._db = database
        self._publisher = publisher
        self._clock = clock
        self._observe = observe
        self._full = False  # a queue refused something when we last looked

    def send(self) -> int:
        """Send what waits, much of it; returns how many were confirmed. Outages raise `BusDown`."""
        sent = 0
        for _ in range(ROUNDS):
            confirmed = self._send_some()
            sent += confirmed
            if not confirmed:
                break
        return sent

    def _send_some(self) -> int:
        with self._db.write() as db:
            claimed = self._claim(db)
            rows = db.execute(_rows, {"buckets": claimed}).all() if claimed else []
            if not rows:
                return 0
            if self._full:
                rows = _one_of_each_subject(rows)
            down: BusDown | None = None
            try:
                sent = self._publisher.publish(
                    [Message(str(row.event_id), row.type, row.subject, row.body) for row in rows]
                )
            except BusDown as trouble:
                # what was certain before the trouble need not be sent again
                down, sent = trouble, trouble.published
            confirmed = self._mark(db, rows, sent)
            self._full = bool(sent.full)
        self._observe(confirmed)
        if down:
            raise down
        return confirmed

    def _claim(self, db: Session) -> Sequence[int]:
        """Return the buckets that are ours until commit: one relay at a time keeps their order."""
        waiting = db.scalars(_some_buckets).all()
        if self._db.is_sqlite or not waiting:
            return waiting
        return db.scalars(_claim, {"buckets": waiting, "lock": LOCK}).all()

    def _mark(self, db: Session, rows: Sequence[Any], sent: Published) -> int:
        """Mark of each subject the unbroken confirmed beginning; returns how many."""
        broken: set[str] = set()
        certain: list[int] = []
        for row in rows:
            event_id, subject = str(row.event_id), row.subject
            if event_id in sent.refused and event_id not in sent.full:
                refused = update(outbox).where(outbox.c.position == row.position)
                db.execute(refused.values(refused=sent.refused[event_id]))
            elif event_id in sent.confirmed and subject not in broken:
                certain.append(row.position)
            else:
                # unsent, or the queue was full: everything after it of the subject waits too
                broken.add(subject)
        if not certain:
            return 0
        published = update(outbox).where(outbox.c.position.in_(certain))
        db.execute(published.values(published_at=self._clock.now()))
        return len(certain)


def _one_of_each_subject(rows: Sequence[Any]) -> Sequence[Any]:
    """Return what is next of each: a queue that has room again must not take the one after it."""
    first = {row.subject: row for row in reversed(rows)}
    return [row for row in rows if first[row.subject] is row]
