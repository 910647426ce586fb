"""Mailed one-purpose links that hold now."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.identity import tokens
from services.identity.model import Link, Membership
from shared.actor import Actor
from shared.actor import Membership as Role
from shared.errors import Invalid

GONE = "This link is not valid (any more)."


def belongs(db: Session, person_id: UUID, organisation_id: UUID) -> bool:
    """Tell whether the person holds any role in the organisation now."""
    statement = select(Membership.id).where(
        Membership.person_id == person_id,
        Membership.organisation_id == organisation_id,
        Membership.until.is_(None),
    )
    return db.scalars(statement).first() is not None


def holding(db: Session, token: str, *, at: datetime) -> Link:
    """Return the link that holds; raises `Invalid` when it ended or its person left."""
    statement = select(Link).where(Link.token_hash == tokens.digest(token), Link.expires_at > at)
    link = db.scalars(statement).one_or_none()
    if link is None or not belongs(db, link.person_id, link.organisation_id):
        raise Invalid(GONE, {"token": GONE})
    return link


def actor_of(link: Link) -> Actor:
    """Return who comes by this link: for one thing only, on behalf of one agency."""
    return Actor(
        kind="link",
        id=link.person_id,
        memberships=(Role(link.organisation_id, "agency", "contact"),),
        scopes=frozenset({f"{link.purpose}:{link.subject}"}),
    )
