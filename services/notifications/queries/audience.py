"""Whom an event concerns, as far as memberships tell it."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.notifications.model import Member, Message

# in this order: the first role that somebody holds is the one that is written to
ROLES_OF = {"leaders": ("leader",), "agency": ("agency_staff", "contact")}


def members(db: Session, organisation_id: UUID, role: str) -> list[UUID]:
    """Return who holds a role in an organisation, the longest-standing first."""
    statement = (
        select(Member.person_id)
        .where(Member.organisation_id == organisation_id, Member.role == role)
        .order_by(Member.since, Member.id)
    )
    return list(dict.fromkeys(db.scalars(statement)))


def of_organisation(db: Session, organisation_id: UUID, audience: str) -> tuple[str, list[UUID]]:
    """Return the role that is written to and who holds it; nobody when nobody is known."""
    role = ""
    for role in ROLES_OF[audience]:
        found = members(db, organisation_id, role)
        if found:
            return role, found
    return role, []


def still_belongs(db: Session, message: Message) -> bool:
    """Tell whether a person written to for a role still holds it."""
    roles = {role for several in ROLES_OF.values() for role in several}
    if message.role not in roles or message.organisation_id is None:
        return True
    return message.person_id in members(db, message.organisation_id, message.role)
