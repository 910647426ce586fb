"""Keeping what other services told us: who guides, who belongs where, who was introduced."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from services.scheduling.actions import claims
from services.scheduling.model import (
    Guidance,
    Introduction,
    Member,
    Participation,
    PlannedSession,
)
from services.scheduling.queries import people


def learn_coach(db: Session, congregation_id: UUID, coach_id: UUID, *, at: datetime) -> None:
    """A coach guides a congregation from this moment on."""
    known = db.scalars(
        select(Guidance).where(
            Guidance.congregation_id == congregation_id, Guidance.coach_id == coach_id
        )
    ).one_or_none()
    if known is None:
        db.add(Guidance(congregation_id=congregation_id, coach_id=coach_id, since=at))
    else:
        known.since = at


def forget_coach(db: Session, congregation_id: UUID, coach_id: UUID, *, at: datetime) -> None:
    """A coach no longer guides a congregation, and takes no part in what is still to come."""
    db.execute(
        delete(Guidance).where(
            Guidance.congregation_id == congregation_id, Guidance.coach_id == coach_id
        )
    )
    _leave(db, congregation_id, coach_id, at=at)


def learn_member(db: Session, member: Member) -> None:
    """A person holds a role in an organisation from now on."""
    db.merge(member)


def forget_member(db: Session, membership_id: UUID, *, at: datetime) -> None:
    """A person no longer holds a role, and leaves that congregation's coming sessions."""
    member = db.get(Member, membership_id)
    if member is None:
        return
    db.delete(member)
    db.flush()
    _leave(db, member.organisation_id, member.person_id, at=at)


def learn_introduction(db: Session, match_id: UUID, congregation_id: UUID, agency_id: UUID) -> None:
    """Congregation and agency know each other from now on."""
    db.merge(Introduction(id=match_id, congregation_id=congregation_id, agency_id=agency_id))


def forget_introduction(db: Session, match_id: UUID) -> None:
    """The match came to its end."""
    db.execute(delete(Introduction).where(Introduction.id == match_id))


def _leave(db: Session, congregation_id: UUID, person_id: UUID, *, at: datetime) -> None:
    if people.possible_participants(db, congregation_id, [person_id]):
        return
    coming = db.scalars(
        select(PlannedSession.id).where(
            PlannedSession.congregation_id == congregation_id, PlannedSession.end_utc > at
        )
    ).all()
    claims.release(db, coming, person_id=person_id)
    db.execute(
        delete(Participation).where(
            Participation.session_id.in_(coming), Participation.person_id == person_id
        )
    )
