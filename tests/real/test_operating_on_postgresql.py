"""An operator decides, and events are kept, on PostgreSQL as on SQLite: the same tests."""

from collections.abc import Iterator

import pytest
import servers

from shared.clock import StillClock, new_id
from shared.db import Database
from tests.events.receiving import CATALOGUE, Receiver
from tests.events.test_keeping import *  # noqa: F403 - these are the tests
from tests.events.test_operating import *  # noqa: F403


@pytest.fixture(scope="module")
def store(postgresql: servers.Postgresql) -> Iterator[Database]:
    database = Database(postgresql.create_database(f"operating_{new_id().hex}"))
    CATALOGUE.create_all(database.engine)
    yield database
    database.close()


@pytest.fixture
def receiver(store: Database, clock: StillClock) -> Receiver:
    with store.write() as db:
        for table in CATALOGUE.sorted_tables:
            db.execute(table.delete())
    return Receiver(store, clock)
