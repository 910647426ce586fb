"""Workshops and their reports, found for an asker who may read them."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session, selectinload, undefer

from services.congregations import policy
from services.congregations.model import (
    Card,
    Congregation,
    Journey,
    PlannedSession,
    Step,
    Track,
    Workshop,
    WorkshopPhoto,
)
from services.congregations.policy import Standing
from services.congregations.queries import profiles, sheets
from services.congregations.queries.telling import JourneyLetter
from shared.actor import Actor
from shared.errors import NotFound

MOST_LISTED = 300
WHOLE = (
    selectinload(Workshop.cards),
    selectinload(Workshop.photos),
    selectinload(Workshop.changes),
)
BEFORE, AHEAD = timedelta(days=60), timedelta(days=60)


@dataclass(frozen=True)
class Listed:
    """A workshop in a list, with the number of its cards."""

    workshop: Workshop
    cards: int


@dataclass(frozen=True)
class Overview:
    """The workshops of a congregation, and what one could begin a record from."""

    standing: Standing
    congregation: Congregation
    items: list[Listed]
    planned: list[PlannedSession]
    journey: Journey | None


@dataclass(frozen=True)
class Whole:
    """A workshop with everything around it."""

    standing: Standing
    congregation: Congregation
    workshop: Workshop
    track: Track | None
    code: str | None
    last_of_track: bool
    photos: tuple[WorkshopPhoto, ...] = ()


def overview(db: Session, actor: Actor, congregation_id: UUID, *, at: datetime) -> Overview:
    """Return the workshops, the newest first, with the sessions that have no record yet."""
    mine = profiles.standing(db, actor, congregation_id)
    mine.demand(any_of=policy.ALL)
    return Overview(
        standing=mine,
        congregation=profiles.congregation(db, congregation_id),
        items=_listed(db, congregation_id),
        planned=_planned(db, congregation_id, at),
        journey=_open_journey(db, congregation_id),
    )


def whole(db: Session, actor: Actor, workshop_id: UUID, *, at: datetime) -> Whole:
    """Return a workshop with its cards and photos."""
    found, mine = workshop(db, actor, workshop_id)
    track = db.get(Track, found.track_id) if found.track_id else None
    return Whole(
        standing=mine,
        congregation=profiles.congregation(db, found.congregation_id),
        workshop=found,
        track=track,
        code=sheets.code_of(db, "workshop", found.id),
        last_of_track=track is not None and is_last_of(db, track, found, at=at),
    )


def workshop(db: Session, actor: Actor, workshop_id: UUID) -> tuple[Workshop, Standing]:
    """Return a workshop and what its asker is to the congregation."""
    found = db.get(Workshop, workshop_id, options=WHOLE)
    if found is None:
        raise NotFound
    mine = profiles.standing(db, actor, found.congregation_id)
    mine.demand(any_of=policy.ALL)
    return found, mine


def photo(db: Session, actor: Actor, photo_id: UUID) -> WorkshopPhoto:
    """Return a photo of a workshop that the asker may read."""
    found = db.get(WorkshopPhoto, photo_id)
    if found is None:
        raise NotFound
    workshop(db, actor, found.workshop_id)
    return found


def report(db: Session, actor: Actor, workshop_id: UUID, *, at: datetime) -> Whole:
    """Return a workshop as its printed report holds it, with the small pictures."""
    seen = whole(db, actor, workshop_id, at=at)
    statement = (
        select(WorkshopPhoto)
        .where(WorkshopPhoto.workshop_id == workshop_id)
        .order_by(WorkshopPhoto.at, WorkshopPhoto.id)
        .options(undefer(WorkshopPhoto.small))
        .execution_options(populate_existing=True)
    )
    return replace(seen, photos=tuple(db.scalars(statement)))


def of_session(db: Session, session_id: UUID) -> Workshop | None:
    """Return the record of a planned session, if it was begun."""
    statement = select(Workshop).where(Workshop.session_id == session_id)
    return db.scalars(statement).one_or_none()


def is_last_of(db: Session, track: Track, held: Workshop, *, at: datetime) -> bool:
    """Tell whether this was, as far as one can see, the last workshop of a running track."""
    if track.state != "running" or track.journey.state != "open" or track.dropped_at:
        return False
    steps = [step.id for step in track.steps]
    step = db.get(Step, held.step_id) if held.step_id else None
    if step is not None and any(one.position > step.position for one in track.steps):
        return False
    later = select(PlannedSession.session_id).where(
        PlannedSession.step_id.in_(steps),
        PlannedSession.start > at,
        PlannedSession.session_id != held.session_id,
    )
    return db.scalars(later).first() is None


def letter(db: Session, workshop_id: UUID) -> JourneyLetter:
    """Return what the letter about a finished report says."""
    found = db.get(Workshop, workshop_id)
    if found is None:
        raise NotFound
    return JourneyLetter(
        state=found.state,
        congregation_id=found.congregation_id,
        path=f"/congregations/{found.congregation_id}/workshops/{found.id}",
        what_nl=found.title,
        what_en=found.title,
        on=found.held_on,
    )


def _listed(db: Session, congregation_id: UUID) -> list[Listed]:
    statement = (
        select(Workshop)
        .where(Workshop.congregation_id == congregation_id)
        .order_by(Workshop.held_on.desc(), Workshop.id.desc())
        .limit(MOST_LISTED)
    )
    found = db.scalars(statement).all()
    counts = (
        select(Card.workshop_id, func.count())
        .where(Card.workshop_id.in_([one.id for one in found]))
        .group_by(Card.workshop_id)
    )
    cards: dict[UUID, int] = {row[0]: row[1] for row in db.execute(counts)}
    return [Listed(one, cards.get(one.id, 0)) for one in found]


def _open_journey(db: Session, congregation_id: UUID) -> Journey | None:
    statement = select(Journey).where(
        Journey.congregation_id == congregation_id, Journey.state == "open"
    )
    steps = selectinload(Journey.all_tracks).selectinload(Track.all_steps)
    return db.scalars(statement.options(steps)).one_or_none()


def _planned(db: Session, congregation_id: UUID, at: datetime) -> list[PlannedSession]:
    recorded = select(Workshop.id).where(Workshop.session_id == PlannedSession.session_id)
    statement = (
        select(PlannedSession)
        .where(
            PlannedSession.congregation_id == congregation_id,
            PlannedSession.start.between(at - BEFORE, at + AHEAD),
            ~recorded.exists(),
        )
        .order_by(PlannedSession.start)
        .limit(20)
    )
    return list(db.scalars(statement))
