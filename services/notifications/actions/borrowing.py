"""Writing once to an address that somebody typed: it is known until the mail was handed over."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import delete
from sqlalchemy.orm import Session

from services.notifications.actions.messages import queue
from services.notifications.model import BorrowedAddress, Message
from services.notifications.queries import borrowed
from shared.actor import Actor
from shared.clock import new_id
from shared.errors import NotFound, TooMany

LETTER = "rater_invitation"
HOLDS = timedelta(days=7)
MOST_A_DAY = 200  # by one person; a whole congregation is asked over slips


@dataclass(frozen=True, kw_only=True)
class Invitation:
    """To whom a rater's link is mailed: `token` is the secret of his link."""

    round_id: UUID
    congregation_id: UUID
    address: str
    language: str
    token: str


def invite_rater(db: Session, actor: Actor, asked: Invitation, *, at: datetime) -> None:
    """Queue one mail with a rater's link; no person, name or account stands behind it."""
    if not (actor.has("coach") or actor.has("leader", asked.congregation_id)):
        raise NotFound
    if borrowed.asked_since(db, actor, at - timedelta(days=1)) >= MOST_A_DAY:
        raise TooMany("That is enough mail for one day; print slips for the others.")
    message = Message(
        id=new_id(),
        # no event asks for it and nobody is known under this id: both stand for this mail alone
        event_id=new_id(),
        person_id=new_id(),
        letter=LETTER,
        importance="mandatory",
        recipient_kind="address",
        role="address",
        subject_id=asked.round_id,
        organisation_id=asked.congregation_id,
        organisation_kind="congregation",
        created_at=at,
        expires_at=at + HOLDS,
    )
    db.add(message)
    queue(db, message, at=at)
    db.add(
        BorrowedAddress(
            message_id=message.id,
            address=asked.address,
            language=asked.language,
            token=asked.token,
        )
    )
    db.flush()


def give_back(db: Session, message_id: UUID) -> None:
    """Forget the address of a mail that is on its way, or never will be."""
    db.execute(delete(BorrowedAddress).where(BorrowedAddress.message_id == message_id))
