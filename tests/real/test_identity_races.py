from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
import servers
from sqlalchemy.orm import Session

from services.identity.actions import people, sign_in
from services.identity.actions.sessions import Device
from services.identity.app import SERVICE
from services.identity.model import Organisation, Person, SignIn
from shared.actor import service
from shared.clock import new_id
from shared.contracts.event import NETWORK
from shared.db import Database
from shared.errors import Invalid
from shared.migrate import differences, upgrade

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
EMAIL = "anna@kerk.example"
WRITER = service("tests")


@pytest.fixture
def database(postgresql: servers.Postgresql) -> Iterator[Database]:
    database = Database(postgresql.create_database(f"identity_{new_id().hex[-8:]}"))
    upgrade(SERVICE, database)
    with database.write() as db:
        coach = people.welcome(db, people.Someone("Anna", EMAIL, "nl"), at=NOW)
        give_coach(db, coach)
    yield database
    database.close()


def give_coach(db: Session, person: Person) -> None:
    network = db.get_one(Organisation, NETWORK)
    people.give_role(db, WRITER, people.Seat(person.id, network, "coach"), at=NOW)


def race(database: Database, act: Callable[[Session], object], times: int = 8) -> list[object]:
    """Do the same at the same time, each in a transaction; returns results and refusals."""

    def once(_number: int) -> object:
        try:
            with database.write() as db:
                return act(db)
        except (Invalid, sign_in.TooMany) as refusal:
            return refusal

    with ThreadPoolExecutor(times) as pool:
        return list(pool.map(once, range(times)))


def test_tables_and_migrations_agree_on_postgresql(database: Database) -> None:
    assert differences(SERVICE, database) == []


def test_a_link_clicked_eight_times_at_once_signs_in_once(database: Database) -> None:
    with database.write() as db:
        asked = sign_in.ask(db, EMAIL, next_path=None, at=NOW)
        token = sign_in.write_letter(db, asked.id, at=NOW).token
    device = Device(own=False, label="")

    results = race(database, lambda db: sign_in.enter_by_token(db, token, device=device, at=NOW))

    assert sum(isinstance(result, sign_in.Arrived) for result in results) == 1


def test_codes_guessed_at_the_same_time_are_counted_all(database: Database) -> None:
    with database.write() as db:
        asked = sign_in.ask(db, EMAIL, next_path=None, at=NOW)
        sign_in.write_letter(db, asked.id, at=NOW)

    results = race(database, lambda db: sign_in.count_try(db, asked.id, at=NOW))

    with database.read() as db:
        assert db.get_one(SignIn, asked.id).attempts == 5
    assert sum(isinstance(result, str) for result in results) == 5


def test_letters_asked_at_the_same_time_are_counted_all(database: Database) -> None:
    results = race(database, lambda db: sign_in.ask(db, EMAIL, next_path=None, at=NOW))

    assert sum(isinstance(result, SignIn) for result in results) == 5
