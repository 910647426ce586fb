"""How a launch is prepared, on what it rests, and how many would join in what."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from services.congregations.model.base import Base, Identified, Written

STATES = ("planned", "go_decided", "launched", "wrapped", "postponed")


class LaunchPlan(Identified, Base):
    """The launch of a journey as it is prepared; people stand in it by their role."""

    __tablename__ = "launch_plan"
    __table_args__ = (CheckConstraint(f"state IN {STATES}", name="state"),)

    journey_id: Mapped[UUID] = mapped_column(ForeignKey("journey.id"), unique=True)
    congregation_id: Mapped[UUID] = mapped_column(ForeignKey("congregation.id"), index=True)
    version: Mapped[int] = mapped_column(default=1)
    state: Mapped[str] = mapped_column(String(12), default="planned")
    planned_on: Mapped[date | None]
    starts_at: Mapped[str | None] = mapped_column(String(5))
    place: Mapped[str] = mapped_column(String(200), default="")
    speakers: Mapped[list[str]]
    run_sheet: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    materials: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    postponed_reason: Mapped[str | None] = mapped_column(String(300))
    wrap_note: Mapped[str] = mapped_column(Text, default="")
    decision_id: Mapped[UUID | None] = mapped_column(ForeignKey("decision.id"))
    made_by: Mapped[UUID | None]
    made_at: Mapped[datetime]

    all_options: Mapped[list["JoinOption"]] = relationship(
        back_populates="plan", order_by="JoinOption.position, JoinOption.id"
    )

    @property
    def options(self) -> list["JoinOption"]:
        """Return the ways to join that are offered."""
        return [option for option in self.all_options if option.dropped_at is None]


class JoinOption(Identified, Base):
    """A way to join: one of the six means, what it is, and for how many there is room."""

    __tablename__ = "join_option"

    plan_id: Mapped[UUID] = mapped_column(ForeignKey("launch_plan.id"), index=True)
    position: Mapped[int]
    means: Mapped[str] = mapped_column(String(20))
    text: Mapped[str] = mapped_column(String(200))
    capacity: Mapped[int | None]
    dropped_at: Mapped[datetime | None]

    plan: Mapped[LaunchPlan] = relationship(back_populates="all_options")
    tallies: Mapped[list["JoinTally"]] = relationship(order_by="JoinTally.at, JoinTally.id")

    @property
    def joined(self) -> int:
        """Return how many said on paper that they join."""
        return sum(tally.number for tally in self.tallies)


class JoinTally(Written, Base):
    """Some cards were counted for one option; below zero puts a mistake right."""

    __tablename__ = "join_tally"

    option_id: Mapped[UUID] = mapped_column(ForeignKey("join_option.id"), index=True)
    number: Mapped[int]


class LaunchBasis(Base):
    """On what a launch rests, as it was then: strategy, support or waiver, and the first round."""

    __tablename__ = "launch_basis"

    launch_id: Mapped[UUID] = mapped_column(ForeignKey("launch.id"), primary_key=True)
    strategy_id: Mapped[UUID | None] = mapped_column(ForeignKey("strategy.id"))
    support_id: Mapped[UUID | None] = mapped_column(ForeignKey("support_measure.id"))
    round_id: Mapped[UUID | None] = mapped_column(ForeignKey("round.id"))
    strategy_on_paper: Mapped[bool]
    support_on_paper: Mapped[bool]
    waiver: Mapped[str | None] = mapped_column(Text)
    waived_by: Mapped[UUID | None]
    waived_at: Mapped[datetime | None]
