"""The operator's command in a process of its own, on PostgreSQL, beside a worker's inbox."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import servers
from sqlalchemy import func, select, update

from services.partners.app import SERVICE
from shared.audit import audit
from shared.clock import Clock, new_id
from shared.contracts.congregations import CongregationRegistered
from shared.contracts.envelope import seal
from shared.db import Database
from shared.events.inbox import Inbox
from shared.events.outbox import record
from shared.events.tables import inbox, outbox
from shared.migrate import upgrade

ROOT = Path(__file__).parents[2]


class Office:
    """The database of partners, its inbox, and the command as an operator types it."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.db = Database(url)
        self.inbox = Inbox(self.db, SERVICE.handlers, Clock())

    def events(self, *words: str) -> str:
        there = {**os.environ, "MISSIONSCOACH_DATABASE_URL": self.url, "PYTHONPATH": str(ROOT)}
        command = [sys.executable, "-m", "services", "events", *words, "--service", "partners"]
        done = subprocess.run(
            command, check=False, cwd=ROOT, env=there, capture_output=True, text=True, timeout=60
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def park(self, number: int) -> None:
        """Leave so many events parked, as after a fault that is mended by now."""
        for _ in range(number):
            event = CongregationRegistered(congregation_id=new_id())
            at = Clock().now()
            body = seal(event, event_id=new_id(), subjectseq=1, at=at, traceparent=None)
            self.inbox.receive(body)
            with self.db.write() as db:
                done = update(inbox).where(inbox.c.state == "done")
                db.execute(done.values(state="parked", reason="mended since", body=body))

    def states(self) -> dict[str, int]:
        counted = select(inbox.c.state, func.count().label("number")).group_by(inbox.c.state)
        with self.db.read() as db:
            return {row.state: row.number for row in db.execute(counted)}


@pytest.fixture
def office(postgresql: servers.Postgresql) -> Iterator[Office]:
    made = Office(postgresql.create_database(f"partners_{new_id().hex}"))
    upgrade(SERVICE, made.db)
    yield made
    made.db.close()


def test_what_is_parked_is_seen_counted_replayed_and_handled(office: Office) -> None:
    office.park(3)

    assert "partners: 0 to be sent, 3 parked" in office.events("list")
    assert "3 events are meant" in office.events("replay", "--error", "mended", "--dry-run")
    assert office.states() == {"parked": 3}

    assert "events replay: 3" in office.events("replay", "--error", "mended")
    while office.inbox.retry_due():
        pass
    assert set(office.states()) <= {"done", "skipped"}
    with office.db.read() as db:
        assert db.scalars(select(audit.c.act)).all() == ["events replay"]


def test_what_was_sent_waits_again_after_it_is_to_be_resent(office: Office) -> None:
    with office.db.write() as db:
        for _ in range(3):
            event = CongregationRegistered(congregation_id=new_id())
            record(db, event, at=Clock().now())
        db.execute(update(outbox).values(published_at=Clock().now()))

    assert "events resend: 3" in office.events("resend", "--since", "2020-01-01")
    assert "3 to be sent (the oldest for" in office.events("list")
