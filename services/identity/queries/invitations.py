"""Invitations that wait for an answer."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.identity import policy, tokens
from services.identity.model import Invitation
from services.identity.queries import organisations
from shared.actor import Actor
from shared.errors import Forbidden, Invalid

GONE = "This invitation is not valid (any more); ask for a new one."


def is_open(invitation: Invitation, *, at: datetime) -> bool:
    """Tell whether the invitation can still be taken up."""
    answered = invitation.accepted_at or invitation.withdrawn_at
    return answered is None and invitation.expires_at > at


def of_token(db: Session, token: str, *, at: datetime) -> Invitation:
    """Return the open invitation of a mailed link; raises `Invalid` when there is none."""
    statement = select(Invitation).where(Invitation.token_hash == tokens.digest(token))
    invitation = db.scalars(statement).one_or_none()
    if invitation is None or not is_open(invitation, at=at):
        raise Invalid(GONE, {"token": GONE})
    return invitation


def of_organisation(
    db: Session, actor: Actor, organisation_id: UUID, *, at: datetime
) -> Sequence[Invitation]:
    """Return the open invitations the asker could have sent, the newest first.

    Raises `NotFound` for a stranger, `Forbidden` for who belongs there but invites nobody.
    """
    place = organisations.visible(db, actor, organisation_id)
    roles = policy.invitable(actor, place.organisation, guides=place.guides)
    if not roles:
        raise Forbidden("You cannot invite people here.")
    statement = (
        select(Invitation)
        .where(
            Invitation.organisation_id == organisation_id,
            Invitation.role.in_(roles),
            Invitation.accepted_at.is_(None),
            Invitation.withdrawn_at.is_(None),
            Invitation.expires_at > at,
        )
        .order_by(Invitation.id.desc())
        .limit(200)
    )
    return db.scalars(statement).all()
