"""Taking in events: each effect, and the note that its event was handled, are one transaction.

First deliveries are handled many in a transaction. What stumbles there is handled alone; so is
what comes again, after a note that it was begun: an event that kills the worker parks itself and
charges no neighbour. What fails is tried again, later and later; then it is parked until somebody
decides. Nothing is dropped.
"""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from time import perf_counter
from typing import Any

from sqlalchemy import Row, select, update
from sqlalchemy.orm import Session

from shared import log
from shared.clock import Clock
from shared.db import Database
from shared.events import noting
from shared.events.handlers import HandlerTable, Happening, Retry, Skip
from shared.events.reading import Delivery, Opened, opened
from shared.events.tables import inbox

LADDER = tuple(timedelta(seconds=s) for s in (5, 60, 600, 3600, 6 * 3600, 24 * 3600))
JITTER = 0.1  # so much longer or shorter, that what failed together is not tried together
DEATHS = 3
# after which an attempt begun counts as one that died; a slower one still leaves one effect
LEASE = timedelta(seconds=30)
HELD_UP = "waits for an earlier event of its subject"

Settled = Callable[[Session, Delivery], None]
Observer = Callable[[str, str, float], None]  # (type, ending, seconds)


def _nothing(*_: object) -> None:
    pass


class _Stumbled(Exception):
    """The delivery of this number cannot be handled together with others."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


@dataclass(frozen=True)
class Inbox:
    """A service's receiving end."""

    db: Database
    handlers: HandlerTable
    clock: Clock
    dice: Callable[[], float] = random.random
    observe: Observer = _nothing

    def wants(self, type_name: str) -> bool:
        """Tell whether this service handles the type, be it in another version."""
        return any(
            _unversioned(each.type_name()) == _unversioned(type_name) for each in self.handlers
        )

    def receive(self, body: bytes) -> str:
        """Handle one first delivery by itself; returns how it ended."""
        return self._alone(Delivery(body), _nothing)

    def receive_all(self, deliveries: Sequence[Delivery], settled: Settled = _nothing) -> None:
        """Handle deliveries in their order; `settled` is called in each's own transaction.

        Of those handled together it is called for the last. Raises what keeps the database from
        working, for no deliveries too; what was settled by then stays so.
        """
        if not deliveries:
            with self.db.read() as db:
                db.execute(select(1))
        rest = list(deliveries)
        while rest:
            fresh = next((n for n, each in enumerate(rest) if each.redelivered), len(rest))
            done = self._together(rest[:fresh], settled)
            if done < fresh or not fresh:
                self._alone(rest[done], settled)
                done += 1
            rest = rest[done:]

    def retry_due(self) -> int:
        """Try again what is due, and what waited for it; returns how many were tried."""
        with self.db.read() as db:
            due = noting.due(db, self.clock.now(), limit=50)
        return sum(self._again(row) for row in due)

    def _together(self, deliveries: Sequence[Delivery], settled: Settled) -> int:
        """Handle as many as can be in one transaction; returns how many, from the first on."""
        while deliveries:
            try:
                with self.db.write() as db:
                    took = self._take_all(db, self._opened(deliveries))
                    settled(db, deliveries[-1])
            except _Stumbled as at:
                deliveries = deliveries[: at.number]
            else:
                for type_name, seconds in took:
                    self.observe(type_name, "done", seconds)
                break
        return len(deliveries)

    def _opened(self, deliveries: Sequence[Delivery]) -> list[Opened]:
        events: list[Opened] = []
        for each in deliveries:
            events.append(opened(each, self.handlers))
            if events[-1].fault:
                raise _Stumbled(len(events) - 1)
        return events

    def _take_all(self, db: Session, events: Sequence[Opened]) -> list[tuple[str, float]]:
        took: list[tuple[str, float]] = []
        fresh = noting.note_all_done(db, events, self.clock.now())
        known = noting.known(db, [each for each in events if each.key not in fresh])
        held_up = noting.blocked(db, events)
        for number, each in enumerate(events):
            if (*each.key, each.digest) in known:
                continue
            if each.key not in fresh:
                raise _Stumbled(number)
            fresh.remove(each.key)  # the same event may have come twice
            if each.key in held_up:
                self._note(db, each, "held", reason=HELD_UP)
                continue
            begun = perf_counter()
            try:
                with log.traced(each.envelope.traceparent):
                    each.handler(db, each.event, self._happening(each))
                    _tell(each, "done")
            except Exception as fault:
                raise _Stumbled(number) from fault
            took.append((each.envelope.type, perf_counter() - begun))
        try:
            db.flush()
        except Exception as fault:
            # left to the commit, it does not tell whose it is; the half that succeeds is known
            raise _Stumbled(len(events) // 2) from fault
        return took

    def _alone(self, delivery: Delivery, settled: Settled) -> str:
        event = opened(delivery, self.handlers)
        if delivery.redelivered:
            ended = self._begin(event, delivery, settled)
            if ended:
                return ended
        with self.db.write() as db:
            ending = self._take(db, event)
            settled(db, delivery)
        return ending

    def _again(self, row: Row[Any]) -> bool:
        """Try again what waits in the inbox, unless somebody else does."""
        event = opened(Delivery(row.body), self.handlers)
        mine = (noting.is_event(event), inbox.c.state == row.state, inbox.c.deaths == row.deaths)
        died = row.deaths >= DEATHS
        begun: dict[str, Any] = {
            "state": "parked",
            "reason": _died(row.deaths),
            "next_at": None,
            "deaths": 0,
        }
        if not died:
            later = self.clock.now() + LEASE
            begun = {"state": "trying", "deaths": row.deaths + 1, "next_at": later}
        with self.db.write() as db:
            changed = db.execute(
                update(inbox).where(*mine).values(begun).returning(inbox.c.event_id)
            ).first()
        if changed is None or died:
            return False
        with self.db.write() as db:
            self._take(db, event)
        return True

    def _begin(self, event: Opened, delivery: Delivery, settled: Settled) -> str | None:
        """Note that an attempt begins; returns how it ended when there is nothing to begin."""
        with self.db.write() as db:
            row = noting.row_of(db, event, self.clock.now())
            if not _is_open(row, event):
                settled(db, delivery)
                return self._duplicate(db, event, row)
            if row.deaths >= DEATHS:
                settled(db, delivery)
                return self._note(db, event, "parked", reason=_died(row.deaths))
            lease = self.clock.now() + LEASE
            begun = {"deaths": row.deaths + 1, "attempts": row.attempts}
            self._note(db, event, "trying", next_at=lease, **begun)
        return None

    def _take(self, db: Session, event: Opened) -> str:
        """Handle one event in a savepoint and note how it ended."""
        row = noting.row_of(db, event, self.clock.now())
        if not _is_open(row, event):
            return self._duplicate(db, event, row)
        attempts = row.attempts
        if event.fault:
            return self._note(db, event, "parked", attempts=attempts, reason=event.fault)
        if event.key in noting.blocked(db, [event]):
            return self._note(db, event, "held", attempts=attempts, reason=HELD_UP)
        begun = perf_counter()
        with log.traced(event.envelope.traceparent):
            ending = self._try(db, event, attempts + 1)
            _tell(event, ending)
        self.observe(event.envelope.type, ending, perf_counter() - begun)
        return ending

    def _try(self, db: Session, event: Opened, attempts: int) -> str:
        try:
            with db.begin_nested():
                event.handler(db, event.event, self._happening(event))
        except Skip as reason:
            return self._note(db, event, "skipped", attempts=attempts, reason=str(reason))
        except Exception as fault:
            return self._failed(db, event, attempts, fault)
        return self._note(db, event, "done", attempts=attempts)

    def _failed(self, db: Session, event: Opened, attempts: int, fault: Exception) -> str:
        asked = isinstance(fault, Retry)
        reason = str(fault) if asked else f"{type(fault).__name__}: {fault}"
        if not asked:
            log.get("events").warning(
                "handler failed",
                type=event.envelope.type,
                id=str(event.envelope.id),
                error=type(fault).__name__,
            )
        if attempts > len(LADDER):
            return self._note(db, event, "parked", attempts=attempts, reason=reason)
        pause = LADDER[attempts - 1] * (1 + JITTER * (2 * self.dice() - 1))
        if isinstance(fault, Retry) and fault.after is not None:
            pause = fault.after
        due = self.clock.now() + pause
        return self._note(db, event, "retry", attempts=attempts, reason=reason, next_at=due)

    def _duplicate(self, db: Session, event: Opened, row: Row[Any]) -> str:
        """Drop what is known; what another event's id was given to is kept aside."""
        other = event.set_aside(f"the id {event.envelope.id} belongs to another event")
        if _is_same(row, event) or not _is_open(noting.row_of(db, other, self.clock.now()), other):
            return "duplicate"
        return self._note(db, other, "parked", reason=other.fault)

    def _happening(self, event: Opened) -> Happening:
        envelope = event.envelope
        return Happening(
            event_id=envelope.id,
            source=envelope.source,
            subject=envelope.subject,
            subjectseq=envelope.subjectseq,
            happened_at=envelope.at,
            now=self.clock.now(),
        )

    def _note(self, db: Session, event: Opened, state: str, **more: Any) -> str:
        return noting.note(db, event, state, self.clock.now(), **more)


def _is_open(row: Row[Any], event: Opened) -> bool:
    """Tell whether an attempt was begun at this very event and nobody wrote down its end."""
    return row.state == "trying" and _is_same(row, event)


def _is_same(row: Row[Any], event: Opened) -> bool:
    return row.digest in (None, event.digest)


def _unversioned(type_name: str) -> str:
    return type_name.rpartition(".")[0]


def _tell(event: Opened, ending: str) -> None:
    """Log how it ended, without the reason: that may quote what somebody wrote."""
    say = log.get("events").debug if ending == "done" else log.get("events").info
    say("handled", type=event.envelope.type, id=str(event.envelope.id), ending=ending)


def _died(deaths: int) -> str:
    return f"the worker died while it handled this, {deaths} times"
