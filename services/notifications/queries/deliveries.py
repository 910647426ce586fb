"""Where deliveries stand: for the sender, and for the operator without any content."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import exists, or_, select
from sqlalchemy.orm import Session, joinedload

from services.notifications.model import WAITING, Delivery, Message, Pause


@dataclass(frozen=True)
class Wanted:
    """Which deliveries an operator looks for, newest first."""

    limit: int = 50
    after: UUID | None = None
    state: str | None = None
    letter: str | None = None
    person_id: UUID | None = None


def has_work(db: Session, *, at: datetime) -> bool:
    """Tell whether a mail is due or was abandoned half-way."""
    due = Delivery.state.in_(WAITING) & (Delivery.next_at <= at)
    abandoned = (Delivery.state == "sending") & (Delivery.lease_until < at)
    return bool(db.scalar(select(exists().where(or_(due, abandoned)))))


def paused(db: Session, *, at: datetime) -> Pause | None:
    """Return the pause of the relay that holds now, if any."""
    return db.scalar(select(Pause).where(Pause.until > at))


def was_paused(db: Session) -> bool:
    """Tell whether the relay refused us the last time."""
    return db.get(Pause, 1) is not None


def sent_before(db: Session, message: Message) -> str | None:
    """Return the Message-ID of the last mail about the same thing to the same person."""
    statement = (
        select(Delivery.message_id_header)
        .join(Message)
        .where(
            Message.subject_id == message.subject_id,
            Message.person_id == message.person_id,
            Message.id < message.id,
            Delivery.state == "sent",
        )
        .order_by(Message.id.desc())
        .limit(1)
    )
    return db.scalar(statement)


def page(db: Session, wanted: Wanted) -> tuple[list[Delivery], UUID | None]:
    """Return a page of deliveries, the newest first, and where the next page begins."""
    statement = select(Delivery).join(Message).options(joinedload(Delivery.message))
    if wanted.after:
        statement = statement.where(Delivery.id < wanted.after)
    if wanted.state:
        statement = statement.where(Delivery.state == wanted.state)
    if wanted.letter:
        statement = statement.where(Message.letter == wanted.letter)
    if wanted.person_id:
        statement = statement.where(Message.person_id == wanted.person_id)
    rows = db.scalars(statement.order_by(Delivery.id.desc()).limit(wanted.limit + 1)).all()
    more = len(rows) > wanted.limit
    return list(rows[: wanted.limit]), rows[wanted.limit - 1].id if more else None
