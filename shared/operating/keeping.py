"""How long events are kept: what left an outbox 30 days, what an inbox took in 90 days.

An inbox remembers longer than an outbox can send again, so that nothing is ever done twice. What
waits, was refused or is open stays until somebody decides, however old it is.
"""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import CursorResult, Row, Select, delete, func, select, tuple_, update
from sqlalchemy.orm import Session

from shared import log
from shared.config import Settings
from shared.db import Database
from shared.events.tables import WAITING, inbox, outbox
from shared.service import Job, Tools

Passed = Callable[[], int | None]

OUTBOX = timedelta(days=30)
INBOX = timedelta(days=90)
ENDED = ("done", "skipped", "discarded")
STEP = 1000  # rows of one transaction: nobody waits long for it
STEPS = 100  # transactions of one round; the next round goes on


def forgetting(passed: Passed = lambda: None) -> Job:
    """Return the timed job that forgets; `passed` tells how far readers in this process are."""

    def run(_settings: Settings, tools: Tools) -> None:
        forget(tools.db, at=tools.clock.now(), upto=passed())

    return Job("forget old events", timedelta(hours=1), run)


def noting(passed: Callable[[], int]) -> Job:
    """Return the timed job of the one-process mode that notes as sent what all have read."""

    def run(_settings: Settings, tools: Tools) -> None:
        note_passed(tools.db, at=tools.clock.now(), upto=passed())

    return Job("note what was read", timedelta(seconds=5), run)


def forget(database: Database, *, at: datetime, upto: int | None = None) -> tuple[int, int]:
    """Delete what is older than it is kept, in small steps; returns how many sent and taken in.

    With `upto`, nothing of the outbox that lies after this position.
    """
    sent = _forget_sent(database, before=at - OUTBOX, upto=upto)
    taken = 0
    for _ in range(STEPS):
        with database.write() as db:
            gone = _forget_taken_in(db, before=at - INBOX)
        taken += gone
        if gone < STEP:
            break
    if sent or taken:
        log.get("events").info("old events forgotten", outbox=sent, inbox=taken)
    return sent, taken


def note_passed(database: Database, *, at: datetime, upto: int) -> int:
    """Note as sent what every reader has passed, where readers go by position; returns how many."""
    passed = select(outbox.c.position).where(WAITING, outbox.c.position <= upto)
    waiting = passed.order_by(outbox.c.position).limit(STEP)
    noted = 0
    for _ in range(STEPS):
        with database.read() as db:
            if db.execute(waiting.limit(1)).first() is None:
                break
        with database.write() as db:
            noting = update(outbox).where(WAITING, outbox.c.position.in_(waiting))
            noted += _count(db.execute(noting.values(published_at=at)))
    return noted


def _forget_sent(database: Database, *, before: datetime, upto: int | None) -> int:
    """Walk up from the oldest, over what waits, until what was recorded too lately to be old."""
    gone, after = 0, 0
    for _ in range(STEPS):
        with database.read() as db:
            rows = db.execute(_beyond(after)).all()
        found = [row.position for row in rows if _is_old(row, before, upto)]
        if found:
            with database.write() as db:
                gone += _delete_sent(db, found, before)
        if not rows or rows[-1].recorded_at >= before:
            break
        after = rows[-1].position
    return gone


def _beyond(after: int) -> Select[Any]:
    columns = (outbox.c.position, outbox.c.published_at, outbox.c.recorded_at)
    chosen = select(*columns).where(outbox.c.position > after)
    return chosen.order_by(outbox.c.position).limit(STEP)


def _is_old(row: Row[Any], before: datetime, upto: int | None) -> bool:
    sent: datetime | None = row.published_at
    return sent is not None and sent < before and (upto is None or row.position <= upto)


def _delete_sent(db: Session, positions: Sequence[int], before: datetime) -> int:
    # The highest stays: SQLite counts on from the highest there is, and readers would take what
    # gets a position for the second time for known.
    highest = select(func.max(outbox.c.position)).scalar_subquery()
    old = (outbox.c.position.in_(positions), outbox.c.published_at < before)
    return _count(db.execute(delete(outbox).where(*old, outbox.c.position < highest)))


def _forget_taken_in(db: Session, *, before: datetime) -> int:
    key = (inbox.c.source, inbox.c.event_id)
    old = select(*key).where(inbox.c.state.in_(ENDED), inbox.c.received_at < before).limit(STEP)
    return _count(db.execute(delete(inbox).where(tuple_(*key).in_(old))))


def _count(result: object) -> int:
    assert isinstance(result, CursorResult)
    return int(result.rowcount)
