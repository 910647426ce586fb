"""A course run: made, put right, opened, started, closed, reported or cancelled."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.congregations import policy
from services.congregations.actions.courses.places import settle
from services.congregations.actions.sheets import code_for
from services.congregations.completion import heads
from services.congregations.model import (
    CourseChange,
    CourseReport,
    CourseRun,
    Facilitator,
    Lesson,
    PlannedSession,
)
from services.congregations.model.courses import LESSONS
from services.congregations.queries import profiles
from services.congregations.queries.courses import finding, seen
from shared.actor import Actor
from shared.contracts.congregations.courses import (
    CourseCancelled,
    CourseClosed,
    CourseOpened,
    CourseReported,
)
from shared.errors import Conflict, Invalid
from shared.events.outbox import record

FOLLOWS: Mapping[str, tuple[str, ...]] = {
    "draft": ("open", "cancelled"),
    "open": ("running", "cancelled"),
    "running": ("closed", "cancelled"),
    "closed": (),
    "reported": (),
    "cancelled": (),
}
IN_PREPARATION = ("draft", "open", "running")


@dataclass(frozen=True, kw_only=True)
class Helper:
    """Somebody who is to lead or help with a run."""

    role: str
    level: str
    served_count: int
    trained_on: date | None = None


def make_run(
    db: Session, actor: Actor, congregation_id: UUID, values: Mapping[str, object], *, at: datetime
) -> CourseRun:
    """Make a run with its nine lessons, which nobody finds until it is opened."""
    profiles.standing(db, actor, congregation_id).demand(any_of=policy.WALKING)
    profiles.congregation(db, congregation_id, lock=True)
    _demand_planned(db, congregation_id, values.get("planned_run_id"), None)
    run = CourseRun(congregation_id=congregation_id, made_by=actor.id, made_at=at, **values)
    run.state, run.themes, run.final_version = "draft", [], 1
    run.lessons = [Lesson(number=number) for number in range(1, LESSONS + 1)]
    db.add(run)
    db.flush()
    # whoever prints a list finds its code; looking at a page makes none
    code_for(db, congregation_id, "course", run.id, at=at)
    return run


def revise_run(
    db: Session, actor: Actor, run_id: UUID, values: Mapping[str, object], *, at: datetime
) -> CourseRun:
    """Put a run right; when it gets more room, those who wait come in."""
    run = finding.hosted(db, actor, run_id, any_of=policy.WALKING, lock=True)
    _demand_preparing(run)
    taken = sum(one.state == "enrolled" for one in run.enrolments)
    room = values.get("capacity", run.capacity)
    if isinstance(room, int) and room < taken:
        raise Invalid(
            "More people have a place already.", {"capacity": "More people have a place already."}
        )
    if "planned_run_id" in values:
        _link(db, run, values["planned_run_id"])
    for name, value in values.items():
        setattr(run, name, value)
    db.flush()
    settle(db, run, at=at)
    return run


def move_run(
    db: Session, actor: Actor, run_id: UUID, to: str, *, reason: str | None, at: datetime
) -> CourseRun:
    """Open, start, close or cancel a run; cancelling takes a reason."""
    run = finding.hosted(db, actor, run_id, any_of=policy.WALKING, lock=True)
    if to not in FOLLOWS[run.state]:
        raise Conflict("That step does not follow from where the course is now.")
    if to == "cancelled" and not reason:
        raise Invalid("Say why.", {"reason": "A reason is needed for this."})
    if to == "running":
        _demand_ready(run)
    _change(db, actor, run, to, at=at)
    if to == "cancelled":
        run.cancelled_reason = reason
        record(db, CourseCancelled(run_id=run.id, congregation_id=run.congregation_id), at=at)
    if to == "open":
        opened = CourseOpened(
            run_id=run.id, congregation_id=run.congregation_id, open_to=run.open_to
        )
        record(db, opened, at=at)
        settle(db, run, at=at)
    if to == "closed":
        record(db, _closed(run), at=at)
    return run


def set_lessons(
    db: Session, actor: Actor, run_id: UUID, lessons: Sequence[Mapping[str, object]]
) -> CourseRun:
    """Write titles, days and who leads what; days are typed only where the calendar has none."""
    run = finding.hosted(db, actor, run_id, any_of=policy.ALL, lock=True)
    _demand_preparing(run)
    planned = (
        finding.planned_days(db, [run.planned_run_id])[run.planned_run_id]
        if run.planned_run_id
        else {}
    )
    by_number = {lesson.number: lesson for lesson in run.lessons}
    for values in lessons:
        lesson = by_number[_number(values)]
        if values.get("on_day") not in (None, planned.get(lesson.number)) and (
            lesson.number in planned
        ):
            raise Conflict("This day stands in the calendar; move the evening there.")
        for name, value in values.items():
            if name != "on_day" or lesson.number not in planned:
                setattr(lesson, name, value)
    _demand_order(run)
    db.flush()
    return run


def set_team(db: Session, actor: Actor, run_id: UUID, team: Sequence[Helper]) -> CourseRun:
    """Say who leads and helps: the whole list at once, so that a head may follow another."""
    run = finding.hosted(db, actor, run_id, any_of=policy.ALL, lock=True)
    _demand_preparing(run)
    leading = heads((one.level, one.served_count) for one in team)
    if sum(one.level == "head" for one in team) > 1:
        raise Invalid("One person leads a course.", {"items": "Name one head facilitator."})
    if run.state == "running" and leading != 1:
        raise Conflict(_NO_HEAD)
    run.facilitators = [
        Facilitator(
            position=position,
            role=one.role,
            level=one.level,
            served_count=one.served_count,
            trained_on=one.trained_on,
        )
        for position, one in enumerate(team, 1)
    ]
    db.flush()
    return run


def report_run(
    db: Session, actor: Actor, run_id: UUID, themes: Sequence[str], *, at: datetime
) -> CourseRun:
    """Make the report of a closed run and tell every congregation that took part."""
    run = finding.hosted(db, actor, run_id, any_of=policy.WALKING, lock=True)
    if run.state != "closed":
        raise Conflict("Only a course that is closed and not yet reported gets its report.")
    run.themes = list(themes)
    _change(db, actor, run, "reported", at=at)
    took_part = {one.congregation_id for one in run.enrolments if one.state == "enrolled"}
    for congregation_id in sorted(took_part | {run.congregation_id}):
        report = CourseReport(run_id=run.id, congregation_id=congregation_id, at=at)
        db.add(report)
        db.flush()
        ready = CourseReported(report_id=report.id, run_id=run.id, congregation_id=congregation_id)
        record(db, ready, at=at)
    return run


_NO_HEAD = "A course needs exactly one head facilitator; a trainee counts after two courses served."


def _demand_preparing(run: CourseRun) -> None:
    if run.state not in IN_PREPARATION:
        raise Conflict("This course is over; it is not changed any more.")


def _demand_ready(run: CourseRun) -> None:
    if heads((one.level, one.served_count) for one in run.facilitators) != 1:
        raise Conflict(_NO_HEAD)
    if not any(one.state == "enrolled" for one in run.enrolments):
        raise Conflict("Nobody has a place yet; enrol people first.")


def _demand_order(run: CourseRun) -> None:
    days = [lesson.on_day for lesson in run.lessons if lesson.on_day]
    if days != sorted(days):
        raise Invalid(
            "The lessons do not follow each other.",
            {"on_day": "A lesson may not be before the one that goes before it."},
        )


def _number(values: Mapping[str, object]) -> int:
    number = values["number"]
    assert isinstance(number, int)
    return number


def _demand_planned(
    db: Session, congregation_id: UUID, planned_run_id: object, run_id: UUID | None
) -> None:
    if not isinstance(planned_run_id, UUID):
        return
    known = select(PlannedSession.session_id).where(
        PlannedSession.run_id == planned_run_id, PlannedSession.congregation_id == congregation_id
    )
    if db.scalars(known).first() is None:
        raise Invalid(
            "There are no such evenings.", {"planned_run_id": "Not planned for this congregation."}
        )
    used = select(CourseRun.id).where(CourseRun.planned_run_id == planned_run_id)
    if db.scalars(used).first() not in (None, run_id):
        raise Conflict("These evenings belong to another course already.")


def _link(db: Session, run: CourseRun, planned_run_id: object) -> None:
    """Take the days from the calendar, or keep those that stood there when it is let go."""
    _demand_planned(db, run.congregation_id, planned_run_id, run.id)
    if planned_run_id == run.planned_run_id:
        return
    known = finding.days_of(db, [run])[run.id]
    for lesson in run.lessons:
        lesson.on_day = None if planned_run_id else known.get(lesson.number)


def _change(db: Session, actor: Actor, run: CourseRun, to: str, *, at: datetime) -> None:
    run.changes.append(CourseChange(from_state=run.state, to_state=to, by=actor.id, at=at))
    run.state = to
    db.flush()


def _closed(run: CourseRun) -> CourseClosed:
    progress = seen.progress_of(run)
    outcomes = [seen.outcome(run, one, progress[one.id]) for one in run.enrolments]
    return CourseClosed(
        run_id=run.id,
        congregation_id=run.congregation_id,
        completed=outcomes.count("completed"),
    )
