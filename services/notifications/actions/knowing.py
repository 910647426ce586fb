"""Keeping what identity told us: who belongs where in which role."""

from uuid import UUID

from sqlalchemy import delete
from sqlalchemy.orm import Session

from services.notifications.model import Member


def learn_member(db: Session, member: Member) -> None:
    """A person holds a role in an organisation from now on."""
    db.merge(member)


def forget_member(db: Session, member_id: UUID) -> None:
    """A person no longer holds a role."""
    db.execute(delete(Member).where(Member.id == member_id))
