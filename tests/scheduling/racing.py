"""Many writers who want the same people at the same time, on whichever database is given."""

import threading
from datetime import UTC, datetime, timedelta
from random import Random
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import aliased

from services.scheduling.actions import sessions
from services.scheduling.actions.wishes import SessionWish
from services.scheduling.model import Claim, Guidance, Member
from shared.actor import Actor, Membership
from shared.clock import new_id
from shared.contracts.event import NETWORK
from shared.db import Database
from shared.errors import Conflict

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
FIRST = datetime(2027, 1, 11, 9, 0)  # noqa: DTZ001 - wall time


def settle_in(db: Database) -> tuple[Actor, UUID, list[UUID]]:
    """One coach, his congregation and three leaders."""
    coach, congregation, leaders = new_id(), new_id(), [new_id() for _ in range(3)]
    with db.write() as tables:
        tables.add(Guidance(congregation_id=congregation, coach_id=coach, since=NOW))
        tables.add_all(
            Member(
                id=new_id(),
                person_id=leader,
                organisation_id=congregation,
                organisation_kind="congregation",
                role="leader",
            )
            for leader in leaders
        )
    membership = Membership(NETWORK, "network", "coach")
    return Actor(kind="person", id=coach, memberships=(membership,)), congregation, leaders


def race(db: Database, *, writers: int, tries: int) -> tuple[int, int, list[BaseException]]:
    """Let the writers plan and move at random; returns planned, refused, other faults."""
    actor, congregation, leaders = settle_in(db)
    planned, refused, wrong = [], [], []
    begin = threading.Barrier(writers)

    def write(seed: int) -> None:
        random = Random(seed)
        mine: list[UUID] = []
        begin.wait()
        for _ in range(tries):
            start = FIRST + timedelta(minutes=30 * random.randrange(60))
            people = random.sample(leaders, random.choice((1, 2, 3)))
            wish = SessionWish(
                congregation_id=congregation,
                kind="conversation",
                local_start=start,
                zone="Europe/Amsterdam",
                minutes=random.choice((30, 60, 90)),
                label=1,
                participants=people,
            )
            try:
                with db.write() as tables:
                    if mine and random.random() < 0.3:
                        sessions.change(
                            tables, actor, random.choice(mine), {"local_start": start}, at=NOW
                        )
                    else:
                        made = sessions.plan(tables, actor, wish, host="church.example", at=NOW)
                        mine.append(made.id)
                planned.append(seed)
            except Conflict:
                refused.append(seed)
            except BaseException as fault:
                wrong.append(fault)

    threads = [threading.Thread(target=write, args=(seed,)) for seed in range(writers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return len(planned), len(refused), wrong


def overlaps(db: Database) -> int:
    """Count pairs of confirmed claims of one person that overlap."""
    one, other = aliased(Claim), aliased(Claim)
    pairs = select(one.id).join(
        other,
        (one.person_id == other.person_id)
        & (one.id != other.id)
        & (one.start_utc < other.end_utc)
        & (one.end_utc > other.start_utc),
    )
    with db.read() as tables:
        wanted = pairs.where(one.state == "confirmed", other.state == "confirmed")
        return len(tables.execute(wanted).all())


def is_refused_by_the_database(db: Database) -> bool:
    """Write two overlapping claims past all code; tells whether the second was refused."""
    actor, congregation, leaders = settle_in(db)
    wish = SessionWish(
        congregation_id=congregation,
        kind="conversation",
        local_start=FIRST,
        zone="Europe/Amsterdam",
        minutes=60,
        label=1,
        participants=leaders[:1],
    )
    with db.write() as tables:
        first = sessions.plan(tables, actor, wish, host="church.example", at=NOW)
    try:
        with db.write() as tables:
            tables.add(
                Claim(
                    person_id=leaders[0],
                    session_id=first.id,
                    start_utc=first.start_utc + timedelta(minutes=59),
                    end_utc=first.end_utc + timedelta(minutes=59),
                    state="confirmed",
                )
            )
    except IntegrityError:
        return True
    return False
