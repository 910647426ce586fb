"""Sessions that hold now."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session as Database

from services.identity import tokens
from services.identity.model import Person, Session
from services.identity.queries import people
from shared.actor import Actor
from shared.errors import Unknown


class Live(NamedTuple):
    """A session that holds, with its person as he stands now."""

    session: Session
    person: Person
    actor: Actor


def live(db: Database, token: str, *, at: datetime) -> Live:
    """Return the session of this token; raises `Unknown` when it ended or never was."""
    found = db.execute(
        select(Session, Person)
        .join(Person, Person.id == Session.person_id)
        .where(
            Session.token_hash == tokens.digest(token),
            Session.ended_at.is_(None),
            Session.expires_at > at,
            Person.erased_at.is_(None),
        )
    ).one_or_none()
    if found is None:
        raise Unknown("You are no longer signed in.")
    session, person = found
    return Live(session, person, people.actor_of(db, person, signed_in_at=session.signed_in_at))


def of_person(db: Database, actor: Actor, *, at: datetime) -> Sequence[Session]:
    """Return the asker's sessions that hold now, the last used first."""
    statement = (
        select(Session)
        .where(Session.person_id == actor.id, Session.ended_at.is_(None), Session.expires_at > at)
        .order_by(Session.last_seen_at.desc(), Session.id)
    )
    return db.scalars(statement).all()
