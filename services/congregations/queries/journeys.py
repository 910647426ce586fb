"""Journeys, tracks and steps, found for an asker who has a part in them."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session, defer, selectinload

from services.congregations import policy
from services.congregations.journeys import Template, TrackPlan, thaw
from services.congregations.model import (
    Congregation,
    Decision,
    File,
    Journey,
    Launch,
    Step,
    Track,
    WorkshopPhoto,
)
from services.congregations.policy import Relation, Standing
from services.congregations.queries import profiles, templates
from shared.actor import Actor
from shared.errors import NotFound

WHOLE = (
    selectinload(Journey.all_tracks).selectinload(Track.all_steps),
    selectinload(Journey.all_tracks).selectinload(Track.changes),
)


@dataclass(frozen=True)
class Overview:
    """All that a congregation's journey page shows."""

    standing: Standing
    congregation: Congregation
    journey: Journey | None
    templates: list[Template]
    previous: list[Journey]
    launch: Launch | None
    decisions: list[Decision]
    files: list[File]


def overview(db: Session, actor: Actor, congregation_id: UUID) -> Overview:
    """Return the newest journey with everything around it."""
    mine = profiles.standing(db, actor, congregation_id)
    mine.demand(any_of=policy.ALL)
    journeys = db.scalars(
        select(Journey)
        .where(Journey.congregation_id == congregation_id)
        .order_by(Journey.opened_at.desc(), Journey.id.desc())
        # of earlier journeys only the line is shown, and that is short
        .options(defer(Journey.blueprint))
    ).all()
    newest = _whole(db, journeys[0].id) if journeys else None
    return Overview(
        standing=mine,
        congregation=profiles.congregation(db, congregation_id),
        journey=newest,
        templates=[] if newest and newest.state == "open" else templates.newest(db),
        previous=list(journeys[1:]),
        launch=launch_of(db, newest.id) if newest else None,
        decisions=decisions(db, congregation_id),
        files=files(db, congregation_id),
    )


def _whole(db: Session, journey_id: UUID) -> Journey:
    statement = select(Journey).where(Journey.id == journey_id).options(*WHOLE)
    return db.scalars(statement.execution_options(populate_existing=True)).one()


def launch_of(db: Session, journey_id: UUID) -> Launch | None:
    """Return the launch of a journey that holds now."""
    return db.scalars(
        select(Launch).where(Launch.journey_id == journey_id, Launch.withdrawn_at.is_(None))
    ).one_or_none()


def open_journey(db: Session, congregation_id: UUID) -> Journey | None:
    """Return the journey that a congregation walks now."""
    return db.scalars(
        select(Journey).where(Journey.congregation_id == congregation_id, Journey.state == "open")
    ).one_or_none()


def decisions(db: Session, congregation_id: UUID) -> list[Decision]:
    """Return a congregation's decisions, the latest first."""
    return list(
        db.scalars(
            select(Decision)
            .where(Decision.congregation_id == congregation_id)
            .order_by(Decision.held_on.desc(), Decision.id.desc())
            .options(selectinload(Decision.answers))
        )
    )


def files(db: Session, congregation_id: UUID) -> list[File]:
    """Return a congregation's files, without content, the newest first; no workshop's photos."""
    statement = select(File).where(File.congregation_id == congregation_id, ~is_photo())
    return list(db.scalars(statement.order_by(File.id.desc())))


def is_photo() -> ColumnElement[bool]:
    """Return the clause for the files that are a workshop's photos, which are shown there."""
    return select(WorkshopPhoto.id).where(WorkshopPhoto.file_id == File.id).exists()


def missing(of: Journey) -> list[TrackPlan]:
    """Return the parts of the journey's own template version that it does not have now."""
    present = {track.kind for track in of.tracks}
    return [plan for plan in thaw(of.blueprint).tracks if plan.kind not in present]


def readable(
    db: Session,
    actor: Actor,
    journey_id: UUID,
    *,
    any_of: Collection[Relation] = policy.ALL,
) -> Journey:
    """Return a journey to read."""
    found = db.get(Journey, journey_id, options=WHOLE)
    if found is None:
        raise NotFound
    profiles.standing(db, actor, found.congregation_id).demand(any_of=any_of)
    return found


def journey(
    db: Session, actor: Actor, journey_id: UUID, *, any_of: Collection[Relation]
) -> Journey:
    """Return a journey to work on; its congregation is locked until the transaction ends."""
    found = readable(db, actor, journey_id, any_of=any_of)
    profiles.congregation(db, found.congregation_id, lock=True)
    db.refresh(found)
    return found


def track(db: Session, actor: Actor, track_id: UUID, *, any_of: Collection[Relation]) -> Track:
    """Return a track to work on, as `journey` does."""
    found = db.get(Track, track_id)
    if found is None:
        raise NotFound
    journey(db, actor, found.journey_id, any_of=any_of)
    db.refresh(found)
    if found.dropped_at is not None:
        raise NotFound
    return found


def step(db: Session, actor: Actor, step_id: UUID, *, any_of: Collection[Relation]) -> Step:
    """Return a step to work on, as `journey` does."""
    found = db.get(Step, step_id)
    if found is None:
        raise NotFound
    track(db, actor, found.track_id, any_of=any_of)
    db.refresh(found)
    if found.dropped_at is not None:
        raise NotFound
    return found
