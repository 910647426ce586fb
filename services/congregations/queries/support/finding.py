"""The rows of a plan and its measures, whoever asks: who may see them is asked by the caller."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from services.congregations.model import (
    Journey,
    MeasuredGroup,
    Objection,
    SupportGroup,
    SupportMeasure,
    SupportStep,
    SupportToken,
)
from shared.errors import NotFound

WHOLE = (
    selectinload(SupportMeasure.groups).selectinload(MeasuredGroup.tallies),
    selectinload(SupportMeasure.thresholds),
    selectinload(SupportMeasure.objections),
)


def latest_result(db: Session, journey_id: UUID) -> SupportMeasure | None:
    """Return the measure of a journey that was closed last; None before the first."""
    return db.scalars(
        select(SupportMeasure)
        .where(SupportMeasure.journey_id == journey_id, SupportMeasure.state == "closed")
        .order_by(SupportMeasure.closed_at.desc(), SupportMeasure.id.desc())
        .limit(1)
    ).first()


def unfinished(db: Session, journey_id: UUID) -> SupportMeasure | None:
    """Return the measure of a journey that is prepared or open."""
    return db.scalars(
        select(SupportMeasure).where(
            SupportMeasure.journey_id == journey_id, SupportMeasure.state != "closed"
        )
    ).one_or_none()


def measures(db: Session, journey_id: UUID) -> list[SupportMeasure]:
    """Return the measures of a journey with all that belongs to them, the newest first."""
    return list(
        db.scalars(
            select(SupportMeasure)
            .where(SupportMeasure.journey_id == journey_id)
            .order_by(SupportMeasure.made_at.desc(), SupportMeasure.id.desc())
            .options(*WHOLE)
        )
    )


def groups(db: Session, journey_id: UUID) -> list[SupportGroup]:
    """Return the groups of a plan in their order."""
    return list(
        db.scalars(
            select(SupportGroup)
            .where(SupportGroup.journey_id == journey_id, SupportGroup.dropped_at.is_(None))
            .order_by(SupportGroup.position, SupportGroup.id)
            .options(selectinload(SupportGroup.steps))
        )
    )


def group(db: Session, group_id: UUID) -> SupportGroup:
    """Return a group of a plan."""
    found = db.get(SupportGroup, group_id)
    if found is None or found.dropped_at is not None:
        raise NotFound
    return found


def step(db: Session, step_id: UUID) -> SupportStep:
    """Return what is done with a group."""
    found = db.get(SupportStep, step_id)
    if found is None or found.group.dropped_at is not None:
        raise NotFound
    return found


def measure(db: Session, measure_id: UUID) -> SupportMeasure:
    """Return a measure."""
    found = db.get(SupportMeasure, measure_id)
    if found is None:
        raise NotFound
    return found


def takes_slips(db: Session, measure: SupportMeasure) -> bool:
    """Tell whether slips of a measure still lead anywhere: neither it nor its journey is closed."""
    journey = db.get_one(Journey, measure.journey_id)
    return measure.state != "closed" and journey.state == "open"


def objection(db: Session, objection_id: UUID) -> Objection:
    """Return an objection."""
    found = db.get(Objection, objection_id)
    if found is None:
        raise NotFound
    return found


def token(db: Session, digest: str) -> SupportToken:
    """Return the slip with this hash, read anew."""
    found = db.get(SupportToken, digest, populate_existing=True)
    if found is None:
        raise NotFound
    return found
