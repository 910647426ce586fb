"""Remembering what other services' events tell: planned sessions, open questions, introductions."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import delete
from sqlalchemy.orm import Session

from services.congregations.model import CoachRole, Introduction, OpenQuestion, PlannedSession


def remember_session(db: Session, session: PlannedSession) -> PlannedSession:
    """Keep when a session takes place."""
    return db.merge(session)


def forget_session(db: Session, session_id: UUID) -> None:
    """Forget a session that does not take place."""
    db.execute(delete(PlannedSession).where(PlannedSession.session_id == session_id))


def remember_coach(db: Session, membership_id: UUID, person_id: UUID) -> None:
    """Keep that a person may guide congregations."""
    db.merge(CoachRole(membership_id=membership_id, person_id=person_id))


def forget_coach(db: Session, membership_id: UUID) -> None:
    """Forget a coach's role that ended."""
    db.execute(delete(CoachRole).where(CoachRole.membership_id == membership_id))


def remember_question(
    db: Session, match_id: UUID, congregation_id: UUID, *, waiting_for: str, since: datetime
) -> None:
    """Keep that a proposal waits for an answer, and from whom."""
    question = OpenQuestion(
        match_id=match_id, congregation_id=congregation_id, waiting_for=waiting_for, since=since
    )
    db.merge(question)


def remember_introduction(
    db: Session, match_id: UUID, congregation_id: UUID, agency_id: UUID, *, since: datetime
) -> None:
    """Keep that an agency knows a congregation now."""
    introduction = Introduction(
        match_id=match_id, congregation_id=congregation_id, agency_id=agency_id, since=since
    )
    db.merge(introduction)


def forget_introduction(db: Session, match_id: UUID) -> None:
    """Forget an introduction whose match came to its end."""
    db.execute(delete(Introduction).where(Introduction.match_id == match_id))


def forget_question(db: Session, match_id: UUID) -> None:
    """Forget a question that was answered, or whose match came to its end."""
    db.execute(delete(OpenQuestion).where(OpenQuestion.match_id == match_id))
