"""How far each mail is: claimed before it is sent, marked after, and honest about doubt."""

import re
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from services.notifications.actions import borrowing
from services.notifications.model import WAITING, Delivery, DeliveryChange, Message, Pause
from services.notifications.policy import LEASE, RESENDABLE, next_try, pause_after
from shared.actor import Actor, service
from shared.clock import new_id
from shared.errors import Conflict, NotFound

MYSELF = service("notifications")
LOST = "the sender stopped between claiming and marking; the mail may have gone out"
_ADDRESS = re.compile(r"[^\s<>\"'(),:;]+@[^\s<>\"'(),:;]+")


@dataclass(frozen=True)
class Claimed:
    """A delivery that this worker alone may send now; `claim` proves it when marking."""

    id: UUID
    claim: UUID
    attempts: int
    begun_at: datetime
    message: Message
    message_id: str
    kept_mail: bytes | None


def claim(db: Session, *, domain: str, at: datetime) -> Claimed | None:
    """Take the next mail that is due; commit before sending. None when nothing is due."""
    due = (
        select(Delivery.id)
        .where(Delivery.state.in_(WAITING), Delivery.next_at <= at)
        .order_by(Delivery.rank, Delivery.next_at, Delivery.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    delivery_id = db.scalar(due)
    if delivery_id is None:
        return None
    delivery = db.get_one(Delivery, delivery_id, with_for_update=True)
    was = delivery.state
    mine = new_id()
    taken = db.execute(
        update(Delivery)
        .where(Delivery.id == delivery_id, Delivery.state == was)
        .values(
            state="sending",
            claim=mine,
            lease_until=at + LEASE,
            attempts=Delivery.attempts + 1,
            message_id_header=delivery.message_id_header or f"<{delivery_id}@{domain}>",
            changed_at=at,
        )
        .returning(Delivery.attempts, Delivery.message_id_header)
        .execution_options(synchronize_session=False)
    ).one_or_none()
    if taken is None or taken.message_id_header is None:
        return None
    _note(db, delivery_id, was, "sending", None, at=at)
    message = delivery.message
    kept = delivery.kept_mail
    db.expunge(message)
    return Claimed(
        delivery_id, mine, taken.attempts, delivery.begun_at, message, taken.message_id_header, kept
    )


def settle(db: Session, claimed: Claimed, state: str, reason: str | None, *, at: datetime) -> None:
    """Write down how a try ended for good."""
    sent_at = at if state == "sent" else None
    _mark(
        db,
        claimed,
        {"state": state, "reason": reason, "sent_at": sent_at, "kept_mail": None},
        at=at,
    )


def put_off(
    db: Session,
    claimed: Claimed,
    reason: str,
    *,
    chance: float,
    at: datetime,
    kept_mail: bytes | None = None,
) -> None:
    """Try again later, as the ladder says, or let it expire when the ladder ends."""
    due = next_try(claimed.attempts, claimed.begun_at, at, chance=chance)
    if due is None:
        settle(db, claimed, "expired", f"given up: {reason}", at=at)
        return
    _mark(
        db,
        claimed,
        {"state": "deferred", "reason": reason, "next_at": due, "kept_mail": kept_mail},
        at=at,
    )


def doubt_abandoned(db: Session, *, at: datetime) -> int:
    """Call unknown what was claimed and never marked: it may have gone out; returns how many."""
    abandoned = db.scalars(
        update(Delivery)
        .where(Delivery.state == "sending", Delivery.lease_until < at)
        .values(state="unknown", reason=LOST, lease_until=None, kept_mail=None, changed_at=at)
        .returning(Delivery.id)
    ).all()
    for delivery_id in abandoned:
        borrowing.give_back(db, db.get_one(Delivery, delivery_id).message_id)
        _note(db, delivery_id, "sending", "unknown", LOST, at=at)
    return len(abandoned)


def resend(db: Session, actor: Actor, delivery_id: UUID, *, at: datetime) -> Delivery:
    """Queue once more, on an operator's word, what was refused or may not have arrived."""
    delivery = db.get(Delivery, delivery_id, with_for_update=True)
    if delivery is None:
        raise NotFound
    if delivery.state not in RESENDABLE:
        raise Conflict(f"It is {delivery.state}; only what is unknown or refused is sent again.")
    if delivery.message.recipient_kind == "address":
        raise Conflict("Its address was known for one mail only, and is gone.")
    was = delivery.state
    delivery.state, delivery.attempts, delivery.reason = "queued", 0, None
    delivery.begun_at = delivery.next_at = delivery.changed_at = at
    _note(db, delivery_id, was, "queued", "sent again by an operator", at=at, by=actor)
    return delivery


def pause(db: Session, reason: str, *, at: datetime) -> None:
    """Leave the relay alone for a while: it refused us, whoever the mail was for."""
    row = db.get(Pause, 1, with_for_update=True)
    failures = row.failures + 1 if row else 1
    db.merge(
        Pause(
            id=1,
            until=at + pause_after(failures),
            failures=failures,
            reason=without_address(reason),
        )
    )


def end_pause(db: Session) -> None:
    """The relay takes mail again."""
    row = db.get(Pause, 1)
    if row is not None:
        db.delete(row)


def without_address(reason: str) -> str:
    """Return a relay's or our own words with every mail address struck out."""
    return _ADDRESS.sub("***", reason)[:500]


def _mark(db: Session, claimed: Claimed, values: dict[str, object], *, at: datetime) -> None:
    reason = values["reason"]
    told = without_address(str(reason)) if reason else None
    # Also when the lease ran out meanwhile: what really happened is better than a doubt.
    before = db.scalar(select(Delivery.state).where(Delivery.id == claimed.id).with_for_update())
    marked = db.execute(
        update(Delivery)
        .where(
            Delivery.id == claimed.id,
            Delivery.claim == claimed.claim,
            Delivery.state.in_(("sending", "unknown")),
        )
        .values({**values, "reason": told, "lease_until": None, "changed_at": at})
        .returning(Delivery.id)
        .execution_options(synchronize_session=False)
    ).first()
    if marked is not None:
        if values["state"] not in WAITING:
            borrowing.give_back(db, claimed.message.id)
        _note(db, claimed.id, before, str(values["state"]), told, at=at)


def _note(
    db: Session,
    delivery_id: UUID,
    was: str | None,
    became: str,
    reason: str | None,
    *,
    at: datetime,
    by: Actor = MYSELF,
) -> None:
    db.add(
        DeliveryChange(
            delivery_id=delivery_id,
            from_state=was,
            to_state=became,
            reason=reason,
            by_kind=by.kind,
            by_id=by.id,
            at=at,
        )
    )
