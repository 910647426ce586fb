"""The inbox keeps on PostgreSQL what it promises on SQLite: the same tests, another store."""

from collections.abc import Iterator

import pytest
import servers

from shared.clock import StillClock, new_id
from shared.db import Database
from tests.events.receiving import CATALOGUE, Receiver
from tests.events.test_bad_events import (
    good,  # noqa: F401 - a fixture of these tests
    test_all_of_it_at_once_leaves_one_row_each,  # noqa: F401
)
from tests.events.test_held import *  # noqa: F403 - these are the tests
from tests.events.test_inbox import *  # noqa: F403


@pytest.fixture(scope="module")
def store(postgresql: servers.Postgresql) -> Iterator[Database]:
    database = Database(postgresql.create_database(f"inbox_{new_id().hex}"))
    CATALOGUE.create_all(database.engine)
    yield database
    database.close()


@pytest.fixture
def receiver(store: Database, clock: StillClock) -> Receiver:
    with store.write() as db:
        for table in CATALOGUE.sorted_tables:
            db.execute(table.delete())
    return Receiver(store, clock)
