"""Finding a course for somebody who has a part in it, and the days of its lessons."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from services.congregations import policy
from services.congregations.model import (
    Congregation,
    CourseNames,
    CourseRun,
    Enrolment,
    Lesson,
    PlannedSession,
)
from services.congregations.policy import Relation
from services.congregations.queries import profiles
from shared.actor import Actor
from shared.errors import NotFound

WHOLE = (
    selectinload(CourseRun.lessons).selectinload(Lesson.marks),
    selectinload(CourseRun.facilitators),
    selectinload(CourseRun.enrolments),
    selectinload(CourseRun.changes),
)


@dataclass(frozen=True, kw_only=True)
class PlannedRun:
    """Evenings that were planned in the calendar and belong to no course yet."""

    planned_run_id: UUID
    days: list[date]


def hosted(
    db: Session, actor: Actor, run_id: UUID, *, any_of: Collection[Relation], lock: bool = False
) -> CourseRun:
    """Return a run to somebody of its host; with `lock`, nobody else changes it meanwhile."""
    host_id = _host_of(db, run_id)
    profiles.standing(db, actor, host_id).demand(any_of=any_of)
    if lock:
        profiles.congregation(db, host_id, lock=True)
    return whole(db, run_id)


def whole(db: Session, run_id: UUID) -> CourseRun:
    """Return a run as it stands now, whoever asks."""
    statement = select(CourseRun).where(CourseRun.id == run_id).options(*WHOLE)
    found = db.scalars(statement.execution_options(populate_existing=True)).one_or_none()
    if found is None:
        raise NotFound
    return found


def locked_with(db: Session, run_id: UUID, congregation_id: UUID) -> CourseRun:
    """Return a run whose host and this congregation nobody else changes meanwhile."""
    # always in the same order, so that no two wait for each other
    for one in sorted({_host_of(db, run_id), congregation_id}):
        profiles.congregation(db, one, lock=True)
    return whole(db, run_id)


def is_offered(run: CourseRun, host: Congregation, to: Congregation) -> bool:
    """Tell whether people of a congregation may enrol for a run of another one now."""
    near = host.region is not None and host.region == to.region
    return run.state in ("open", "running") and (
        run.open_to == "all" or (run.open_to == "region" and near)
    )


def enrolment(db: Session, actor: Actor, enrolment_id: UUID) -> Enrolment:
    """Return an enrolment to the congregation whose it is."""
    found = db.get(Enrolment, enrolment_id)
    if found is None:
        raise NotFound
    profiles.standing(db, actor, found.congregation_id).demand(any_of=policy.ALL)
    return found


def keeps_names(db: Session, congregation_id: UUID) -> bool:
    """Tell whether a congregation chose to write names on its lists."""
    return db.get(CourseNames, congregation_id) is not None


def days_of(db: Session, runs: Iterable[CourseRun]) -> dict[UUID, dict[int, date]]:
    """Return the day of each lesson that has one, per run: the calendar's, else the typed one."""
    listed = list(runs)
    days = {
        run.id: {lesson.number: lesson.on_day for lesson in run.lessons if lesson.on_day}
        for run in listed
    }
    planned = planned_days(db, [run.planned_run_id for run in listed if run.planned_run_id])
    for run in listed:
        if run.planned_run_id:
            days[run.id].update(planned[run.planned_run_id])
    return days


def planned_days(db: Session, run_ids: Collection[UUID]) -> dict[UUID, dict[int, date]]:
    """Return the day of each lesson as it stands in the calendar, per planned run."""
    found: dict[UUID, dict[int, date]] = defaultdict(dict)
    for session in db.scalars(select(PlannedSession).where(PlannedSession.run_id.in_(run_ids))):
        if session.run_id and session.number:
            found[session.run_id][session.number] = policy.today(session.start)
    return found


def unused_evenings(db: Session, congregation_id: UUID) -> list[PlannedRun]:
    """Return the evenings in a congregation's calendar that belong to no course yet."""
    used = select(CourseRun.planned_run_id).where(CourseRun.planned_run_id.is_not(None))
    rows = db.scalars(
        select(PlannedSession.run_id)
        .where(
            PlannedSession.congregation_id == congregation_id,
            PlannedSession.run_id.is_not(None),
            PlannedSession.run_id.not_in(used),
        )
        .distinct()
    )
    ids = [one for one in rows if one]
    days = planned_days(db, ids)
    return [
        PlannedRun(planned_run_id=one, days=sorted(days[one].values())) for one in ids if days[one]
    ]


def _host_of(db: Session, run_id: UUID) -> UUID:
    found = db.scalar(select(CourseRun.congregation_id).where(CourseRun.id == run_id))
    if found is None:
        raise NotFound
    return found
