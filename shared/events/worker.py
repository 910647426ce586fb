"""What runs beside the web: sending what waits in the outbox, taking in events, timed jobs."""

import threading
from collections.abc import Callable, Sequence
from time import monotonic
from typing import Any

from sqlalchemy import Row, select, text, update
from sqlalchemy.orm import Session

from shared import log
from shared.clock import Clock
from shared.config import Settings
from shared.db import Database
from shared.events import bus
from shared.events.inbox import Inbox
from shared.events.tables import outbox
from shared.service import Job, Tools

WINDOW = 300


class Relay:
    """Sends the outbox to RabbitMQ and marks what the broker confirmed."""

    def __init__(self, database: Database, publisher: bus.Publisher, clock: Clock) -> None:
        self._db = database
        self._publisher = publisher
        self._clock = clock

    def send(self) -> int:
        """Send what waits; returns how many were confirmed. Outages raise `bus.BusDown`."""
        return sum(self._send_bucket(bucket) for bucket in self._waiting_buckets())

    def _waiting_buckets(self) -> Sequence[int]:
        with self._db.read() as db:
            return db.scalars(
                select(outbox.c.bucket)
                .where(outbox.c.published_at.is_(None), outbox.c.refused.is_(None))
                .distinct()
            ).all()

    def _send_bucket(self, bucket: int) -> int:
        with self._db.write() as db:
            if not self._claim(db, bucket):
                return 0
            rows = db.execute(
                select(outbox)
                .where(
                    outbox.c.bucket == bucket,
                    outbox.c.published_at.is_(None),
                    outbox.c.refused.is_(None),
                )
                .order_by(outbox.c.position)
                .limit(WINDOW)
            ).all()
            sent = self._publisher.publish(
                [bus.Message(str(r.event_id), r.type, r.subject, r.body) for r in rows]
            )
            return self._mark(db, rows, sent)

    def _claim(self, db: Session, bucket: int) -> bool:
        # one relay per bucket at a time keeps the order of its subjects; held until commit
        if self._db.is_sqlite:
            return True
        claimed: bool = db.execute(
            text("SELECT pg_try_advisory_xact_lock(7201, :bucket)"), {"bucket": bucket}
        ).scalar_one()
        return claimed

    def _mark(self, db: Session, rows: Sequence[Row[Any]], sent: bus.Published) -> int:
        broken: set[str] = set()
        marked = 0
        for row in rows:
            event_id, subject = str(row.event_id), row.subject
            key = outbox.c.position == row.position
            if event_id in sent.refused and event_id not in sent.full:
                db.execute(update(outbox).where(key).values(refused=sent.refused[event_id]))
            elif event_id in sent.confirmed and subject not in broken:
                db.execute(update(outbox).where(key).values(published_at=self._clock.now()))
                marked += 1
            else:
                # unsent, or the queue was full: everything after it of the subject waits too
                broken.add(subject)
        return marked


class Loop(threading.Thread):
    """Does one thing again and again until stopped; a fault is logged and the thing tried again."""

    def __init__(self, name: str, step: Callable[[], object], *, pause: float) -> None:
        super().__init__(name=name, daemon=True)
        self._step = step
        self._pause = pause
        self._wake = threading.Event()
        self._stopping = False

    def wake(self) -> None:
        """Do it now."""
        self._wake.set()

    def run(self) -> None:
        """Repeat until stopped."""
        while not self._stopping:
            try:
                self._step()
            except bus.BusDown as fault:
                log.get("events").warning("broker away", thread=self.name, error=str(fault))
                self._wake.wait(2.0)
            except Exception:
                log.get("worker").exception("a round failed", thread=self.name)
            self._wake.wait(self._pause)
            self._wake.clear()

    def stop(self) -> None:
        """Finish the round and end."""
        self._stopping = True
        self._wake.set()
        self.join(timeout=25)


class Timetable:
    """Runs each of a service's timed jobs when its time has come."""

    def __init__(self, jobs: Sequence[Job], settings: Settings, tools: Tools) -> None:
        self._jobs = jobs
        self._settings = settings
        self._tools = tools
        self._next = {job.name: 0.0 for job in jobs}
        # a clock that was moved ahead brings on what is due by it
        self._due = {job.name: tools.clock.now() for job in jobs}

    def tick(self) -> None:
        """Run what is due now."""
        for job in self._jobs:
            now = self._tools.clock.now()
            if monotonic() >= self._next[job.name] or now >= self._due[job.name]:
                self._next[job.name] = monotonic() + job.every.total_seconds()
                self._due[job.name] = now + job.every
                self._run(job)

    def _run(self, job: Job) -> None:
        with log.traced():
            try:
                job.run(self._settings, self._tools)
            except Exception:
                log.get("jobs").exception("job failed", job=job.name)


def consumer(url: str, queue: str, inbox: Inbox, stop: threading.Event) -> threading.Thread:
    """Return the thread that takes events from the service's queue into its inbox."""

    def take(body: bytes) -> None:
        inbox.receive(body)

    def run() -> None:
        bus.consume(url, queue, take, stop)

    return threading.Thread(target=run, name=f"consumer-{queue}", daemon=True)
