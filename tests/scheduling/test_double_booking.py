from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from services.scheduling.app import SERVICE
from services.scheduling.model import Claim
from shared.db import Database
from shared.migrate import upgrade
from tests.scheduling import racing


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    made = Database(f"sqlite:///{tmp_path}/scheduling.sqlite3")
    upgrade(SERVICE, made)
    yield made
    made.close()


def test_sixteen_writers_at_once_never_book_a_person_twice(database: Database):
    planned, refused, wrong = racing.race(database, writers=16, tries=12)

    assert wrong == []
    assert planned > 10
    assert refused > 10
    assert racing.overlaps(database) == 0


def test_the_database_itself_refuses_an_overlapping_claim(database: Database):
    assert racing.is_refused_by_the_database(database)


def test_the_database_refuses_a_claim_that_is_moved_onto_another(database: Database):
    racing.race(database, writers=2, tries=10)
    with pytest.raises(IntegrityError), database.write() as tables:
        confirmed = tables.scalars(
            select(Claim).where(Claim.state == "confirmed").order_by(Claim.person_id)
        ).all()
        one, other = next(
            (one, other) for one, other in pairwise(confirmed) if one.person_id == other.person_id
        )
        one.start_utc = other.start_utc + timedelta(minutes=1)
        one.end_utc = other.end_utc + timedelta(minutes=1)

    assert racing.overlaps(database) == 0
