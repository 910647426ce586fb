"""Evaluations after six and twelve months, and the stamp of the APK."""

from collections.abc import Mapping
from datetime import date, datetime
from types import MappingProxyType
from uuid import UUID

from dateutil.relativedelta import relativedelta
from sqlalchemy import CheckConstraint, Float, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy import text as sql
from sqlalchemy.orm import Mapped, mapped_column, relationship

from services.congregations.model.base import Base, Identified, Written
from services.congregations.model.discovery import Round
from services.congregations.model.journey import Track
from services.congregations.model.records import Decision

EVALUATED = ("m6", "m12", "other")
VERDICTS = ("met", "partly", "not", "dropped")
STAMPS = ("continue", "adjust", "restart")
HOLDS, REMINDS = relativedelta(months=12), relativedelta(months=11)
# the session in the calendar that belongs to an evaluation
MOMENT_OF: Mapping[str, str] = MappingProxyType({"evaluation_6": "m6", "evaluation_12": "m12"})


class Evaluation(Identified, Base):
    """Looking back at one moment of a journey; `strategy_id` is the version whose goals it judges.

    States kept: scheduled, round_open, discussed, decided; that its round is closed makes an
    open one analysed.
    """

    __tablename__ = "evaluation"
    __table_args__ = (
        CheckConstraint(
            "state IN ('scheduled', 'round_open', 'discussed', 'decided')", name="state"
        ),
        # after six and after twelve months a journey looks back once
        Index(
            "ix_evaluation_moment",
            "journey_id",
            "moment",
            unique=True,
            sqlite_where=sql("moment != 'other'"),
            postgresql_where=sql("moment != 'other'"),
        ),
    )

    congregation_id: Mapped[UUID] = mapped_column(ForeignKey("congregation.id"), index=True)
    journey_id: Mapped[UUID] = mapped_column(ForeignKey("journey.id"))
    moment: Mapped[str] = mapped_column(String(10))
    state: Mapped[str] = mapped_column(String(12), default="scheduled")
    session_id: Mapped[UUID | None] = mapped_column(index=True)
    due_on: Mapped[date | None]
    round_id: Mapped[UUID | None] = mapped_column(ForeignKey("round.id"))
    strategy_id: Mapped[UUID | None] = mapped_column(ForeignKey("strategy.id"))
    recommendations: Mapped[str] = mapped_column(Text, default="")
    focus_index: Mapped[float | None] = mapped_column(Float)
    decision_id: Mapped[UUID | None] = mapped_column(ForeignKey("decision.id"))
    made_by: Mapped[UUID | None]
    made_at: Mapped[datetime]
    changed_at: Mapped[datetime]

    round: Mapped[Round | None] = relationship()
    decision: Mapped[Decision | None] = relationship()
    verdicts: Mapped[list["Verdict"]] = relationship(
        back_populates="evaluation", order_by="Verdict.id"
    )
    adjustments: Mapped[list["Adjustment"]] = relationship(order_by="Adjustment.id")

    @property
    def stage(self) -> str:
        """Return the state, `analysed` once the round that was opened for it is closed."""
        closed = self.round is not None and self.round.state == "closed"
        return "analysed" if self.state == "round_open" and closed else self.state


class Verdict(Written, Base):
    """What became of one goal, by its result, and what was learned."""

    __tablename__ = "verdict"
    __table_args__ = (UniqueConstraint("evaluation_id", "goal_id"),)

    evaluation_id: Mapped[UUID] = mapped_column(ForeignKey("evaluation.id"))
    goal_id: Mapped[UUID] = mapped_column(ForeignKey("goal.id"))
    verdict: Mapped[str] = mapped_column(String(10))
    lesson: Mapped[str] = mapped_column(Text, default="")

    evaluation: Mapped[Evaluation] = relationship(back_populates="verdicts")


class Apk(Written, Base):
    """The yearly check-up: a workshop, what it found, and the stamp that the body gave.

    Without a stamp it is being prepared; a newer stamp replaces an older one.
    """

    __tablename__ = "apk"
    __table_args__ = (Index("ix_apk_due", "stamped_on", "told_due_at"),)

    congregation_id: Mapped[UUID] = mapped_column(ForeignKey("congregation.id"), index=True)
    journey_id: Mapped[UUID | None] = mapped_column(ForeignKey("journey.id"))
    session_id: Mapped[UUID | None]
    workshop_id: Mapped[UUID | None]
    held_on: Mapped[date]
    participants: Mapped[int | None]
    findings: Mapped[list[str]] = mapped_column(default=list)
    stamp: Mapped[str | None] = mapped_column(String(10))
    stamped_on: Mapped[date | None]
    decision_id: Mapped[UUID | None] = mapped_column(ForeignKey("decision.id"))
    replaced_by: Mapped[UUID | None]
    told_due_at: Mapped[datetime | None]

    decision: Mapped[Decision | None] = relationship()
    adjustments: Mapped[list["Adjustment"]] = relationship(order_by="Adjustment.id")

    @property
    def valid_until(self) -> date | None:
        """Return the day on which the stamp ends."""
        return self.stamped_on + HOLDS if self.stamped_on else None

    def state(self, today: date) -> str:
        """Return open, valid, due, expired or replaced."""
        if self.stamped_on is None:
            return "open"
        if self.replaced_by is not None:
            return "replaced"
        if today >= self.stamped_on + HOLDS:
            return "expired"
        return "due" if today >= self.stamped_on + REMINDS else "valid"


class Adjustment(Identified, Base):
    """What follows from a decision: a new strategy version, or a part taken up again."""

    __tablename__ = "adjustment"

    evaluation_id: Mapped[UUID | None] = mapped_column(ForeignKey("evaluation.id"), index=True)
    apk_id: Mapped[UUID | None] = mapped_column(ForeignKey("apk.id"), index=True)
    strategy_id: Mapped[UUID | None] = mapped_column(ForeignKey("strategy.id"))
    track_id: Mapped[UUID | None] = mapped_column(ForeignKey("track.id"))

    track: Mapped[Track | None] = relationship()
