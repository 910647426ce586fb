"""Keeping what identity told us: who belongs where in which role."""

from uuid import UUID

from sqlalchemy.orm import Session

from services.notifications.model import EndedMember, Member


def learn_member(db: Session, member: Member) -> None:
    """A person holds a role in an organisation from now on."""
    if db.get(EndedMember, member.id) is None:
        db.merge(member)


def forget_member(db: Session, member_id: UUID) -> None:
    """A person no longer holds a role."""
    db.merge(EndedMember(id=member_id))
    known = db.get(Member, member_id)
    if known is not None:
        db.delete(known)
