"""Laying confirmed sessions' claims on people's time; who is taken already is refused by name.

The check here gives the answer its words. What makes it certain is the database: it takes one
writer at a time (SQLite) or one per person (advisory locks, PostgreSQL), and its own constraint
refuses overlapping claims whatever the code does.
"""

from collections.abc import Collection, Iterable
from uuid import UUID

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from services.scheduling.model import Claim, PlannedSession
from shared.errors import Conflict


def lay(db: Session, sessions: Collection[PlannedSession], people: Iterable[UUID]) -> None:
    """Claim these people's time for the sessions, in place of what the sessions claimed before.

    Raises Conflict with one field `participants.<id>` for each person who is taken.
    """
    persons = sorted(set(people))
    _one_at_a_time(db, persons)
    release(db, [session.id for session in sessions])
    taken = busy(db, sessions, persons)
    if taken:
        raise Conflict("Somebody is already booked at that time.", _named(taken))
    db.add_all(
        Claim(
            person_id=person,
            session_id=session.id,
            start_utc=session.start_utc,
            end_utc=session.end_utc,
            state="confirmed",
        )
        for session in sessions
        for person in persons
    )
    db.flush()


def release(db: Session, session_ids: Collection[UUID], *, person_id: UUID | None = None) -> None:
    """Give back the time that these sessions claim (of one person, if one is named)."""
    statement = update(Claim).where(Claim.session_id.in_(session_ids), Claim.state == "confirmed")
    if person_id is not None:
        statement = statement.where(Claim.person_id == person_id)
    db.execute(statement.values(state="released"))


def busy(
    db: Session, sessions: Collection[PlannedSession], people: Collection[UUID]
) -> dict[UUID, list[PlannedSession]]:
    """Who of these people is taken, and for which of the sessions."""
    found: dict[UUID, list[PlannedSession]] = {}
    for session in sessions:
        persons = db.scalars(
            select(Claim.person_id)
            .where(
                Claim.person_id.in_(people),
                Claim.state == "confirmed",
                Claim.session_id != session.id,
                Claim.start_utc < session.end_utc,
                Claim.end_utc > session.start_utc,
            )
            .distinct()
        )
        for person in persons:
            found.setdefault(person, []).append(session)
    return found


def _named(taken: dict[UUID, list[PlannedSession]]) -> dict[str, str]:
    return {
        f"participants.{person}": "Already booked: "
        + ", ".join(f"{session.local_start:%Y-%m-%d %H:%M}" for session in sessions)
        + "."
        for person, sessions in taken.items()
    }


def _one_at_a_time(db: Session, persons: Iterable[UUID]) -> None:
    # In one order everywhere, so that two writers never wait for each other in a circle.
    if db.get_bind().dialect.name != "postgresql":
        return
    for key in sorted(int.from_bytes(person.bytes[8:], signed=True) for person in persons):
        db.execute(select(func.pg_advisory_xact_lock(key)))
