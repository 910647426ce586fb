"""Deciding who is told of an event: one message per person and letter, each with its delivery."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.notifications.model import Delivery, DeliveryChange, Message
from services.notifications.policy import RANKS
from services.notifications.queries import audience
from services.notifications.rules import Rule
from shared import log
from shared.actor import service
from shared.clock import new_id
from shared.contracts.event import Event
from shared.events.handlers import Happening

MYSELF = service("notifications")


def tell(db: Session, rule: Rule, event: Event, happening: Happening) -> int:
    """Queue the rule's letter for everybody it concerns; returns for how many people it is."""
    role, people = _people(db, rule, event)
    told = set(
        db.scalars(
            select(Message.person_id).where(
                Message.event_id == happening.event_id, Message.letter == rule.letter
            )
        )
    )
    for person_id in people:
        if person_id not in told:
            message = _message(rule, event, happening, person_id)
            message.role = role
            db.add(message)
            queue(db, message, at=happening.now)
    return len(people)


def _people(db: Session, rule: Rule, event: Event) -> tuple[str, list[UUID]]:
    if rule.to == "participants":
        return "participant", list(dict.fromkeys(getattr(event, "participants", ())))
    organisation_id = rule.organisation(event)
    if rule.to in audience.ROLES_OF and organisation_id is not None:
        return audience.of_organisation(db, organisation_id, rule.to)
    return rule.to, [rule.subject(event)]


def _message(rule: Rule, event: Event, happening: Happening, person_id: UUID) -> Message:
    is_person = rule.to not in ("sign_in", "invitation")
    return Message(
        id=new_id(),
        event_id=happening.event_id,
        letter=rule.letter,
        importance="critical" if rule.is_urgent(event, happening.now) else rule.importance,
        recipient_kind="person" if is_person else rule.to,
        person_id=person_id,
        subject_id=rule.subject(event),
        organisation_id=rule.organisation(event),
        organisation_kind=getattr(event, "organisation_kind", None),
        coach_id=getattr(event, "coach_id", None),
        revision=getattr(event, rule.revision) if rule.revision else None,
        created_at=happening.now,
        expires_at=rule.expires_at(event, happening.happened_at),
    )


def queue(db: Session, message: Message, *, at: datetime) -> None:
    """Let the mail of a message leave when its turn comes."""
    message.trace = log.current_trace()
    delivery = Delivery(
        id=new_id(),
        message_id=message.id,
        state="queued",
        rank=RANKS[message.importance],
        begun_at=at,
        next_at=at,
        changed_at=at,
    )
    db.add(delivery)
    db.flush()
    db.add(DeliveryChange(delivery_id=delivery.id, to_state="queued", by_kind=MYSELF.kind, at=at))
    log.get("notifications").info("mail queued", message=str(message.id), letter=message.letter)
