"""A congregation's strategy by version: its foundation, gaps, goals and the actions towards them.

A gap, goal or action keeps its `key` from version to version, so that an evaluation can follow it.
"""

from collections.abc import Mapping
from datetime import date, datetime
from types import MappingProxyType
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from services.congregations.model.base import Base, Identified, Written
from services.congregations.model.records import Decision
from shared.clock import new_id

IN_WORK = ("draft", "shared")
STATES = (*IN_WORK, "adopted", "superseded", "withdrawn")

# which states of an action may follow a state, and which of them need words
ACTION_FOLLOWS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "todo": ("doing", "done", "blocked", "dropped"),
        "doing": ("done", "blocked", "todo", "dropped"),
        "blocked": ("doing", "todo", "done", "dropped"),
        "done": ("doing",),
        "dropped": ("todo",),
    }
)
ACTION_STATES = tuple(ACTION_FOLLOWS)
ACTION_WITH_WORDS = frozenset({"dropped", "blocked"})


class Strategy(Identified, Base):
    """One version of a congregation's strategy on a journey."""

    __tablename__ = "strategy"
    __table_args__ = (
        CheckConstraint(f"state IN {STATES}", name="state"),
        Index("ix_strategy_version", "journey_id", "version", unique=True),
        # a journey has one version in work and one that holds
        Index(
            "ix_strategy_in_work",
            "journey_id",
            unique=True,
            sqlite_where=text("state IN ('draft', 'shared')"),
            postgresql_where=text("state IN ('draft', 'shared')"),
        ),
        Index(
            "ix_strategy_adopted",
            "journey_id",
            unique=True,
            sqlite_where=text("state = 'adopted'"),
            postgresql_where=text("state = 'adopted'"),
        ),
    )

    journey_id: Mapped[UUID] = mapped_column(ForeignKey("journey.id"))
    congregation_id: Mapped[UUID] = mapped_column(ForeignKey("congregation.id"), index=True)
    version: Mapped[int]
    revision: Mapped[int] = mapped_column(default=1)
    state: Mapped[str] = mapped_column(String(12), default="draft")
    based_on_id: Mapped[UUID | None] = mapped_column(ForeignKey("strategy.id"))

    mission: Mapped[str] = mapped_column(Text, default="")
    vision: Mapped[str] = mapped_column(Text, default="")
    church_values: Mapped[list[str]] = mapped_column(default=list)
    # people_groups (texts or ids of our list), places, ministries, means (codes)
    focus: Mapped[dict[str, Any]] = mapped_column(default=dict)
    horizon: Mapped[date | None]
    # {question, answer} in the order in which they are read
    policies: Mapped[list[dict[str, str]]] = mapped_column(JSON, default=list)
    # what the congregation says it can carry; without it the profile tells of the hours
    capacity_hours: Mapped[str | None] = mapped_column(String(40))
    capacity_budget: Mapped[str | None] = mapped_column(String(40))

    started_by: Mapped[UUID | None]
    started_at: Mapped[datetime]
    shared_by: Mapped[UUID | None]
    shared_at: Mapped[datetime | None]
    adopted_at: Mapped[datetime | None]
    decision_id: Mapped[UUID | None] = mapped_column(ForeignKey("decision.id"))
    # the warnings that stood when it was adopted
    warnings_then: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    superseded_at: Mapped[datetime | None]
    withdrawn_by: Mapped[UUID | None]
    withdrawn_at: Mapped[datetime | None]
    withdrawn_reason: Mapped[str | None] = mapped_column(String(300))

    gaps: Mapped[list["Gap"]] = relationship(
        back_populates="strategy", cascade="all, delete-orphan", order_by="Gap.position, Gap.id"
    )
    goals: Mapped[list["Goal"]] = relationship(
        back_populates="strategy", cascade="all, delete-orphan", order_by="Goal.position, Goal.id"
    )
    objections: Mapped[list["StrategyObjection"]] = relationship(
        back_populates="strategy", order_by="StrategyObjection.at, StrategyObjection.id"
    )
    decision: Mapped[Decision | None] = relationship()

    @property
    def actions(self) -> list["Action"]:
        """Return the actions of all its goals, in the order of the goals."""
        return [action for goal in self.goals for action in goal.actions]


