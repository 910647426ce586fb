"""The rows of an inbox: what is known of an event, and writing down how it ended."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, select, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from shared.events.handlers import InOrder
from shared.events.reading import Key, Opened
from shared.events.tables import inbox

# states in which later events of the subject wait, if their handler asks for order
BLOCKING = ("trying", "retry", "held", "parked")
TO_TRY = ("trying", "retry")

# one short statement for however many rows: writing out their values took as long as their effects
_all_done = text(
    "INSERT INTO inbox"
    " (source, event_id, type, subject, subjectseq, digest, state, attempts, received_at)"
    " SELECT *, 'done', 1, :at FROM unnest("
    "CAST(:source AS varchar[]), CAST(:event_id AS uuid[]), CAST(:type AS varchar[]),"
    " CAST(:subject AS varchar[]), CAST(:subjectseq AS int[]), CAST(:digest AS bytea[]))"
    " ON CONFLICT DO NOTHING RETURNING source, event_id"
)
ARRAYS = ("source", "event_id", "type", "subject", "subjectseq", "digest")


def row_of(db: Session, event: Opened, at: datetime) -> Any:
    """Return what is known of an event, locked; of one that is not known, that it is tried now."""
    columns = select(inbox.c.state, inbox.c.digest, inbox.c.attempts, inbox.c.deaths)
    statement = columns.where(is_event(event)).with_for_update()
    row = db.execute(statement).one_or_none()
    if row is None:
        # another worker may be at the same: whoever comes second waits here and finds its note
        begun = _insert(db).values(_values(event, "trying", at))
        db.execute(begun.on_conflict_do_nothing())
        row = db.execute(statement).one()
    return row


def is_event(event: Opened) -> ColumnElement[bool]:
    """Return the condition that a row is this event's."""
    source, event_id = event.key
    return (inbox.c.source == source) & (inbox.c.event_id == event_id)


def note_all_done(db: Session, events: Sequence[Opened], at: datetime) -> set[Key]:
    """Note all as done before their effects; returns the keys of those that were not known."""
    values = [_values(each, "done", at, attempts=1) for each in events]
    if db.get_bind().dialect.name == "postgresql":
        columns = {name: [each[name] for each in values] for name in ARRAYS}
        rows = db.execute(_all_done, {**columns, "at": at})
    else:
        noted = _insert(db).on_conflict_do_nothing().returning(inbox.c.source, inbox.c.event_id)
        rows = db.execute(noted, values)
    return {(row.source, row.event_id) for row in rows}


def known(db: Session, events: Sequence[Opened]) -> set[tuple[str, UUID, bytes]]:
    """Return source, id and digest of those that came before and are not being tried now."""
    if not events:
        return set()
    rows = db.execute(
        select(inbox.c.source, inbox.c.event_id, inbox.c.digest).where(
            inbox.c.event_id.in_([each.envelope.id for each in events]), inbox.c.state != "trying"
        )
    )
    return {(row.source, row.event_id, row.digest) for row in rows}


def note(db: Session, event: Opened, state: str, at: datetime, **more: Any) -> str:
    """Write down how it stands with an event: attempts, deaths, reason, next_at; returns it."""
    values = _values(event, state, at, **more)
    changed = {name: value for name, value in values.items() if name != "received_at"}
    db.execute(
        _insert(db)
        .values(values)
        .on_conflict_do_update(index_elements=["source", "event_id"], set_=changed)
    )
    return state


def blocked(db: Session, events: Sequence[Opened]) -> set[Key]:
    """Return those whose handler asks for order while an earlier event of their subject waits."""
    ordered = [each for each in events if isinstance(each.handler, InOrder)]
    if not ordered:
        return set()
    rows = db.execute(
        select(inbox.c.source, inbox.c.subject, inbox.c.subjectseq).where(
            inbox.c.subject.in_({each.envelope.subject for each in ordered}),
            inbox.c.state.in_(BLOCKING),
        )
    ).all()
    return {
        each.key
        for each in ordered
        for row in rows
        if (row.source, row.subject) == (each.envelope.source, each.envelope.subject)
        and row.subjectseq < each.envelope.subjectseq
    }


def due(db: Session, at: datetime, limit: int) -> list[Row[Any]]:
    """Return what is to be tried again by now, and what was held and has nothing before it."""
    again = (
        select(inbox)
        .where(inbox.c.state.in_(TO_TRY), inbox.c.next_at <= at)
        .order_by(inbox.c.next_at)
        .limit(limit)
    )
    return [*db.execute(again), *db.execute(_freed.limit(limit))]


_earlier = inbox.alias()
_freed: Select[Any] = select(inbox).where(
    inbox.c.state == "held",
    ~select(_earlier.c.event_id)
    .where(
        _earlier.c.source == inbox.c.source,
        _earlier.c.subject == inbox.c.subject,
        _earlier.c.state.in_(BLOCKING),
        _earlier.c.subjectseq < inbox.c.subjectseq,
    )
    .exists(),
)


def _insert(db: Session) -> Any:
    dialect = postgresql if db.get_bind().dialect.name == "postgresql" else sqlite
    return dialect.insert(inbox)


def _values(
    event: Opened,
    state: str,
    at: datetime,
    *,
    attempts: int = 0,
    deaths: int = 0,
    reason: str | None = None,
    next_at: datetime | None = None,
) -> dict[str, Any]:
    envelope = event.envelope
    return {
        "source": envelope.source,
        "event_id": envelope.id,
        "type": envelope.type,
        "subject": envelope.subject,
        "subjectseq": envelope.subjectseq,
        "state": state,
        "attempts": attempts,
        "deaths": deaths,
        "reason": reason and _printable(reason),
        "next_at": next_at,
        "digest": event.digest,
        "body": event.body if state in BLOCKING else None,
        "received_at": at,
    }


def _printable(reason: str) -> str:
    # a fault may quote what no database keeps
    kept = reason[:500].encode("utf-8", "replace").decode()
    return "".join(sign for sign in kept if sign.isprintable() or sign == "\n")
