"""The events of a service that wait, were refused or are parked, with their reasons."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from shared.contracts.envelope import Unreadable, open_envelope
from shared.events.tables import inbox, outbox
from shared.operating.wanted import REPLAYED, UNREADABLE, Wanted

# what could not be read may be large, and tells nothing
_body = case((inbox.c.source != UNREADABLE, inbox.c.body)).label("body")
_of_inbox = select(*(column for column in inbox.c if column.name not in ("body", "digest")), _body)


@dataclass(frozen=True)
class Row:
    """One event of an outbox (recorded here) or an inbox (came in here); never what is in it."""

    event_id: UUID
    source: str
    type: str
    subject: str
    state: str
    attempts: int
    reason: str | None
    since: datetime
    next_at: datetime | None
    trace: str | None

    @property
    def replayable(self) -> bool:
        """Tell whether it can be tried again; what cannot be read can only be discarded."""
        return self.state in REPLAYED and self.source != UNREADABLE


def counted(db: Session, wanted: Wanted) -> int:
    """Count the events that are meant."""
    found = 0
    for table, condition in ((outbox, wanted.in_outbox()), (inbox, wanted.in_inbox())):
        if condition is not None:
            found += db.scalar(select(func.count()).select_from(table).where(condition)) or 0
    return found


def listed(db: Session, wanted: Wanted, *, limit: int = 200) -> list[Row]:
    """Return the events that are meant, the oldest first, at most `limit`."""
    rows: list[Row] = []
    if (condition := wanted.in_outbox()) is not None:
        chosen = select(outbox).where(condition).order_by(outbox.c.position).limit(limit)
        rows += [_recorded(row) for row in db.execute(chosen)]
    if (condition := wanted.in_inbox()) is not None:
        chosen = _of_inbox.where(condition).order_by(inbox.c.received_at).limit(limit)
        rows += [_received(row) for row in db.execute(chosen)]
    return sorted(rows, key=lambda row: row.since)[:limit]


def _recorded(row: Any) -> Row:
    state = "refused" if row.refused else "published" if row.published_at else "waiting"
    return Row(
        event_id=row.event_id,
        source="",
        type=row.type,
        subject=row.subject,
        state=state,
        attempts=0,
        reason=row.refused,
        since=row.recorded_at,
        next_at=None,
        trace=_trace_of(row.body),
    )


def _received(row: Any) -> Row:
    return Row(
        event_id=row.event_id,
        source=row.source,
        type=row.type,
        subject=row.subject,
        state=row.state,
        attempts=row.attempts,
        reason=row.reason,
        since=row.received_at,
        next_at=row.next_at,
        trace=_trace_of(row.body),
    )


def _trace_of(body: bytes | None) -> str | None:
    """Return the number under which the logs tell of the same request."""
    try:
        parent = open_envelope(body or b"").traceparent
    except Unreadable:
        return None
    parts = str(parent or "").split("-")
    return parts[1] if len(parts) == 4 else None
