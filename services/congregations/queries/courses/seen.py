"""A course as one congregation sees it: its own people, and as host all others by number only."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.congregations import policy
from services.congregations.completion import Progress, Thresholds, is_completed, missing
from services.congregations.model import Congregation, CourseRun, Enrolment, Lesson
from services.congregations.policy import Standing
from services.congregations.queries import profiles, sheets
from services.congregations.queries.courses import finding
from services.congregations.queries.courses.finding import PlannedRun, unused_evenings
from shared.actor import Actor
from shared.errors import NotFound


@dataclass(frozen=True, kw_only=True)
class SeenLesson:
    """A lesson with its day and what is marked of those whom the reader sees."""

    lesson: Lesson
    on: date | None
    planned: bool
    present: list[UUID]
    worksheets: list[UUID]

    @property
    def turnout(self) -> int | None:
        """Return how many came, or None as long as nobody wrote it down."""
        return len(self.present) if self.lesson.marked_at else None


@dataclass(frozen=True, kw_only=True)
class SeenEnrolment:
    """Somebody who takes part: number and, for the own congregation where it chose so, name."""

    enrolment: Enrolment
    own: bool
    name: str | None
    state: str
    place_in_line: int | None
    progress: Progress
    missing: list[str]


@dataclass(frozen=True, kw_only=True)
class SeenRun:
    """A run as one congregation sees it."""

    standing: Standing
    congregation: Congregation
    host: Congregation
    run: CourseRun
    names_in_courses: bool
    lessons: list[SeenLesson]
    people: list[SeenEnrolment]
    free: int
    sheet_code: str | None
    planned: list[PlannedRun]

    @property
    def hosts(self) -> bool:
        """Tell whether it is the reader's own run."""
        return self.run.congregation_id == self.congregation.id

    @property
    def counts(self) -> dict[str, int]:
        """Return how many of those whom the reader sees are in each state."""
        states = [one.state for one in self.people]
        names = ("applied", "waitlisted", "enrolled", "completed", "incomplete", "withdrawn")
        found = {name: states.count(name) for name in names}
        took_part = found["enrolled"] + found["completed"] + found["incomplete"]
        return found | {"took_part": took_part}


def run(db: Session, actor: Actor, congregation_id: UUID, run_id: UUID) -> SeenRun:
    """Return a run for a congregation that hosts it, takes part in it or may enrol for it."""
    mine = profiles.standing(db, actor, congregation_id)
    mine.demand(any_of=policy.ALL)
    return of_congregation(db, mine, congregation_id, run_id)


def of_congregation(db: Session, mine: Standing, congregation_id: UUID, run_id: UUID) -> SeenRun:
    """Return a run as this congregation sees it; raises `NotFound` where it has no part in it."""
    found = finding.whole(db, run_id)
    congregation = profiles.congregation(db, congregation_id)
    host = profiles.congregation(db, found.congregation_id)
    hosts = host.id == congregation.id
    takes_part = any(one.congregation_id == congregation_id for one in found.enrolments)
    if not (hosts or takes_part or finding.is_offered(found, host, congregation)):
        raise NotFound
    names = finding.keeps_names(db, congregation_id)
    seen = [one for one in found.enrolments if hosts or one.congregation_id == congregation_id]
    people = _people(found, seen, congregation_id, names=names)
    enrolled = sum(one.state == "enrolled" for one in found.enrolments)
    return SeenRun(
        standing=mine,
        congregation=congregation,
        host=host,
        run=found,
        names_in_courses=names,
        lessons=_lessons(db, found, {one.id for one in seen}),
        people=people,
        free=max(0, found.capacity - enrolled),
        sheet_code=sheets.code_of(db, "course", found.id) if hosts else None,
        planned=unused_evenings(db, congregation_id) if hosts else [],
    )


def _lessons(db: Session, found: CourseRun, seen: set[UUID]) -> list[SeenLesson]:
    planned = finding.planned_days(db, [found.planned_run_id] if found.planned_run_id else [])
    in_calendar = planned.get(found.planned_run_id, {}) if found.planned_run_id else {}
    return [
        SeenLesson(
            lesson=lesson,
            on=in_calendar.get(lesson.number, lesson.on_day),
            planned=lesson.number in in_calendar,
            present=[m.enrolment_id for m in lesson.marks if m.present and m.enrolment_id in seen],
            worksheets=[
                m.enrolment_id for m in lesson.marks if m.worksheet and m.enrolment_id in seen
            ],
        )
        for lesson in found.lessons
    ]


def _people(
    found: CourseRun, seen: Iterable[Enrolment], congregation_id: UUID, *, names: bool
) -> list[SeenEnrolment]:
    line = [one.id for one in found.enrolments if one.state == "waitlisted"]
    progress = progress_of(found)
    measure = thresholds_of(found)
    people = []
    # by number, so that nobody reads from the order who came together
    for one in sorted(seen, key=lambda one: one.number):
        own = one.congregation_id == congregation_id
        people.append(
            SeenEnrolment(
                enrolment=one,
                own=own,
                name=one.name if own and names else None,
                state=outcome(found, one, progress[one.id]),
                place_in_line=line.index(one.id) + 1 if one.id in line else None,
                progress=progress[one.id],
                missing=missing(progress[one.id], measure),
            )
        )
    return people


def thresholds_of(found: CourseRun) -> Thresholds:
    """Return what completing this run takes."""
    return Thresholds(
        attendance_share=found.attendance_share,
        worksheets_required=found.worksheets_required,
        final_required=found.final_required,
    )


def progress_of(found: CourseRun) -> dict[UUID, Progress]:
    """Return what each of a run's people did until now."""
    marks = [mark for lesson in found.lessons for mark in lesson.marks]
    came = Counter(mark.enrolment_id for mark in marks if mark.present)
    wrote = Counter(mark.enrolment_id for mark in marks if mark.worksheet)
    return {
        one.id: Progress(attended=came[one.id], worksheets=wrote[one.id], final_done=one.final_done)
        for one in found.enrolments
    }


def outcome(found: CourseRun, one: Enrolment, progress: Progress) -> str:
    """Return the state of an enrolment, completed and incomplete as they follow from the lists."""
    if one.state != "enrolled":
        return one.state
    if found.state in ("running", "closed", "reported") and is_completed(
        progress, thresholds_of(found)
    ):
        return "completed"
    return "incomplete" if found.state in ("closed", "reported") else "enrolled"


def completed_by_year(db: Session, congregation_id: UUID) -> dict[int, int]:
    """Return how many of a congregation completed a course that is closed, per year."""
    statement = (
        select(CourseRun)
        .where(CourseRun.state.in_(("closed", "reported")))
        .where(CourseRun.enrolments.any(Enrolment.congregation_id == congregation_id))
        .options(*finding.WHOLE)
    )
    years: dict[int, int] = {}
    for found in db.scalars(statement):
        closed = next(one.at for one in found.changes if one.to_state == "closed")
        progress = progress_of(found)
        done = sum(
            one.congregation_id == congregation_id
            and outcome(found, one, progress[one.id]) == "completed"
            for one in found.enrolments
        )
        year = policy.today(closed).year
        years[year] = years.get(year, 0) + done
    return years
