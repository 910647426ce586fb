"""Recording an event in the same transaction as the change it tells of."""

from datetime import datetime
from uuid import UUID
from zlib import crc32

from sqlalchemy import insert, literal_column
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from shared import log
from shared.clock import new_id
from shared.contracts.envelope import seal
from shared.contracts.event import Event
from shared.events.tables import outbox, subject_counter

BUCKETS = 16


def record(db: Session, event: Event, *, at: datetime) -> UUID:
    """Put the event into this service's outbox; it leaves when the transaction commits."""
    event_id = new_id()
    db.info["recorded"] = True
    # drawn before the position, under the subject's row lock: positions rise within a subject
    sequence = _next_of(db, event.subject)
    db.execute(
        insert(outbox).values(
            event_id=event_id,
            type=event.type_name(),
            subject=event.subject,
            subjectseq=sequence,
            bucket=crc32(event.subject.encode()) % BUCKETS,
            body=seal(
                event,
                event_id=event_id,
                subjectseq=sequence,
                at=at,
                traceparent=log.current_trace(),
            ),
            recorded_at=at,
        )
    )
    return event_id


def _next_of(db: Session, subject: str) -> int:
    dialect = postgresql if db.get_bind().dialect.name == "postgresql" else sqlite
    statement = (
        dialect.insert(subject_counter)
        .values(subject=subject, last=1)
        .on_conflict_do_update(
            index_elements=["subject"],
            set_={"last": subject_counter.c.last + literal_column("1")},
        )
        .returning(subject_counter.c.last)
    )
    number: int = db.execute(statement).scalar_one()
    return number
