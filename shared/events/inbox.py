"""Taking in an event: its effect and the note that it was handled are one transaction.

An event that fails is kept with its reason and tried again (5 s, 1 min, 10 min, 1 h, 6 h, 24 h);
after that it is parked until somebody decides. Nothing is dropped.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from shared import log
from shared.clock import Clock, new_id
from shared.db import Database
from shared.events.envelope import Envelope, Unreadable, open_envelope
from shared.events.handlers import Handler, HandlerTable, Happening, Retry, Skip
from shared.events.tables import inbox

LADDER = tuple(timedelta(seconds=s) for s in (5, 60, 600, 3600, 6 * 3600, 24 * 3600))


@dataclass(frozen=True)
class Inbox:
    """A service's receiving end."""

    db: Database
    handlers: HandlerTable
    clock: Clock

    def wants(self, type_name: str) -> bool:
        """Tell whether this service has a handler for the type."""
        return any(contract.type_name() == type_name for contract in self.handlers)

    def types(self) -> tuple[str, ...]:
        """Return the types this service listens to."""
        return tuple(contract.type_name() for contract in self.handlers)

    def receive(self, body: bytes) -> str:
        """Handle one delivery in a transaction of its own; returns how it ended."""
        with self.db.write() as db:
            return self.take(db, body)

    def take(self, db: Session, body: bytes) -> str:
        """Handle one delivery inside the caller's transaction; returns how it ended."""
        try:
            envelope = open_envelope(body)
        except Unreadable as fault:
            return self._keep_unreadable(db, body, str(fault))
        known = self._state(db, envelope)
        if known is not None:
            return "duplicate"
        with log.traced(envelope.traceparent):
            return self._try(db, envelope, body, attempts=0)

    def retry_due(self) -> int:
        """Try again what is due; returns how many were tried."""
        now = self.clock.now()
        with self.db.read() as db:
            due = db.execute(
                select(inbox.c.source, inbox.c.event_id)
                .where(inbox.c.state == "retry", inbox.c.next_at <= now)
                .order_by(inbox.c.next_at)
                .limit(50)
            ).all()
        for source, event_id in due:
            with self.db.write() as db:
                self._again(db, source, event_id)
        return len(due)

    def _again(self, db: Session, source: str, event_id: object) -> None:
        key = (inbox.c.source == source) & (inbox.c.event_id == event_id)
        row = db.execute(select(inbox).where(key, inbox.c.state == "retry")).one_or_none()
        if row is None:
            return
        db.execute(delete(inbox).where(key))
        self._try(db, open_envelope(row.body), row.body, attempts=row.attempts)

    def _try(self, db: Session, envelope: Envelope, body: bytes, *, attempts: int) -> str:
        try:
            event = envelope.event()
            handler = self._handler(envelope.type)
        except Unreadable as fault:
            return self._note(
                db, envelope, "parked", attempts=attempts, reason=str(fault), body=body
            )
        try:
            with db.begin_nested():
                handler(db, event, self._happening(envelope))
        except Skip as reason:
            return self._note(db, envelope, "skipped", attempts=attempts + 1, reason=str(reason))
        except Exception as fault:
            return self._failed(db, envelope, body, attempts + 1, fault)
        return self._note(db, envelope, "done", attempts=attempts + 1)

    def _failed(
        self, db: Session, envelope: Envelope, body: bytes, attempts: int, fault: Exception
    ) -> str:
        exhausted = attempts > len(LADDER)
        reason = str(fault) if isinstance(fault, Retry) else f"{type(fault).__name__}: {fault}"
        if not isinstance(fault, Retry):
            log.get("events").warning(
                "handler failed",
                type=envelope.type,
                id=str(envelope.id),
                error=type(fault).__name__,
            )
        return self._note(
            db,
            envelope,
            "parked" if exhausted else "retry",
            attempts=attempts,
            reason=reason[:500],
            body=body,
            next_at=None if exhausted else self.clock.now() + LADDER[attempts - 1],
        )

    def _handler(self, type_name: str) -> Handler:
        for contract, handler in self.handlers.items():
            if contract.type_name() == type_name:
                return handler
        raise Unreadable(f"no handler for {type_name}")

    def _happening(self, envelope: Envelope) -> Happening:
        return Happening(
            event_id=envelope.id,
            source=envelope.source,
            subject=envelope.subject,
            subjectseq=envelope.subjectseq,
            happened_at=envelope.at,
            now=self.clock.now(),
        )

    def _state(self, db: Session, envelope: Envelope) -> str | None:
        return db.execute(
            select(inbox.c.state).where(
                inbox.c.source == envelope.source, inbox.c.event_id == envelope.id
            )
        ).scalar_one_or_none()

    def _note(
        self,
        db: Session,
        envelope: Envelope,
        state: str,
        *,
        attempts: int,
        reason: str | None = None,
        body: bytes | None = None,
        next_at: datetime | None = None,
    ) -> str:
        db.execute(
            insert(inbox).values(
                source=envelope.source,
                event_id=envelope.id,
                type=envelope.type,
                subject=envelope.subject,
                state=state,
                attempts=attempts,
                reason=reason,
                next_at=next_at,
                body=body,
                received_at=self.clock.now(),
            )
        )
        return state

    def _keep_unreadable(self, db: Session, body: bytes, reason: str) -> str:
        db.execute(
            insert(inbox).values(
                source="unreadable",
                event_id=new_id(),
                type="unreadable",
                subject="",
                state="parked",
                attempts=0,
                reason=reason,
                body=body,
                received_at=self.clock.now(),
            )
        )
        return "parked"


def waiting(db: Session) -> list[dict[str, object]]:
    """Return what is in retry or parked here, oldest first, at most 200, without bodies."""
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
        .where(inbox.c.state.in_(("retry", "parked")))
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
        .values(state="retry", attempts=0, next_at=at)
        .returning(inbox.c.event_id)
    )
    return found.first() is not None
