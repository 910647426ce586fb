"""The tables of scheduling and what is always true of them."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    DateTime,
    ForeignKey,
    Index,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship

from shared import audit
from shared.clock import new_id
from shared.db import TYPES, metadata
from shared.events import tables
from shared.projections import marks

STATES = ("idea", "confirmed", "done", "cancelled", "suspended")
CHOICES = ("invitation", "feed", "none")
ANSWERS = ("accepted", "declined", "tentative")
FOLLOW_UPS = ("evaluation_6", "evaluation_12", "apk")


class Base(DeclarativeBase):
    """The catalogue of this service's tables."""

    metadata = metadata()
    type_annotation_map = TYPES


def _wall_clock() -> Mapped[datetime]:
    return mapped_column(DateTime(timezone=False))


class Run(Base):
    """A course run that was planned in one act; its evenings are sessions."""

    __tablename__ = "run"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    congregation_id: Mapped[UUID] = mapped_column(index=True)
    journey_id: Mapped[UUID | None]
    format: Mapped[str] = mapped_column(String(20))
    created_by: Mapped[UUID]
    created_at: Mapped[datetime]


class PlannedSession(Base):
    """Anything with a time; wall time and zone are the truth, the instants are derived."""

    __tablename__ = "session"
    __table_args__ = (
        CheckConstraint("label BETWEEN 0 AND 3", name="label"),
        CheckConstraint("minutes > 0 AND end_utc > start_utc", name="length"),
        CheckConstraint(f"state IN {STATES}", name="state"),
        CheckConstraint("state <> 'confirmed' OR uid IS NOT NULL", name="uid"),
        Index("ix_session_congregation_start", "congregation_id", "start_utc"),
        Index("ix_session_state_start", "state", "start_utc"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    congregation_id: Mapped[UUID]
    journey_id: Mapped[UUID | None] = mapped_column(index=True)
    step_id: Mapped[UUID | None]
    run_id: Mapped[UUID | None] = mapped_column(ForeignKey("run.id"), index=True)
    kind: Mapped[str] = mapped_column(String(40))
    # empty: the kind's name, in the reader's language
    title: Mapped[str | None] = mapped_column(String(200))
    number: Mapped[int | None]
    number_of: Mapped[int | None]
    local_start: Mapped[datetime] = _wall_clock()
    zone: Mapped[str] = mapped_column(String(64))
    minutes: Mapped[int]
    start_utc: Mapped[datetime]
    end_utc: Mapped[datetime]
    place: Mapped[str | None] = mapped_column(String(300))
    agenda: Mapped[str | None] = mapped_column(Text)
    paragraph: Mapped[str | None] = mapped_column(Text)
    label: Mapped[int]
    state: Mapped[str] = mapped_column(String(12))
    # the calendar entry: given when first confirmed, never changed
    uid: Mapped[str | None] = mapped_column(String(320), unique=True)
    sequence: Mapped[int] = mapped_column(default=0)
    revision_at: Mapped[datetime]
    pinned: Mapped[bool] = mapped_column(default=False)
    derived_from: Mapped[UUID | None]
    offset_months: Mapped[int | None]
    due_told_at: Mapped[datetime | None]
    created_by: Mapped[UUID | None]
    created_at: Mapped[datetime]

    participations: Mapped[list["Participation"]] = relationship(
        order_by="Participation.person_id", cascade="all, delete-orphan", lazy="selectin"
    )


class SessionChange(Base):
    """What became of a session, when and by whom; `previous_*` tells where it stood before."""

    __tablename__ = "session_change"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    session_id: Mapped[UUID] = mapped_column(ForeignKey("session.id"), index=True)
    act: Mapped[str] = mapped_column(String(12))
    from_state: Mapped[str | None] = mapped_column(String(12))
    to_state: Mapped[str] = mapped_column(String(12))
    sequence: Mapped[int]
    previous_local_start: Mapped[datetime | None] = _wall_clock()
    previous_zone: Mapped[str | None] = mapped_column(String(64))
    previous_start_utc: Mapped[datetime | None]
    by_kind: Mapped[str] = mapped_column(String(12))
    by_id: Mapped[UUID | None]
    at: Mapped[datetime]


class Participation(Base):
    """A person who takes part in a session, in this role."""

    __tablename__ = "participation"
    __table_args__ = (UniqueConstraint("session_id", "person_id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    session_id: Mapped[UUID] = mapped_column(ForeignKey("session.id"))
    person_id: Mapped[UUID] = mapped_column(index=True)
    role: Mapped[str] = mapped_column(String(20))
    required: Mapped[bool] = mapped_column(default=True)
    answer: Mapped[str | None] = mapped_column(String(12))
    answered_at: Mapped[datetime | None]


class Claim(Base):
    """A confirmed session's hold on one person's time.

    The database itself refuses two confirmed claims of one person that overlap (see migrations).
    """

    __tablename__ = "claim"
    __table_args__ = (
        CheckConstraint("state IN ('confirmed', 'released')", name="state"),
        CheckConstraint("end_utc > start_utc", name="length"),
        Index("ix_claim_person_start", "person_id", "start_utc"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    person_id: Mapped[UUID]
    session_id: Mapped[UUID] = mapped_column(ForeignKey("session.id"), index=True)
    start_utc: Mapped[datetime]
    end_utc: Mapped[datetime]
    state: Mapped[str] = mapped_column(String(12))


class Feed(Base):
    """One device's subscription to a person's own sessions; the token is kept only as a hash."""

    __tablename__ = "feed"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    person_id: Mapped[UUID] = mapped_column(index=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    device: Mapped[str] = mapped_column(String(80))
    language: Mapped[str] = mapped_column(String(2))
    created_at: Mapped[datetime]
    last_fetched_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]


class Preference(Base):
    """How a person wants dates to reach his own calendar: by invitation, by feed or not at all."""

    __tablename__ = "preference"
    __table_args__ = (CheckConstraint(f"choice IN {CHOICES}", name="choice"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    person_id: Mapped[UUID] = mapped_column(unique=True)
    choice: Mapped[str] = mapped_column(String(12))
    changed_at: Mapped[datetime]


class Guidance(Base):
    """Known from congregations: a coach guides this congregation now."""

    __tablename__ = "guidance"
    __table_args__ = (UniqueConstraint("congregation_id", "coach_id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    congregation_id: Mapped[UUID]
    coach_id: Mapped[UUID] = mapped_column(index=True)
    since: Mapped[datetime]


class Member(Base):
    """Known from identity: a person holds this role in an organisation now; `id` is theirs."""

    __tablename__ = "member"
    __table_args__ = (Index("ix_member_organisation", "organisation_id", "role"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    person_id: Mapped[UUID] = mapped_column(index=True)
    organisation_id: Mapped[UUID]
    organisation_kind: Mapped[str] = mapped_column(String(20))
    role: Mapped[str] = mapped_column(String(20))


class Introduction(Base):
    """Known from partners: congregation and agency know each other; `id` is the match."""

    __tablename__ = "introduction"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    congregation_id: Mapped[UUID] = mapped_column(index=True)
    agency_id: Mapped[UUID]


class Launch(Base):
    """Known from congregations: the day from which the evaluations of a journey follow."""

    __tablename__ = "launch"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    journey_id: Mapped[UUID] = mapped_column(unique=True)
    congregation_id: Mapped[UUID]
    held_on: Mapped[date]
    withdrawn_at: Mapped[datetime | None]


tables.add_to(Base.metadata)
marks.add_to(Base.metadata)
audit.add_to(Base.metadata)
