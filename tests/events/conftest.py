"""The store of these tests is SQLite; tests/real runs the same ones on PostgreSQL."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from shared.clock import StillClock
from shared.db import Database
from tests.events.receiving import CATALOGUE, Receiver
from tests.events.sending import Sender


@pytest.fixture
def receiver(tmp_path: Path, clock: StillClock) -> Iterator[Receiver]:
    database = Database(f"sqlite:///{tmp_path}/inbox.sqlite3")
    CATALOGUE.create_all(database.engine)
    yield Receiver(database, clock)
    database.close()


@pytest.fixture
def sender(tmp_path: Path, clock: StillClock) -> Iterator[Sender]:
    database = Database(f"sqlite:///{tmp_path}/outbox.sqlite3")
    CATALOGUE.create_all(database.engine)
    yield Sender(database, clock)
    database.close()
