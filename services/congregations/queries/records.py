"""Contacts, notes, files and decisions, found for an asker who may read them."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select, tuple_
from sqlalchemy.orm import Session, undefer

from services.congregations import policy
from services.congregations.model import Contact, Decision, File, Launch, Note
from services.congregations.queries import profiles, subjects
from shared.actor import Actor
from shared.errors import NotFound


def contacts(
    db: Session, actor: Actor, congregation_id: UUID, *, limit: int, after: UUID | None = None
) -> tuple[list[Contact], UUID | None]:
    """Return a page of the contact log, the latest day first; for its coaches only."""
    profiles.standing(db, actor, congregation_id).demand_hidden("guides")
    statement = select(Contact).where(Contact.congregation_id == congregation_id)
    last = db.get(Contact, after) if after else None
    if last is not None and last.congregation_id == congregation_id:
        earlier = tuple_(Contact.on_day, Contact.id) < tuple_(last.on_day, last.id)
        statement = statement.where(earlier)
    newest = (Contact.on_day.desc(), Contact.id.desc())
    found = db.scalars(statement.order_by(*newest).limit(limit + 1)).all()
    return list(found[:limit]), found[limit - 1].id if len(found) > limit else None


def contact(db: Session, actor: Actor, contact_id: UUID) -> Contact:
    """Return a line of the contact log to its congregation's coaches."""
    found = db.get(Contact, contact_id)
    if found is None:
        raise NotFound
    profiles.standing(db, actor, found.congregation_id).demand_hidden("guides")
    return found


def notes(db: Session, actor: Actor, congregation_id: UUID) -> list[Note]:
    """Return the asker's own notes about a congregation he guides, the latest first."""
    profiles.standing(db, actor, congregation_id).demand_hidden("guides")
    statement = select(Note).where(Note.congregation_id == congregation_id, Note.by == actor.id)
    return list(db.scalars(statement.order_by(Note.id.desc()).limit(500)))


def note(db: Session, actor: Actor, note_id: UUID) -> Note:
    """Return a note to the coach who wrote it."""
    found = db.get(Note, note_id)
    if found is None or found.by != actor.id:
        raise NotFound
    profiles.standing(db, actor, found.congregation_id).demand_hidden("guides")
    return found


def file(db: Session, actor: Actor, file_id: UUID) -> File:
    """Return a file with its content to those who may read the congregation."""
    found = db.get(File, file_id, options=[undefer(File.content)])
    if found is None:
        raise NotFound
    profiles.standing(db, actor, found.congregation_id).demand(any_of=policy.ALL)
    return found


def decision(db: Session, actor: Actor, decision_id: UUID) -> Decision:
    """Return a decision to those who may read the congregation, and to our own services."""
    found = db.get(Decision, decision_id)
    if found is None:
        raise NotFound
    if actor.kind != "service":
        profiles.standing(db, actor, found.congregation_id).demand(any_of=policy.ALL)
    return found


def launch(db: Session, launch_id: UUID) -> Launch:
    """Return a launch that holds, whoever asks."""
    found = db.get(Launch, launch_id)
    if found is None or found.withdrawn_at is not None:
        raise NotFound
    return found


@dataclass(frozen=True)
class Letter:
    """What a letter about a decision says."""

    decision: Decision
    congregation_name: str
    coach_id: UUID | None
    subject_nl: str
    subject_en: str


def decision_letter(db: Session, actor: Actor, decision_id: UUID) -> Letter:
    """Return what the leaders must know of a decision that they are asked to confirm."""
    found = decision(db, actor, decision_id)
    name = profiles.congregation(db, found.congregation_id).name
    coach_id = found.by if found.as_reported else None
    about = subjects.find(db, found.about, found.about_id)
    titles = (about.title_nl, about.title_en) if about else ("", "")
    return Letter(found, name, coach_id, *titles)
