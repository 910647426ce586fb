"""Keeping what other services told, as far as matching needs it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from services.partners.model import Congregation, Employment, Guidance, RankingRun, Track


def know(db: Session, congregation_id: UUID, *, at: datetime) -> Congregation:
    """Return what is kept of a congregation; of a new one nothing is known yet."""
    known = db.get(Congregation, congregation_id)
    if known is None:
        known = Congregation(id=congregation_id, facets={}, named_to_agencies=False, changed_at=at)
        db.add(known)
        db.flush()
    return known


def keep_profile(
    db: Session, congregation_id: UUID, facets: dict[str, Any], *, named: bool, at: datetime
) -> None:
    """Keep a congregation's facets as they are now."""
    known = know(db, congregation_id, at=at)
    known.facets = facets
    known.region, known.size_band = facets.get("region"), facets.get("size_band")
    known.denomination = facets.get("denomination")
    known.named_to_agencies, known.changed_at = named, at


def forget(db: Session, congregation_id: UUID) -> None:
    """Forget the facets of a congregation that is not there, those of its rankings too."""
    kept = update(RankingRun).where(RankingRun.congregation_id == congregation_id)
    db.execute(kept.values(facets=None))
    db.execute(delete(Congregation).where(Congregation.id == congregation_id))


def keep_guidance(db: Session, congregation_id: UUID, coach_id: UUID, *, at: datetime) -> None:
    """Note that a coach guides a congregation from now on."""
    know(db, congregation_id, at=at)
    same = select(Guidance.id).where(
        Guidance.congregation_id == congregation_id, Guidance.coach_id == coach_id
    )
    if db.scalar(same) is None:
        db.add(Guidance(congregation_id=congregation_id, coach_id=coach_id))


def end_guidance(db: Session, congregation_id: UUID, coach_id: UUID) -> None:
    """Note that a coach no longer guides a congregation."""
    theirs = (Guidance.congregation_id == congregation_id, Guidance.coach_id == coach_id)
    db.execute(delete(Guidance).where(*theirs))


def keep_track(
    db: Session, track_id: UUID, congregation_id: UUID, *, kind: str, state: str
) -> None:
    """Keep how far a part of a journey is."""
    db.merge(Track(id=track_id, congregation_id=congregation_id, kind=kind, state=state))


def forget_track(db: Session, track_id: UUID) -> None:
    """Forget a part of a journey that is not there."""
    db.execute(delete(Track).where(Track.id == track_id))


def keep_employment(db: Session, membership_id: UUID, person_id: UUID, agency_id: UUID) -> None:
    """Keep that a coach is employed by an agency."""
    db.merge(Employment(id=membership_id, person_id=person_id, agency_id=agency_id))


def end_employment(db: Session, membership_id: UUID) -> None:
    """Note that an employment ended."""
    db.execute(delete(Employment).where(Employment.id == membership_id))
