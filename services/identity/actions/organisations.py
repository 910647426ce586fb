"""Organisations arise where they live; here we only know of them, and of who guides them."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from services.identity.model import Guidance, Membership, Organisation


def register(
    db: Session, organisation_id: UUID, *, kind: str, claimed: bool = True, at: datetime
) -> Organisation:
    """Make an organisation known; one that is known already stays as it is."""
    known = db.get(Organisation, organisation_id)
    if known is not None:
        return known
    organisation = Organisation(
        id=organisation_id, kind=kind, created_at=at, claimed_at=at if claimed else None
    )
    db.add(organisation)
    db.flush()
    return organisation


def claim(db: Session, organisation_id: UUID, *, at: datetime) -> None:
    """Note that an agency runs its own page from now on."""
    organisation = db.get(Organisation, organisation_id)
    if organisation is not None and organisation.claimed_at is None:
        organisation.claimed_at = at


def give_back(db: Session, organisation_id: UUID) -> None:
    """Note that nobody runs this agency's page, unless its own people are here."""
    organisation = db.get_one(Organisation, organisation_id)
    staff = select(Membership.id).where(
        Membership.organisation_id == organisation_id,
        Membership.role == "agency_staff",
        Membership.until.is_(None),
    )
    if db.scalar(staff.limit(1)) is None:
        organisation.claimed_at = None


def forget(db: Session, organisation_id: UUID) -> None:
    """Forget an organisation that is not there; refused by the database while anybody is in it."""
    db.execute(delete(Organisation).where(Organisation.id == organisation_id))


def begin_guidance(db: Session, congregation_id: UUID, coach_id: UUID, *, at: datetime) -> None:
    """Note that this coach guides this congregation."""
    if _guidance(db, congregation_id, coach_id) is None:
        db.add(Guidance(congregation_id=congregation_id, coach_id=coach_id, since=at))
        db.flush()


def end_guidance(db: Session, congregation_id: UUID, coach_id: UUID, *, at: datetime) -> None:
    """Note that this coach no longer guides this congregation."""
    guidance = _guidance(db, congregation_id, coach_id)
    if guidance is not None:
        guidance.until = at


def _guidance(db: Session, congregation_id: UUID, coach_id: UUID) -> Guidance | None:
    statement = select(Guidance).where(
        Guidance.congregation_id == congregation_id,
        Guidance.coach_id == coach_id,
        Guidance.until.is_(None),
    )
    return db.scalars(statement).one_or_none()
