"""What congregations tells the others about Kairos courses."""

from dataclasses import dataclass
from uuid import UUID

from shared.contracts.event import Event


@dataclass(frozen=True, kw_only=True)
class CourseOpened(Event):
    """People may enrol for a course; `open_to` is own, region or all."""

    name = "congregations.course.opened"
    subject_field = "run_id"

    run_id: UUID
    congregation_id: UUID
    open_to: str


@dataclass(frozen=True, kw_only=True)
class EnrolmentsChanged(Event):
    """How many take part in a course now, and how many wait for a place."""

    name = "congregations.course.enrolments-changed"
    subject_field = "run_id"

    run_id: UUID
    congregation_id: UUID
    enrolled: int
    waiting: int


@dataclass(frozen=True, kw_only=True)
class CourseClosed(Event):
    """A course came to its end, with so many who completed it."""

    name = "congregations.course.closed"
    subject_field = "run_id"

    run_id: UUID
    congregation_id: UUID
    completed: int


@dataclass(frozen=True, kw_only=True)
class CourseCancelled(Event):
    """A course does not take place, or not any further."""

    name = "congregations.course.cancelled"
    subject_field = "run_id"

    run_id: UUID
    congregation_id: UUID


@dataclass(frozen=True, kw_only=True)
class CourseReported(Event):
    """The report of a course is ready for one of the congregations that took part."""

    name = "congregations.course.reported"
    subject_field = "report_id"

    report_id: UUID
    run_id: UUID
    congregation_id: UUID


EVENTS: tuple[type[Event], ...] = (
    CourseOpened,
    EnrolmentsChanged,
    CourseClosed,
    CourseCancelled,
    CourseReported,
)
