"""The lists of a course: who was at a lesson, whose worksheets are done, who held the final one."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from services.congregations import policy
from services.congregations.model import CourseRun, Lesson, LessonMark
from services.congregations.queries.courses import finding
from shared.actor import Actor
from shared.errors import Conflict, Invalid, NotFound


@dataclass(frozen=True, kw_only=True)
class LessonList:
    """What is known of a lesson: a list that is None stays as it is."""

    version: int
    present: Collection[UUID] | None = None
    worksheets: Collection[UUID] | None = None


def keep_list(
    db: Session, actor: Actor, run_id: UUID, number: int, told: LessonList, *, at: datetime
) -> CourseRun:
    """Keep the list of one lesson; raises `Conflict` when somebody else did since `version`."""
    run = finding.hosted(db, actor, run_id, any_of=policy.ALL, lock=True)
    lesson = next((one for one in run.lessons if one.number == number), None)
    if lesson is None:
        raise NotFound
    _demand_under_way(run)
    _demand_held(db, run, lesson, at)
    if lesson.version != told.version:
        raise Conflict("Somebody else kept this list meanwhile; look at it again.")
    _demand_places(run, "present", told.present or ())
    _demand_places(run, "worksheets", told.worksheets or ())
    _mark(run, lesson, told)
    if told.present is not None:
        lesson.marked_at = lesson.marked_at or at
    lesson.version += 1
    db.flush()
    return run


def keep_final(
    db: Session, actor: Actor, run_id: UUID, done: Collection[UUID], *, version: int
) -> CourseRun:
    """Keep who did the final session."""
    run = finding.hosted(db, actor, run_id, any_of=policy.ALL, lock=True)
    _demand_under_way(run)
    if run.final_version != version:
        raise Conflict("Somebody else kept this list meanwhile; look at it again.")
    _demand_places(run, "done", done)
    for one in run.enrolments:
        if one.state == "enrolled":
            one.final_done = one.id in done
    run.final_version += 1
    db.flush()
    return run


def _demand_under_way(run: CourseRun) -> None:
    if run.state in ("draft", "open"):
        raise Conflict("This course has not begun; start it first.")
    if run.state not in ("running", "closed"):
        raise Conflict("This course is over; its lists stay as they are.")


def _demand_held(db: Session, run: CourseRun, lesson: Lesson, at: datetime) -> None:
    on = finding.days_of(db, [run])[run.id].get(lesson.number)
    if on is not None and on > policy.today(at):
        raise Invalid("This lesson is still to come.", {"present": "This lesson is still to come."})


def _demand_places(run: CourseRun, field: str, ids: Collection[UUID]) -> None:
    known = {one.id for one in run.enrolments if one.state == "enrolled"}
    if not known.issuperset(ids):
        raise Invalid(
            "Somebody on this list has no place in the course.",
            {field: "Only people who have a place."},
        )


def _mark(run: CourseRun, lesson: Lesson, told: LessonList) -> None:
    known = {mark.enrolment_id: mark for mark in lesson.marks}
    for one in run.enrolments:
        if one.state != "enrolled":
            continue
        mark = known.get(one.id)
        if mark is None:
            mark = LessonMark(enrolment_id=one.id, present=False, worksheet=False)
            lesson.marks.append(mark)
        if told.present is not None:
            mark.present = one.id in told.present
        if told.worksheets is not None:
            mark.worksheet = one.id in told.worksheets
