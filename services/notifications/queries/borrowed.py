"""Addresses that are known for one mail only, while they are."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from services.notifications.model import BorrowedAddress
from shared.actor import Actor
from shared.audit import audit

ACT = "POST /rater-invitations"


def address_of(db: Session, message_id: UUID) -> BorrowedAddress | None:
    """Return to whom a mail goes, until it was handed over."""
    return db.get(BorrowedAddress, message_id)


def asked_since(db: Session, actor: Actor, since: datetime) -> int:
    """Return how many such mails this person asked for, by the log of who did what."""
    mine = select(func.count()).where(
        audit.c.act == ACT, audit.c.actor_id == actor.id, audit.c.at > since
    )
    return db.scalar(mine) or 0