class Gap(Identified, Base):
    """Where the congregation is now in an area and where it wants to be, in levels 0..5."""

    __tablename__ = "gap"

    strategy_id: Mapped[UUID] = mapped_column(ForeignKey("strategy.id"), index=True)
    key: Mapped[UUID] = mapped_column(default=new_id)
    revision: Mapped[int] = mapped_column(default=1)
    position: Mapped[int]
    area: Mapped[str] = mapped_column(String(120))
    # the area in the bank of questions, where the gap came out of a round
    area_code: Mapped[str | None] = mapped_column(String(40))
    now: Mapped[int | None]
    desired: Mapped[int]
    why: Mapped[str] = mapped_column(Text, default="")
    weight: Mapped[int] = mapped_column(default=2)
    accepted: Mapped[bool] = mapped_column(default=False)
    accepted_reason: Mapped[str | None] = mapped_column(String(500))

    strategy: Mapped[Strategy] = relationship(back_populates="gaps")


class Goal(Identified, Base):
    """What shall be true on a day, and by what one sees it."""

    __tablename__ = "goal"

    strategy_id: Mapped[UUID] = mapped_column(ForeignKey("strategy.id"), index=True)
    key: Mapped[UUID] = mapped_column(default=new_id)
    revision: Mapped[int] = mapped_column(default=1)
    position: Mapped[int]
    gap_id: Mapped[UUID | None] = mapped_column(ForeignKey("gap.id", ondelete="SET NULL"))
    what: Mapped[str] = mapped_column(String(300))
    measure: Mapped[str] = mapped_column(String(300), default="")
    baseline: Mapped[str] = mapped_column(String(120), default="")
    target: Mapped[str] = mapped_column(String(120), default="")
    by: Mapped[date | None]

    strategy: Mapped[Strategy] = relationship(back_populates="goals")
    gap: Mapped[Gap | None] = relationship()
    actions: Mapped[list["Action"]] = relationship(
        back_populates="goal", cascade="all, delete-orphan", order_by="Action.position, Action.id"
    )


class Action(Identified, Base):
    """Something to do for a goal; exactly one role is accountable for it."""

    __tablename__ = "action"

    strategy_id: Mapped[UUID] = mapped_column(ForeignKey("strategy.id"), index=True)
    goal_id: Mapped[UUID] = mapped_column(ForeignKey("goal.id"), index=True)
    key: Mapped[UUID] = mapped_column(default=new_id, index=True)
    revision: Mapped[int] = mapped_column(default=1)
    position: Mapped[int]
    title: Mapped[str] = mapped_column(String(200))
    accountable_role: Mapped[str] = mapped_column(String(80))
    helper_roles: Mapped[list[str]] = mapped_column(default=list)
    due_on: Mapped[date | None]
    hours_band: Mapped[str | None] = mapped_column(String(40))
    cost_band: Mapped[str | None] = mapped_column(String(40))
    state: Mapped[str] = mapped_column(String(10), default="todo")
    # why it was dropped, or by what it is blocked
    state_words: Mapped[str] = mapped_column(String(300), default="")
    since: Mapped[datetime]

    goal: Mapped[Goal] = relationship(back_populates="actions")
    changes: Mapped[list["ActionChange"]] = relationship(
        back_populates="action",
        cascade="all, delete-orphan",
        order_by="ActionChange.at, ActionChange.id",
    )


class ActionChange(Written, Base):
    """An action came from one state into another, or somebody wrote how it goes."""

    __tablename__ = "action_change"

    action_id: Mapped[UUID] = mapped_column(ForeignKey("action.id"), index=True)
    from_state: Mapped[str] = mapped_column(String(10))
    to_state: Mapped[str] = mapped_column(String(10))
    note: Mapped[str] = mapped_column(String(300), default="")

    action: Mapped[Action] = relationship(back_populates="changes")


class StrategyObjection(Written, Base):
    """What somebody holds against a shared version, and what was answered."""

    __tablename__ = "strategy_objection"

    strategy_id: Mapped[UUID] = mapped_column(ForeignKey("strategy.id"), index=True)
    text: Mapped[str] = mapped_column(Text)
    answer: Mapped[str | None] = mapped_column(Text)
    answered_by: Mapped[UUID | None]
    answered_at: Mapped[datetime | None]

    strategy: Mapped[Strategy] = relationship(back_populates="objections")
