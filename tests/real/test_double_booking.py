import pytest
import servers

from services.scheduling.app import SERVICE
from shared.db import Database
from shared.migrate import differences, upgrade
from tests.scheduling import racing


@pytest.fixture
def database(postgresql: servers.Postgresql):
    made = Database(postgresql.create_database("double_booking"))
    upgrade(SERVICE, made)
    yield made
    made.close()


def test_postgresql_books_nobody_twice_and_no_writer_waits_in_a_circle(database: Database):
    planned, refused, wrong = racing.race(database, writers=12, tries=12)

    assert wrong == []
    assert planned > 10
    assert refused > 10
    assert racing.overlaps(database) == 0
    assert racing.is_refused_by_the_database(database)
    assert differences(SERVICE, database) == []
