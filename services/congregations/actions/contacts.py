"""The contact log of a congregation's coaches, and each coach's private notes."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Session

from services.congregations import policy
from services.congregations.model import Contact, Note
from services.congregations.queries import profiles, records
from shared.actor import Actor
from shared.errors import Forbidden, Invalid


def log_contact(
    db: Session,
    actor: Actor,
    congregation_id: UUID,
    *,
    kind: str,
    on: date | None,
    line: str,
    at: datetime,
) -> Contact:
    """Write one line into the contact log; without a day it was today."""
    profiles.standing(db, actor, congregation_id).demand_hidden("guides")
    day = on or policy.today(at)
    if day > policy.today(at):
        raise Invalid("A contact has taken place already.", {"on": "Not after today."})
    contact = Contact(
        congregation_id=congregation_id, kind=kind, on_day=day, line=line, by=actor.id, at=at
    )
    db.add(contact)
    db.flush()
    return contact


def erase_contact(db: Session, actor: Actor, contact_id: UUID) -> None:
    """Take back a line that one wrote oneself."""
    contact = records.contact(db, actor, contact_id)
    if contact.by != actor.id:
        raise Forbidden("Only who wrote a line takes it back.")
    db.delete(contact)


def write_note(
    db: Session, actor: Actor, congregation_id: UUID, text: str, *, at: datetime
) -> Note:
    """Keep a note that nobody else will read."""
    profiles.standing(db, actor, congregation_id).demand_hidden("guides")
    note = Note(congregation_id=congregation_id, text=text, by=actor.id, at=at)
    db.add(note)
    db.flush()
    return note


def erase_note(db: Session, actor: Actor, note_id: UUID) -> None:
    """Throw away one of one's own notes."""
    db.delete(records.note(db, actor, note_id))
