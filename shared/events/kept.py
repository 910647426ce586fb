"""What waits in an inbox to be tried again or for a person's decision, and that decision."""

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from shared.events.tables import inbox


def waiting(db: Session) -> list[dict[str, object]]:
    """Return what is in retry, held or parked here, oldest first, at most 200, without bodies."""
    rows = db.execute(
        select(
            inbox.c.source,
            inbox.c.event_id,
            inbox.c.type,
            inbox.c.subject,
            inbox.c.state,
            inbox.c.attempts,
            inbox.c.reason,
            inbox.c.next_at,
            inbox.c.received_at,
        )
        .where(inbox.c.state.in_(("retry", "held", "parked")))
        .order_by(inbox.c.received_at)
        .limit(200)
    )
    return [dict(row._mapping) for row in rows]


def replay(db: Session, event_id: object, *, at: datetime) -> bool:
    """Put a parked event back to be tried at once; tells whether there was one."""
    found = db.execute(
        update(inbox)
        .where(
            inbox.c.event_id == event_id, inbox.c.state == "parked", inbox.c.source != "unreadable"
        )
        .values(state="retry", attempts=0, deaths=0, next_at=at)
        .returning(inbox.c.event_id)
    )
    return found.first() is not None
