from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
import servers
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from services.notifications.actions import deliveries, messages
from services.notifications.app import SERVICE
from services.notifications.model import Delivery, Message
from services.notifications.queries import deliveries as reads
from services.notifications.rules import rule_for
from shared.clock import new_id
from shared.contracts.scheduling import SessionPlanned
from shared.db import Database
from shared.events.handlers import Happening
from shared.migrate import differences, upgrade

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
PEOPLE = tuple(new_id() for _ in range(60))


@pytest.fixture
def database(postgresql: servers.Postgresql) -> Iterator[Database]:
    database = Database(postgresql.create_database(f"mail_{new_id().hex[-8:]}"))
    upgrade(SERVICE, database)
    yield database
    database.close()


def tell(database: Database, event_id: UUID) -> int:
    event = SessionPlanned(
        session_id=new_id(),
        congregation_id=new_id(),
        kind="apk",
        label=1,
        start=NOW + timedelta(days=30),
        revision=0,
        participants=PEOPLE,
    )
    happening = Happening(event_id, "tests", event.subject, 1, NOW, NOW)
    with database.write() as db:
        return messages.tell(db, rule_for("session_planned"), event, happening)


def test_tables_and_migrations_agree_on_postgresql(database: Database) -> None:
    assert differences(SERVICE, database) == []


def test_eight_workers_at_once_claim_each_mail_once(database: Database) -> None:
    tell(database, new_id())

    def claim_all(_number: int) -> list[UUID]:
        mine = []
        while True:
            with database.write() as db:
                claimed = deliveries.claim(db, domain="coach.example", at=NOW)
            if claimed is None:
                return mine
            with database.write() as db:
                deliveries.settle(db, claimed, "sent", "250 ok", at=NOW)
            mine.append(claimed.message.person_id)

    with ThreadPoolExecutor(8) as pool:
        taken = [person for mine in pool.map(claim_all, range(8)) for person in mine]

    assert sorted(taken) == sorted(PEOPLE)
    with database.read() as db:
        sent = select(func.count()).where(Delivery.state == "sent", Delivery.attempts == 1)
        assert db.scalar(sent) == 60
        assert not reads.has_work(db, at=NOW)


def test_an_event_handled_twice_at_once_tells_everybody_once(database: Database) -> None:
    event_id = new_id()

    def try_to_tell(_number: int) -> int:
        try:
            return tell(database, event_id)
        except IntegrityError:
            return 0

    with ThreadPoolExecutor(4) as pool:
        told = list(pool.map(try_to_tell, range(4)))

    assert max(told) == 60
    with database.read() as db:
        assert db.scalar(select(func.count()).select_from(Message)) == 60


def test_what_a_killed_worker_held_becomes_unknown(database: Database) -> None:
    tell(database, new_id())
    with database.write() as db:
        deliveries.claim(db, domain="coach.example", at=NOW)
    later = NOW + timedelta(minutes=6)
    with database.write() as db:
        doubted = deliveries.doubt_abandoned(db, at=later)

    with database.read() as db:
        found, more = reads.page(db, reads.Wanted(state="unknown"))
        assert (doubted, [one.reason for one in found], more) == (1, [deliveries.LOST], None)
