"""What the coach's home reads: plain rows, as there may be hundreds of each.

Every question names the guided congregations by a question instead of one by one: hundreds of
ids cost more than what is asked.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import Select, and_, or_, select
from sqlalchemy.orm import Session, aliased, selectinload

from services.congregations.model import (
    Congregation,
    Contact,
    Decision,
    Guidance,
    Journey,
    Launch,
    OpenQuestion,
    PlannedSession,
    Step,
    Track,
)
from shared.actor import Actor


class Guided(NamedTuple):
    """A congregation, and since when the asker guides it."""

    id: UUID
    name: str
    place: str | None
    invented: bool
    since: datetime


class Opened(NamedTuple):
    """A journey in one line."""

    id: UUID
    congregation_id: UUID
    template: str
    state: str
    opened_at: datetime
    closed_at: datetime | None


class Part(NamedTuple):
    """A part of a journey in one line."""

    id: UUID
    journey_id: UUID
    kind: str
    title_nl: str
    title_en: str
    state: str
    since: datetime
    deferred_until: date | None


class Heard(NamedTuple):
    """The last contact with a congregation."""

    congregation_id: UUID
    kind: str
    line: str
    on_day: date


class Coming(NamedTuple):
    """A session that is still to come."""

    session_id: UUID
    congregation_id: UUID
    step_id: UUID | None
    kind: str
    start: datetime


class Launched(NamedTuple):
    """The day of a launch."""

    id: UUID
    journey_id: UUID
    held_on: date


# made once: an alias of a table costs more than what is asked of it
_later = aliased(Decision)
# another version of a strategy is decided about instead of the contested one
_same_subject = or_(
    _later.about_id == Decision.about_id,
    and_(
        _later.about == "strategy",
        Decision.about == "strategy",
        _later.journey_id == Decision.journey_id,
    ),
)
_decided_again = select(_later.id).where(_same_subject, _later.at > Decision.at).exists()


def guided_by(actor: Actor) -> Select[UUID]:
    """Return the question which congregations the asker guides."""
    return select(Guidance.congregation_id).where(
        Guidance.coach_id == actor.id, Guidance.until.is_(None)
    )


def guided(db: Session, actor: Actor) -> Iterator[Guided]:
    """Return the congregations that the asker guides."""
    rows = db.execute(
        select(
            Congregation.id,
            Congregation.name,
            Congregation.place,
            Congregation.invented,
            Guidance.since,
        )
        .join(Guidance, Guidance.congregation_id == Congregation.id)
        .where(Guidance.coach_id == actor.id, Guidance.until.is_(None))
    )
    return map(Guided._make, rows)


def last_contacts(db: Session, actor: Actor) -> Iterator[Heard]:
    """Return the last contact with each congregation that was heard of."""
    # looked up once per congregation in the index, however long its log has become
    last = (
        select(Contact.id)
        .where(Contact.congregation_id == Guidance.congregation_id)
        .order_by(Contact.on_day.desc(), Contact.id.desc())
        .limit(1)
        .correlate(Guidance)
        .scalar_subquery()
    )
    newest = select(last).where(Guidance.coach_id == actor.id, Guidance.until.is_(None))
    columns = (Contact.congregation_id, Contact.kind, Contact.line, Contact.on_day)
    return map(Heard._make, db.execute(select(*columns).where(Contact.id.in_(newest))))


def latest_journeys(db: Session, ours: Select[UUID]) -> dict[UUID, Opened]:
    """Return the newest journey of each congregation that has one."""
    rows = db.execute(
        select(*(getattr(Journey, name) for name in Opened._fields))
        .where(Journey.congregation_id.in_(ours))
        .order_by(Journey.opened_at)
    )
    return {journey.congregation_id: journey for journey in map(Opened._make, rows)}


def parts(db: Session, journeys: Sequence[UUID]) -> Iterator[Part]:
    """Return all parts of these journeys, each journey's in their order."""
    rows = db.execute(
        select(*(getattr(Track, name) for name in Part._fields))
        .where(Track.journey_id.in_(journeys), Track.dropped_at.is_(None))
        .order_by(Track.position)
    )
    return map(Part._make, rows)


def overdue_parts(db: Session, ours: Select[UUID], *, today: date, at: datetime) -> Iterator[Part]:
    """Return the parts that are planned without a date, and those deferred until today at most.

    A part without sessions needs no date. A session that names no step gives a date to a part
    that has sessions of its kind.
    """
    dated = select(PlannedSession.session_id).where(
        PlannedSession.congregation_id == Journey.congregation_id,
        PlannedSession.start >= at,
        or_(
            PlannedSession.step_id == Step.id,
            and_(PlannedSession.step_id.is_(None), PlannedSession.kind == Step.kind),
        ),
    )
    steps = select(Step.id).where(Step.track_id == Track.id, Step.dropped_at.is_(None))
    with_date = steps.where(dated.correlate(Journey, Step).exists())
    undated = and_(
        Track.state == "planned",
        steps.correlate(Track).exists(),
        ~with_date.correlate(Track, Journey).exists(),
    )
    over = and_(Track.state == "deferred", Track.deferred_until <= today)
    rows = db.execute(
        select(*(getattr(Track, name) for name in Part._fields))
        .join(Journey, Journey.id == Track.journey_id)
        .where(Journey.congregation_id.in_(ours), Track.dropped_at.is_(None), or_(undated, over))
        .order_by(Track.position)
    )
    return map(Part._make, rows)


def launches(db: Session, ours: Select[UUID]) -> Iterator[Launched]:
    """Return the launches of journeys that were not withdrawn."""
    rows = db.execute(
        select(Launch.id, Launch.journey_id, Launch.held_on)
        .join(Journey, Journey.id == Launch.journey_id)
        .where(Journey.congregation_id.in_(ours), Launch.withdrawn_at.is_(None))
    )
    return map(Launched._make, rows)


def coming_sessions(db: Session, ours: Select[UUID], at: datetime) -> Iterator[Coming]:
    """Return the sessions that are still to come, the first of them first."""
    rows = db.execute(
        select(*(getattr(PlannedSession, name) for name in Coming._fields))
        .where(PlannedSession.congregation_id.in_(ours), PlannedSession.start >= at)
        .order_by(PlannedSession.start)
    )
    return map(Coming._make, rows)


def open_questions(db: Session, ours: Select[UUID]) -> Iterable[OpenQuestion]:
    """Return the proposals that wait for an answer, the oldest first."""
    return db.scalars(
        select(OpenQuestion)
        .where(OpenQuestion.congregation_id.in_(ours))
        .order_by(OpenQuestion.since)
    )


def open_decisions(db: Session, ours: Select[UUID]) -> Iterable[Decision]:
    """Return what waits for an answer, and what was contested and not decided again since."""
    contested = and_(Decision.state == "contested", ~_decided_again)
    return db.scalars(
        select(Decision)
        .where(Decision.congregation_id.in_(ours), or_(Decision.state == "reported", contested))
        .order_by(Decision.at)
        .options(selectinload(Decision.answers))
    )
