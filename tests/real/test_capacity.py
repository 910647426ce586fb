from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from uuid import UUID

import pytest
import servers
from sqlalchemy import func, select, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from services.partners.actions import agencies, answers, matches, offerings, projections
from services.partners.actions.answers import Answer
from services.partners.actions.matches import Proposal
from services.partners.app import SERVICE
from services.partners.importers.peoplegroups import Told, load, take, tell
from services.partners.model import Match, Offering, PeopleGroup, Place
from services.partners.queries import rankings
from services.partners.queries.kept import Kept
from services.partners.sentences.card import Card
from services.seed.people_groups import write_people_groups
from shared.actor import Actor, Membership
from shared.clock import new_id
from shared.contracts.event import NETWORK
from shared.db import Database
from shared.errors import Conflict
from shared.migrate import differences, upgrade

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
COACH = Actor(kind="person", id=new_id(), memberships=(Membership(NETWORK, "network", "coach"),))
YES = Answer(yes=True, body="elders", held_on=date(2026, 11, 20))
REPORTED = Answer(yes=True, body="elders", held_on=date(2026, 11, 20), reported_by_role="leader")
CARD = Card(nl="Een gemeente.", en="A congregation.", named=False)


@pytest.fixture
def database(postgresql: servers.Postgresql) -> Iterator[Database]:
    database = Database(postgresql.create_database(f"partners_{new_id().hex[-8:]}"))
    upgrade(SERVICE, database)
    yield database
    database.close()


@pytest.fixture
def agency_id(database: Database) -> UUID:
    with database.write() as db:
        content = {"name": "Brug naar Buren", "invented": True}
        return agencies.register(db, COACH, content, contact=None, at=NOW).id


def staff(agency_id: UUID) -> Actor:
    works = Membership(agency_id, "agency", "agency_staff")
    return Actor(kind="person", id=new_id(), memberships=(works,), signed_in_at=NOW)


def offered(database: Database, agency_id: UUID, capacity: int = 3) -> UUID:
    content = {"title_nl": "Week", "kind": "visit", "capacity": capacity, "state": "open"}
    with database.write() as db:
        agency = db.get_one(offerings.Agency, agency_id)
        return offerings.register(db, COACH, agency, {**content, "label": 1}, at=NOW).id


def guided(database: Database) -> UUID:
    congregation = new_id()
    assert COACH.id is not None
    with database.write() as db:
        projections.keep_guidance(db, congregation, COACH.id, at=NOW)
    return congregation


def asked(database: Database, congregation: UUID, offering: UUID) -> UUID:
    with database.write() as db:
        wish = Proposal(congregation, offering, override_reason="They asked for it.")
        match = matches.propose(db, COACH, wish, CARD, at=NOW)
    with database.write() as db:
        answers.answer(db, COACH, match.id, REPORTED, at=NOW)
    return match.id


def race(database: Database, acts: list[Callable[[Session], object]]) -> list[object]:
    """Do all at the same time, each in a transaction; returns results and refusals."""

    def once(act: Callable[[Session], object]) -> object:
        try:
            with database.write() as db:
                return act(db)
        except Conflict as refusal:
            return refusal

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(once, acts))


def stood(results: list[object]) -> int:
    return sum(not isinstance(result, Conflict) for result in results)


def test_tables_and_migrations_agree_on_postgresql(database: Database) -> None:
    assert differences(SERVICE, database) == []


def test_places_are_never_exceeded_by_agencies_that_say_yes_at_once(
    database: Database, agency_id: UUID
) -> None:
    two = [offered(database, agency_id, capacity=1) for _ in range(4)]
    waiting = [asked(database, guided(database), offering) for offering in two for _ in range(3)]
    speaks = staff(agency_id)

    results = race(
        database,
        [
            lambda db, match=match: answers.answer(db, speaks, match, Answer(yes=True), at=NOW)
            for match in waiting
        ],
    )

    assert stood(results) == 4
    with database.read() as db:
        places = db.execute(select(Offering.taken, Offering.state)).all()
        assert [tuple(place) for place in places] == [(1, "full")] * 4
        assert db.scalar(select(func.count()).select_from(Place)) == 4


def test_the_database_itself_refuses_a_place_too_many(database: Database, agency_id: UUID) -> None:
    offered(database, agency_id, capacity=2)

    with pytest.raises(IntegrityError), database.write() as db:
        db.execute(text("UPDATE offering SET taken = 3"))


def test_a_congregation_never_has_a_fourth_open_proposal(
    database: Database, agency_id: UUID
) -> None:
    congregation = guided(database)
    many = [offered(database, agency_id) for _ in range(8)]

    results = race(
        database,
        [
            lambda db, one=one: matches.propose(
                db, COACH, Proposal(congregation, one, override_reason="Asked for."), CARD, at=NOW
            )
            for one in many
        ],
    )

    assert stood(results) == 3


def test_an_offering_never_has_a_fourth_open_proposal(database: Database, agency_id: UUID) -> None:
    offering = offered(database, agency_id)
    many = [guided(database) for _ in range(8)]

    results = race(
        database,
        [
            lambda db, one=one: matches.propose(db, COACH, Proposal(one, offering), CARD, at=NOW)
            for one in many
        ],
    )

    assert stood(results) == 3


def test_a_withdrawn_offering_and_answers_at_the_same_time_do_not_wait_in_a_circle(
    database: Database, agency_id: UUID
) -> None:
    speaks = staff(agency_id)
    for _ in range(5):
        offering = offered(database, agency_id)
        waiting = [asked(database, guided(database), offering) for _ in range(3)]
        acts: list[Callable[[Session], object]] = [
            lambda db, match=match: answers.answer(db, speaks, match, Answer(yes=True), at=NOW)
            for match in waiting
        ]
        acts.append(
            lambda db, offering=offering: offerings.move(db, speaks, offering, "withdrawn", at=NOW)
        )
        results = race(database, acts)
        assert not isinstance(results[-1], Conflict)
    with database.read() as db:
        states = set(db.scalars(select(Match.state)))

    assert states <= {"introduced", "withdrawn"}


def test_a_ranking_and_a_people_group_list_work_on_postgresql(
    database: Database, agency_id: UUID, tmp_path
) -> None:
    offered(database, agency_id)
    congregation = guided(database)
    path = tmp_path / "groups.csv"
    write_people_groups(path, rows=300, seed=7)
    reading = load(path, Told())

    with database.write() as db:
        report = take(db, reading, Told(), at=NOW)
    with database.read() as db:
        again = tell(db, reading, Told(), at=NOW)
        ranked = rankings.ranking(db, COACH, congregation, rankings.Wanted(), kept=Kept(), at=NOW)
        kept = db.scalar(select(func.count()).select_from(PeopleGroup))

    assert report["added"] == kept == again["unchanged"]
    assert len(ranked["ranked"]) == 1
