"""Kairos courses: runs with their nine lessons, who leads them and who takes part."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from services.congregations.model.base import Base, Identified, Written

LESSONS = 9
FORMATS = ("weekly", "intensive", "weekends")
OPEN_TO = ("own", "region", "all")
LEVELS = ("facilitator", "trainee_head", "head")
RUN_STATES = ("draft", "open", "running", "closed", "reported", "cancelled")
ENROLMENT_STATES = ("applied", "waitlisted", "enrolled", "withdrawn")


class CourseRun(Identified, Base):
    """One course of nine lessons that a congregation hosts; the thresholds are its own data."""

    __tablename__ = "course_run"
    __table_args__ = (
        CheckConstraint(f"state IN {RUN_STATES}", name="state"),
        CheckConstraint(f"open_to IN {OPEN_TO}", name="open_to"),
        CheckConstraint("capacity > 0", name="capacity"),
        Index("ix_course_run_open", "state", "open_to"),
    )

    congregation_id: Mapped[UUID] = mapped_column(ForeignKey("congregation.id"), index=True)
    # the evenings that scheduling keeps; without them the days are typed
    planned_run_id: Mapped[UUID | None] = mapped_column(unique=True)
    title: Mapped[str] = mapped_column(String(120))
    format: Mapped[str] = mapped_column(String(12))
    language: Mapped[str] = mapped_column(String(3))
    capacity: Mapped[int]
    open_to: Mapped[str] = mapped_column(String(8))
    fee: Mapped[str] = mapped_column(String(200), default="")
    attendance_share: Mapped[int]  # per cent of the lessons
    worksheets_required: Mapped[bool]
    final_required: Mapped[bool]
    state: Mapped[str] = mapped_column(String(12), default="draft")
    cancelled_reason: Mapped[str | None] = mapped_column(String(300))
    themes: Mapped[list[str]] = mapped_column(default=list)
    final_version: Mapped[int] = mapped_column(default=1)
    made_by: Mapped[UUID | None]
    made_at: Mapped[datetime]

    lessons: Mapped[list["Lesson"]] = relationship(order_by="Lesson.number")
    facilitators: Mapped[list["Facilitator"]] = relationship(
        order_by="Facilitator.position", cascade="all, delete-orphan"
    )
    enrolments: Mapped[list["Enrolment"]] = relationship(
        back_populates="run", order_by="Enrolment.turn"
    )
    changes: Mapped[list["CourseChange"]] = relationship(
        order_by="CourseChange.at, CourseChange.id"
    )


class CourseChange(Written, Base):
    """A run came from one state into another."""

    __tablename__ = "course_change"

    run_id: Mapped[UUID] = mapped_column(ForeignKey("course_run.id"), index=True)
    from_state: Mapped[str] = mapped_column(String(12))
    to_state: Mapped[str] = mapped_column(String(12))


class Lesson(Identified, Base):
    """One of the nine lessons; an empty title is its number alone."""

    __tablename__ = "lesson"
    __table_args__ = (
        UniqueConstraint("run_id", "number"),
        CheckConstraint(f"number BETWEEN 1 AND {LESSONS}", name="number"),
    )

    run_id: Mapped[UUID] = mapped_column(ForeignKey("course_run.id"))
    number: Mapped[int]
    title: Mapped[str] = mapped_column(String(120), default="")
    on_day: Mapped[date | None]
    presenter: Mapped[str] = mapped_column(String(120), default="")
    activity_lead: Mapped[str] = mapped_column(String(120), default="")
    # when its list was first kept, and how often it was kept since
    marked_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)

    marks: Mapped[list["LessonMark"]] = relationship()


class Facilitator(Identified, Base):
    """Who leads a run: a role or a pseudonym, its level, and how many courses it served."""

    __tablename__ = "facilitator"
    __table_args__ = (CheckConstraint(f"level IN {LEVELS}", name="level"),)

    run_id: Mapped[UUID] = mapped_column(ForeignKey("course_run.id"), index=True)
    position: Mapped[int]
    role: Mapped[str] = mapped_column(String(120))
    level: Mapped[str] = mapped_column(String(12))
    trained_on: Mapped[date | None]
    served_count: Mapped[int]


class Enrolment(Written, Base):
    """Somebody of a congregation who takes part, known by a number that is drawn at random."""

    __tablename__ = "enrolment"
    __table_args__ = (
        UniqueConstraint("run_id", "number", name="uq_enrolment_number"),
        UniqueConstraint("run_id", "turn", name="uq_enrolment_turn"),
        CheckConstraint(f"state IN {ENROLMENT_STATES}", name="state"),
        Index("ix_enrolment_congregation", "congregation_id", "run_id"),
    )

    run_id: Mapped[UUID] = mapped_column(ForeignKey("course_run.id"))
    congregation_id: Mapped[UUID] = mapped_column(ForeignKey("congregation.id"))
    number: Mapped[int]
    turn: Mapped[int]
    # only where the congregation chose for names, and gone when it chooses otherwise
    name: Mapped[str | None] = mapped_column(String(120))
    state: Mapped[str] = mapped_column(String(12))
    final_done: Mapped[bool] = mapped_column(default=False)
    withdrawn_at: Mapped[datetime | None]

    run: Mapped[CourseRun] = relationship(back_populates="enrolments")
    marks: Mapped[list["LessonMark"]] = relationship()

    @property
    def pseudonym(self) -> str:
        """Return the name on every list."""
        return f"K-{self.number:02d}"


class LessonMark(Identified, Base):
    """That somebody was at a lesson, and that the worksheet of it is done."""

    __tablename__ = "lesson_mark"
    __table_args__ = (UniqueConstraint("lesson_id", "enrolment_id"),)

    lesson_id: Mapped[UUID] = mapped_column(ForeignKey("lesson.id"))
    enrolment_id: Mapped[UUID] = mapped_column(ForeignKey("enrolment.id"), index=True)
    present: Mapped[bool] = mapped_column(default=False)
    worksheet: Mapped[bool] = mapped_column(default=False)


class CourseReport(Identified, Base):
    """A run's report is ready for one of the congregations that took part."""

    __tablename__ = "course_report"
    __table_args__ = (UniqueConstraint("run_id", "congregation_id"),)

    run_id: Mapped[UUID] = mapped_column(ForeignKey("course_run.id"))
    congregation_id: Mapped[UUID] = mapped_column(ForeignKey("congregation.id"))
    at: Mapped[datetime]


class CourseNames(Base):
    """A congregation chose, at this moment, to write the names of its people on the lists."""

    __tablename__ = "course_names"

    congregation_id: Mapped[UUID] = mapped_column(ForeignKey("congregation.id"), primary_key=True)
    by: Mapped[UUID | None]
    at: Mapped[datetime]


class EarlierParticipants(Written, Base):
    """How many people of a congregation did the course in a year, before or elsewhere."""

    __tablename__ = "earlier_participants"
    __table_args__ = (
        UniqueConstraint("congregation_id", "year"),
        CheckConstraint("people > 0", name="people"),
    )

    congregation_id: Mapped[UUID] = mapped_column(ForeignKey("congregation.id"))
    year: Mapped[int]
    people: Mapped[int]
