"""What the coach's home reads: plain rows, as there may be hundreds of each.

Every question is written once, as writing it costs more than asking it; and names the guided
congregations by a question instead of one by one: hundreds of ids cost more than what is asked.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import and_, bindparam, or_, select
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


class Opened(NamedTuple):
    """A journey in one line."""

    id: UUID
    template: str
    state: str
    opened_at: datetime
    closed_at: datetime | None


class Launched(NamedTuple):
    """The day of a launch."""

    id: UUID
    held_on: date


class Heard(NamedTuple):
    """The last contact with a congregation."""

    kind: str
    line: str
    on_day: date


class Guided(NamedTuple):
    """A congregation, since when the asker guides it, and the last of what happened there."""

    id: UUID
    name: str
    place: str | None
    invented: bool
    since: datetime
    contact: Heard | None
    journey: Opened | None
    launch: Launched | None


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


class Coming(NamedTuple):
    """A session that is still to come."""

    session_id: UUID
    congregation_id: UUID
    step_id: UUID | None
    kind: str
    start: datetime


GUIDED = select(Guidance.congregation_id).where(
    Guidance.coach_id == bindparam("coach"), Guidance.until.is_(None)
)

# looked up once per congregation in the index, however long its log has become
_noted = aliased(Contact)
_last_contact = (
    select(_noted.id)
    .where(_noted.congregation_id == Congregation.id)
    .order_by(_noted.on_day.desc(), _noted.id.desc())
    .limit(1)
    .correlate(Congregation)
    .scalar_subquery()
)
_begun = aliased(Journey)
_last_journey = (
    select(_begun.id)
    .where(_begun.congregation_id == Congregation.id)
    .order_by(_begun.opened_at.desc(), _begun.id.desc())
    .limit(1)
    .correlate(Congregation)
    .scalar_subquery()
)
_church = (
    Congregation.id,
    Congregation.name,
    Congregation.place,
    Congregation.invented,
    Guidance.since,
)
_contact = (Contact.kind, Contact.line, Contact.on_day)
_journey = (Journey.id, Journey.template, Journey.state, Journey.opened_at, Journey.closed_at)
_launch = (Launch.id, Launch.held_on)
_guided = (
    select(*_church, *_contact, *_journey, *_launch)
    .join(Guidance, Guidance.congregation_id == Congregation.id)
    .outerjoin(Contact, Contact.id == _last_contact)
    .outerjoin(Journey, Journey.id == _last_journey)
    .outerjoin(Launch, and_(Launch.journey_id == Journey.id, Launch.withdrawn_at.is_(None)))
    .where(Guidance.coach_id == bindparam("coach"), Guidance.until.is_(None))
)

_part = tuple(getattr(Track, name) for name in Part._fields)
_parts = (
    select(*_part)
    .where(Track.journey_id.in_(bindparam("journeys", expanding=True)))
    .where(Track.dropped_at.is_(None))
    .order_by(Track.position)
)
_dated = select(PlannedSession.session_id).where(
    PlannedSession.congregation_id == Journey.congregation_id,
    PlannedSession.start >= bindparam("at"),
    or_(
        PlannedSession.step_id == Step.id,
        and_(PlannedSession.step_id.is_(None), PlannedSession.kind == Step.kind),
    ),
)
_steps = select(Step.id).where(Step.track_id == Track.id, Step.dropped_at.is_(None))
_steps_with_date = _steps.where(_dated.correlate(Journey, Step).exists())
_undated = and_(
    Track.state == "planned",
    _steps.correlate(Track).exists(),
    ~_steps_with_date.correlate(Track, Journey).exists(),
)
_deferral_over = and_(Track.state == "deferred", Track.deferred_until <= bindparam("today"))
_overdue = (
    select(*_part)
    .join(Journey, Journey.id == Track.journey_id)
    .where(Journey.congregation_id.in_(GUIDED), Track.dropped_at.is_(None))
    .where(or_(_undated, _deferral_over))
    .order_by(Track.position)
)

_coming = (
    select(*(getattr(PlannedSession, name) for name in Coming._fields))
    .where(PlannedSession.congregation_id.in_(GUIDED), PlannedSession.start >= bindparam("at"))
    .order_by(PlannedSession.start)
)
_questions = (
    select(OpenQuestion)
    .where(OpenQuestion.congregation_id.in_(GUIDED))
    .order_by(OpenQuestion.since)
)
# another version of a strategy is decided about instead of the contested one
_later = aliased(Decision)
_same_subject = or_(
    _later.about_id == Decision.about_id,
    and_(
        _later.about == "strategy",
        Decision.about == "strategy",
        _later.journey_id == Decision.journey_id,
    ),
)
_decided_again = select(_later.id).where(_same_subject, _later.at > Decision.at).exists()
_decisions = (
    select(Decision)
    .where(
        Decision.congregation_id.in_(GUIDED),
        or_(Decision.state == "reported", and_(Decision.state == "contested", ~_decided_again)),
    )
    .order_by(Decision.at)
    .options(selectinload(Decision.answers))
)


def guided(db: Session, actor: Actor) -> Iterator[Guided]:
    """Return the congregations that the asker guides, each with its last contact and journey."""
    for row in db.execute(_guided, {"coach": actor.id}):
        yield Guided(
            *row[:5],
            Heard._make(row[5:8]) if row[5] else None,
            Opened._make(row[8:13]) if row[8] else None,
            Launched._make(row[13:]) if row[13] else None,
        )


def parts(db: Session, journeys: Sequence[UUID]) -> Iterator[Part]:
    """Return all parts of these journeys, each journey's in their order."""
    return map(Part._make, db.execute(_parts, {"journeys": journeys}))


def overdue_parts(db: Session, actor: Actor, *, today: date, at: datetime) -> Iterator[Part]:
    """Return the parts that are planned without a date, and those deferred until today at most.

    A part without sessions needs no date. A session that names no step gives a date to a part
    that has sessions of its kind.
    """
    return map(Part._make, db.execute(_overdue, {"coach": actor.id, "today": today, "at": at}))


def coming_sessions(db: Session, actor: Actor, at: datetime) -> Iterator[Coming]:
    """Return the sessions that are still to come, the first of them first."""
    return map(Coming._make, db.execute(_coming, {"coach": actor.id, "at": at}))


def open_questions(db: Session, actor: Actor) -> Iterable[OpenQuestion]:
    """Return the proposals that wait for an answer, the oldest first."""
    return db.scalars(_questions, {"coach": actor.id})


def open_decisions(db: Session, actor: Actor) -> Iterable[Decision]:
    """Return what waits for an answer, and what was contested and not decided again since."""
    return db.scalars(_decisions, {"coach": actor.id})
