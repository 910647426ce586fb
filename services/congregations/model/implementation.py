"""Check-ins of both sides, roles in the mission work, and the home team."""

from collections.abc import Mapping
from datetime import date, datetime
from types import MappingProxyType
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from services.congregations.model.base import Base, Identified, Written
from services.congregations.model.records import Decision

PROGRESS = ("good", "slow", "stuck")
WEEKS = 6  # between check-ins, until coach or leader chooses otherwise
TEAM_FOLLOWS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "forming": ("approved", "wound_up"),
        "approved": ("active", "wound_up"),
        "active": ("wound_up",),
        "wound_up": (),
    }
)
SEATS = ("chair", "treasurer", "communication", "fundraising", "prayer", "confidant")
EVERY = ("once", "month", "quarter", "year")


class ActiveAgreement(Base):
    """An agreement with an agency that holds now, from partners' events."""

    __tablename__ = "active_agreement"

    agreement_id: Mapped[UUID] = mapped_column(primary_key=True)
    congregation_id: Mapped[UUID] = mapped_column(index=True)
    agency_id: Mapped[UUID]
    since: Mapped[datetime]


class Rhythm(Base):
    """How often a congregation is asked how it goes; no row means the usual rhythm."""

    __tablename__ = "rhythm"

    congregation_id: Mapped[UUID] = mapped_column(ForeignKey("congregation.id"), primary_key=True)
    weeks: Mapped[int]
    paused: Mapped[bool] = mapped_column(default=False)
    by: Mapped[UUID | None]
    at: Mapped[datetime]


class CheckIn(Identified, Base):
    """The question how it goes, put to one side about one thing, and its answer.

    `about_id` is the journey (the congregation's side) or the agreement (the agency's side). A
    missed one of the congregation is escalated to a second coach where there is one; what an
    agreement's end overtook is called off.
    """

    __tablename__ = "check_in"
    __table_args__ = (
        CheckConstraint("side IN ('congregation', 'agency')", name="side"),
        CheckConstraint(
            "state IN ('due', 'answered', 'missed', 'escalated', 'called_off')", name="state"
        ),
        # two workers that ask at once ask once
        UniqueConstraint("about_id", "due_on"),
        Index("ix_check_in_congregation", "congregation_id", "due_on"),
        Index("ix_check_in_state", "state", "due_on"),
    )

    congregation_id: Mapped[UUID] = mapped_column(ForeignKey("congregation.id"))
    journey_id: Mapped[UUID] = mapped_column(ForeignKey("journey.id"))
    side: Mapped[str] = mapped_column(String(12))
    about_id: Mapped[UUID]
    agency_id: Mapped[UUID | None]
    due_on: Mapped[date]
    state: Mapped[str] = mapped_column(String(10))
    asked_at: Mapped[datetime]
    progress: Mapped[str | None] = mapped_column(String(10))
    goes_well: Mapped[str] = mapped_column(Text, default="")
    blockers: Mapped[str] = mapped_column(Text, default="")
    next_step: Mapped[str] = mapped_column(Text, default="")
    wish_to_talk: Mapped[bool] = mapped_column(default=False)
    # how the answer came: link, page, told (written down by the coach)
    answered_how: Mapped[str | None] = mapped_column(String(10))
    answered_by: Mapped[UUID | None]
    answered_at: Mapped[datetime | None]
    told_by: Mapped[str | None] = mapped_column(String(80))
    missed_at: Mapped[datetime | None]
    escalated_to: Mapped[UUID | None]

    @property
    def agreement_id(self) -> UUID | None:
        """Return the agreement that an agency is asked about."""
        return self.about_id if self.side == "agency" else None


class MissionRole(Identified, Base):
    """A task in a congregation's mission work that somebody holds, or nobody does now."""

    __tablename__ = "mission_role"
    __table_args__ = (Index("ix_mission_role_vacant", "vacant_since"),)

    congregation_id: Mapped[UUID] = mapped_column(ForeignKey("congregation.id"), index=True)
    title: Mapped[str] = mapped_column(String(120))
    held_since: Mapped[date | None]
    vacant_since: Mapped[date | None]
    person: Mapped[str] = mapped_column(String(120), default="")
    alarmed_at: Mapped[datetime | None]
    dropped_by: Mapped[UUID | None]
    dropped_at: Mapped[datetime | None]

    handovers: Mapped[list["Handover"]] = relationship(
        back_populates="role", order_by="Handover.at, Handover.id"
    )


class Handover(Written, Base):
    """A role was taken on, handed over or given up, with what the next one must know."""

    __tablename__ = "handover"

    role_id: Mapped[UUID] = mapped_column(ForeignKey("mission_role.id"), index=True)
    to_state: Mapped[str] = mapped_column(String(10))
    on_day: Mapped[date]
    note: Mapped[str] = mapped_column(Text, default="")

    role: Mapped[MissionRole] = relationship(back_populates="handovers")


class HomeTeam(Identified, Base):
    """The team that carries somebody who was sent: which seats are filled, what it agreed on."""

    __tablename__ = "home_team"
    __table_args__ = (
        CheckConstraint("state IN ('forming', 'approved', 'active', 'wound_up')", name="state"),
    )

    congregation_id: Mapped[UUID] = mapped_column(ForeignKey("congregation.id"), index=True)
    title: Mapped[str] = mapped_column(String(120))
    state: Mapped[str] = mapped_column(String(10), default="forming")
    since: Mapped[datetime]
    size: Mapped[int | None]
    filled: Mapped[list[str]] = mapped_column(default=list)
    # for leaders and coaches alone: these name circumstances of people far away
    leave_plan: Mapped[str] = mapped_column(Text, default="")
    calamity_protocol: Mapped[str] = mapped_column(Text, default="")
    founded_by: Mapped[UUID | None]
    decision_id: Mapped[UUID | None] = mapped_column(ForeignKey("decision.id"))

    decision: Mapped[Decision | None] = relationship()
    duties: Mapped[list["Duty"]] = relationship(
        back_populates="team", order_by="Duty.seat, Duty.id", cascade="all, delete-orphan"
    )


class Duty(Identified, Base):
    """Something that a seat of the home team does, once or again and again."""

    __tablename__ = "duty"

    team_id: Mapped[UUID] = mapped_column(ForeignKey("home_team.id"), index=True)
    seat: Mapped[str] = mapped_column(String(20))
    title_nl: Mapped[str] = mapped_column(String(200))
    title_en: Mapped[str] = mapped_column(String(200))
    every: Mapped[str] = mapped_column(String(10))
    next_on: Mapped[date | None]
    done_on: Mapped[date | None]

    team: Mapped[HomeTeam] = relationship(back_populates="duties")
