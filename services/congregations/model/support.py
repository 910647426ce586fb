"""The plan to create support, and how it was measured.

Nothing here holds an answer of one person: an answer is added to a tally of its group, a text goes
into a shuffled box, and the paper slips' tokens are thrown away when the survey closes. Tables
that could keep an order of arrival keep none.
"""

from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from services.congregations.model.base import Base, Identified, Written

# SQLite would else number the rows in the order in which people answered
NO_ORDER = {"sqlite_with_rowid": False}


class SupportGroup(Identified, Base):
    """A group in the church that must be carried along: where it stands, and where it should."""

    __tablename__ = "support_group"

    journey_id: Mapped[UUID] = mapped_column(ForeignKey("journey.id"), index=True)
    congregation_id: Mapped[UUID] = mapped_column(ForeignKey("congregation.id"))
    position: Mapped[int]
    name: Mapped[str] = mapped_column(String(80))
    influence: Mapped[str] = mapped_column(String(10))
    size: Mapped[int | None]
    size_band: Mapped[str | None] = mapped_column(String(20))
    stance_now: Mapped[str | None] = mapped_column(String(20))
    stance_desired: Mapped[str | None] = mapped_column(String(20))
    stance_after: Mapped[str | None] = mapped_column(String(20))
    dropped_at: Mapped[datetime | None]

    steps: Mapped[list["SupportStep"]] = relationship(
        back_populates="group", order_by="SupportStep.on_day, SupportStep.id"
    )


class SupportStep(Identified, Base):
    """What is done with a group: how, what, when and by which role."""

    __tablename__ = "support_step"

    group_id: Mapped[UUID] = mapped_column(ForeignKey("support_group.id"), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    text: Mapped[str] = mapped_column(String(300))
    on_day: Mapped[date | None]
    role: Mapped[str | None] = mapped_column(String(80))
    done_on: Mapped[date | None]

    group: Mapped[SupportGroup] = relationship(back_populates="steps")


class SupportMeasure(Identified, Base):
    """One time that support was measured: hands or slips counted, or a survey."""

    __tablename__ = "support_measure"
    __table_args__ = (
        CheckConstraint("kind IN ('counted', 'survey')", name="kind"),
        CheckConstraint("state IN ('draft', 'open', 'closed')", name="state"),
        # one measure at a time, so that nobody counts in two
        Index(
            "ix_support_measure_now",
            "journey_id",
            unique=True,
            sqlite_where=text("state <> 'closed'"),
            postgresql_where=text("state <> 'closed'"),
        ),
    )

    journey_id: Mapped[UUID] = mapped_column(ForeignKey("journey.id"))
    congregation_id: Mapped[UUID] = mapped_column(ForeignKey("congregation.id"), index=True)
    kind: Mapped[str] = mapped_column(String(10))
    state: Mapped[str] = mapped_column(String(10), default="draft")
    questions: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    held_on: Mapped[date | None]
    made_by: Mapped[UUID | None]
    made_at: Mapped[datetime]
    opened_by: Mapped[UUID | None]
    opened_at: Mapped[datetime | None]
    closed_by: Mapped[UUID | None]
    closed_at: Mapped[datetime | None]
    outcome: Mapped[str | None] = mapped_column(String(10))
    decision_id: Mapped[UUID | None] = mapped_column(ForeignKey("decision.id"))

    groups: Mapped[list["MeasuredGroup"]] = relationship(order_by="MeasuredGroup.position")
    thresholds: Mapped[list["SupportThreshold"]] = relationship(
        order_by="SupportThreshold.at, SupportThreshold.id"
    )
    objections: Mapped[list["Objection"]] = relationship(order_by="Objection.id")

    @property
    def threshold(self) -> "SupportThreshold | None":
        """Return the threshold that holds: the last one set before the measure opened."""
        return self.thresholds[-1] if self.thresholds else None


class SupportThreshold(Written, Base):
    """What was agreed beforehand: share in favour and response in percent, grave objections."""

    __tablename__ = "support_threshold"

    measure_id: Mapped[UUID] = mapped_column(ForeignKey("support_measure.id"), index=True)
    share: Mapped[int]
    response: Mapped[int]
    no_grave: Mapped[bool]


class MeasuredGroup(Identified, Base):
    """A group as it is measured: how many may take part, and what was counted by hand."""

    __tablename__ = "support_measured_group"

    measure_id: Mapped[UUID] = mapped_column(ForeignKey("support_measure.id"), index=True)
    group_id: Mapped[UUID | None] = mapped_column(ForeignKey("support_group.id"))
    position: Mapped[int]
    name: Mapped[str] = mapped_column(String(80))
    invited: Mapped[int]
    present: Mapped[int | None]
    in_favour: Mapped[int | None]
    with_reservations: Mapped[int | None]
    against: Mapped[int | None]
    abstained: Mapped[int | None]

    tallies: Mapped[list["SupportTally"]] = relationship(order_by="SupportTally.question")


class SupportTally(Base):
    """How many of a group gave each of the five answers to a question; never who, never when.

    The five stand in one row, so that whoever reads the database's own versions of rows learns
    from the last answer only that there was one.
    """

    __tablename__ = "support_tally"

    group_id: Mapped[UUID] = mapped_column(
        ForeignKey("support_measured_group.id"), primary_key=True
    )
    question: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    answers_1: Mapped[int] = mapped_column(default=0)
    answers_2: Mapped[int] = mapped_column(default=0)
    answers_3: Mapped[int] = mapped_column(default=0)
    answers_4: Mapped[int] = mapped_column(default=0)
    answers_5: Mapped[int] = mapped_column(default=0)

    @property
    def steps(self) -> tuple[int, int, int, int, int]:
        """Return how many gave each answer, from most against to most in favour."""
        return (self.answers_1, self.answers_2, self.answers_3, self.answers_4, self.answers_5)


class SupportToken(Base):
    """A slip that was handed out: the hash of its token, its group, and whether it was used."""

    __tablename__ = "support_token"
    __table_args__ = (Index("ix_support_token_measure_id", "measure_id"), NO_ORDER)

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    measure_id: Mapped[UUID] = mapped_column(ForeignKey("support_measure.id"))
    group_id: Mapped[UUID] = mapped_column(ForeignKey("support_measured_group.id"))
    used: Mapped[bool] = mapped_column(default=False)


class SupportBox(Base):
    """The objections of an open survey, shuffled: {text, grave} each, of nobody known."""

    __tablename__ = "support_box"

    measure_id: Mapped[UUID] = mapped_column(ForeignKey("support_measure.id"), primary_key=True)
    texts: Mapped[list[dict[str, Any]]] = mapped_column(JSON)


class Objection(Base):
    """Something against the plan, and what was answered; its number says nothing of when."""

    __tablename__ = "support_objection"
    __table_args__ = (Index("ix_support_objection_measure_id", "measure_id"), NO_ORDER)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    measure_id: Mapped[UUID] = mapped_column(ForeignKey("support_measure.id"))
    text: Mapped[str] = mapped_column(Text)
    theme: Mapped[str] = mapped_column(String(80), default="")
    grave: Mapped[bool]
    answer: Mapped[str] = mapped_column(Text, default="")
    answered_by: Mapped[UUID | None]
    answered_at: Mapped[datetime | None]

    @property
    def state(self) -> str:
        """Return whether it was answered: `open` or `answered`."""
        return "answered" if self.answer else "open"
