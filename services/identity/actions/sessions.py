"""Signed-in browsers: begun, seen, ended."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import update
from sqlalchemy.orm import Session as Database

from services.identity import policy, tokens
from services.identity.model import Person, Session
from shared import audit
from shared.actor import Actor
from shared.errors import NotFound


@dataclass(frozen=True)
class Device:
    """On what somebody signs in: his own, or one that others use too."""

    own: bool
    label: str


@dataclass(frozen=True)
class Entered:
    """Who came in, and the token that only his browser keeps."""

    session_token: str
    person: Person
    session: Session


def start(
    db: Database,
    person: Person,
    *,
    device: Device,
    at: datetime,
    signed_in_at: datetime | None = None,
) -> Entered:
    """Sign a person in; `signed_in_at` lies earlier when the proof of who he is does."""
    secret = tokens.fresh("mcs_")
    session = Session(
        token_hash=secret.digest,
        person_id=person.id,
        own_device=device.own,
        device=device.label,
        created_at=at,
        last_seen_at=at,
        expires_at=policy.session_ends(device.own, at=at),
        signed_in_at=signed_in_at or at,
    )
    db.add(session)
    db.flush()
    who = Actor(kind="person", id=person.id)
    audit.note(db, who, "signed in", at=at, objects={"session_id": str(session.id)})
    return Entered(secret.plain, person, session)


def note_seen(db: Database, session_id: UUID, *, at: datetime) -> None:
    """Write down that a session is in use."""
    db.execute(update(Session).where(Session.id == session_id).values(last_seen_at=at))


def end_by_token(db: Database, token: str, *, at: datetime) -> None:
    """End the session of this browser; one that is over already stays so."""
    db.execute(
        update(Session)
        .where(Session.token_hash == tokens.digest(token), Session.ended_at.is_(None))
        .values(ended_at=at)
    )


def end(db: Database, actor: Actor, session_id: UUID, *, at: datetime) -> None:
    """End one of the asker's own sessions, on whatever device it is."""
    session = db.get(Session, session_id)
    if session is None or session.person_id != actor.id or session.ended_at is not None:
        raise NotFound
    session.ended_at = at
