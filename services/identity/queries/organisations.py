"""Organisations and who guides them."""

from typing import NamedTuple
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from services.identity import policy
from services.identity.model import Guidance, Invitation, Membership, Organisation
from shared.actor import Actor
from shared.errors import NotFound


class Place(NamedTuple):
    """An organisation as one asker stands to it."""

    organisation: Organisation
    guides: bool


class Counted(NamedTuple):
    """An organisation in the operator's list."""

    id: UUID
    kind: str
    members: int
    invitations_open: int


def guides(db: Session, actor: Actor, congregation_id: UUID) -> bool:
    """Tell whether the asker is a coach who guides this congregation now."""
    if not actor.has("coach"):
        return False
    statement = select(Guidance.id).where(
        Guidance.congregation_id == congregation_id,
        Guidance.coach_id == actor.id,
        Guidance.until.is_(None),
    )
    return db.scalars(statement).first() is not None


def visible(db: Session, actor: Actor, organisation_id: UUID) -> Place:
    """Return the organisation if the asker may know its people; raises `NotFound`."""
    organisation = db.get(Organisation, organisation_id)
    if organisation is None:
        raise NotFound
    guiding = guides(db, actor, organisation_id)
    if not policy.sees_people(actor, organisation, guides=guiding):
        raise NotFound
    return Place(organisation, guiding)


def page(db: Session, *, limit: int, after: UUID | None) -> list[Counted]:
    """Return organisations by id with their counts, for the operator."""
    members = (
        select(func.count())
        .where(Membership.organisation_id == Organisation.id, Membership.until.is_(None))
        .scalar_subquery()
    )
    invitations = (
        select(func.count())
        .where(
            Invitation.organisation_id == Organisation.id,
            Invitation.accepted_at.is_(None),
            Invitation.withdrawn_at.is_(None),
        )
        .scalar_subquery()
    )
    statement = select(Organisation.id, Organisation.kind, members, invitations)
    if after is not None:
        statement = statement.where(Organisation.id > after)
    rows = db.execute(statement.order_by(Organisation.id).limit(limit))
    return [Counted(*row) for row in rows]
