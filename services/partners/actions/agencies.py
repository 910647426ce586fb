"""Registering an agency, changing its page, and taking it over."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from services.partners.model import Agency, AgencyChange, AwaitedContact
from services.partners.queries import agencies
from shared.actor import Actor
from shared.contracts.partners import AgencyClaimed, AgencyRegistered
from shared.errors import Conflict
from shared.events.outbox import record

Content = Mapping[str, object]


def register(
    db: Session, actor: Actor, content: Content, *, contact: Mapping[str, str] | None, at: datetime
) -> Agency:
    """Enter an agency that has not joined yet; its contact is handed to identity by a job."""
    agency = Agency(**content, claimed=False, entered_by=actor.id, version=1, created_at=at)
    db.add(agency)
    db.flush()
    if contact:
        db.add(AwaitedContact(agency_id=agency.id, **contact))
    _note(db, actor, agency, "entered", at)
    record(db, AgencyRegistered(agency_id=agency.id, claimed=False), at=at)
    return agency


def change(db: Session, actor: Actor, agency_id: UUID, content: Content, *, at: datetime) -> Agency:
    """Change what is said of an agency; nothing is written when nothing differs.

    Raises `Conflict` when `content` carries the `version` of an older reading.
    """
    agency = agencies.to_write(db, actor, agency_id)
    wanted = {name: value for name, value in content.items() if name != "version"}
    if content.get("version") not in (None, agency.version):
        raise Conflict("Somebody changed this meanwhile; look again.", {"version": "Not current."})
    if all(getattr(agency, name) == value for name, value in wanted.items()):
        return agency
    for name, value in wanted.items():
        setattr(agency, name, value)
    agency.version += 1
    _note(db, actor, agency, "changed", at)
    return agency


def claim(db: Session, actor: Actor, agency_id: UUID, *, at: datetime) -> bool:
    """Let an agency's own people take over its page with all its history; tells whether it did."""
    agency = db.get(Agency, agency_id, with_for_update=True)
    if agency is None or agency.claimed:
        return False
    agency.claimed = True
    agency.version += 1
    _note(db, actor, agency, "claimed", at)
    record(db, AgencyClaimed(agency_id=agency.id), at=at)
    return True


def _note(db: Session, actor: Actor, agency: Agency, act: str, at: datetime) -> None:
    change = AgencyChange(agency_id=agency.id, act=act, by_kind=actor.kind, by_id=actor.id, at=at)
    db.add(change)


def awaited(db: Session) -> list[AwaitedContact]:
    """Return the contact persons that identity has not taken yet, oldest first."""
    return list(db.scalars(select(AwaitedContact).order_by(AwaitedContact.id).limit(20)))


def forget_contact(db: Session, contact_id: UUID) -> None:
    """Drop a contact person that identity keeps from now on."""
    db.execute(delete(AwaitedContact).where(AwaitedContact.id == contact_id))
