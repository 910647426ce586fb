"""The tables of partners and what is always true of them."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship

from shared import audit
from shared.clock import new_id
from shared.db import TYPES, metadata
from shared.events import tables

ASKING = ("asked_congregation", "asked_agency")
TOGETHER = ("introduced", "exploring", "agreement", "active")
OPEN = ASKING + TOGETHER
OUTCOMES = ("declined", "expired", "withdrawn", "ended")
OFFERING_STATES = ("draft", "open", "full", "closed", "withdrawn")


def one_of(column: str, values: tuple[str, ...]) -> str:
    """Return the SQL of a check that a column holds one of these codes."""
    return f"{column} IN ({', '.join(repr(value) for value in values)})"


class Base(DeclarativeBase):
    """The catalogue of this service's tables."""

    metadata = metadata()
    type_annotation_map = TYPES


class Agency(Base):
    """A mission agency; `claimed` is false as long as a coach speaks for it."""

    __tablename__ = "agency"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    name: Mapped[str] = mapped_column(String(160))
    website: Mapped[str | None] = mapped_column(String(300))
    about: Mapped[str | None] = mapped_column(Text)
    languages: Mapped[list[str] | None]
    regions: Mapped[list[str] | None]
    claimed: Mapped[bool]
    entered_by: Mapped[UUID | None]
    invented: Mapped[bool]
    version: Mapped[int]
    created_at: Mapped[datetime]


class AgencyChange(Base):
    """Who registered, changed or took over an agency's page, and when."""

    __tablename__ = "agency_change"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    agency_id: Mapped[UUID] = mapped_column(ForeignKey("agency.id"), index=True)
    act: Mapped[str] = mapped_column(String(20))
    by_kind: Mapped[str] = mapped_column(String(12))
    by_id: Mapped[UUID | None]
    at: Mapped[datetime]


class Offering(Base):
    """What an agency offers to congregations; a list that is null is not yet known."""

    __tablename__ = "offering"
    __table_args__ = (
        UniqueConstraint("agency_id", "ref"),
        CheckConstraint("taken >= 0 AND (capacity IS NULL OR taken <= capacity)", name="room"),
        CheckConstraint("capacity IS NULL OR capacity >= 1", name="capacity"),
        CheckConstraint("label BETWEEN 0 AND 3", name="label"),
        CheckConstraint(
            "ends_on IS NULL OR starts_on IS NULL OR starts_on <= ends_on", name="span"
        ),
        CheckConstraint(one_of("state", OFFERING_STATES), name="state"),
        Index("ix_offering_agency", "agency_id", "id"),
        Index("ix_offering_state", "state", "id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    agency_id: Mapped[UUID] = mapped_column(ForeignKey("agency.id"))
    ref: Mapped[str | None] = mapped_column(String(80))
    title_nl: Mapped[str | None] = mapped_column(String(160))
    title_en: Mapped[str | None] = mapped_column(String(160))
    summary_nl: Mapped[str | None] = mapped_column(Text)
    summary_en: Mapped[str | None] = mapped_column(Text)
    kind: Mapped[str] = mapped_column(String(40))
    functions: Mapped[list[str] | None]
    talents: Mapped[list[str] | None]
    means: Mapped[list[str] | None]
    people_groups: Mapped[list[str] | None]
    countries: Mapped[list[str] | None]
    regions: Mapped[list[str] | None]
    languages: Mapped[list[str] | None]
    themes: Mapped[list[str] | None]
    denominations: Mapped[list[str] | None]
    starts_on: Mapped[date | None]
    ends_on: Mapped[date | None]
    capacity: Mapped[int | None]
    taken: Mapped[int] = mapped_column(default=0)
    conditions: Mapped[str | None] = mapped_column(Text)
    risk: Mapped[str | None] = mapped_column(String(40))
    cost_band: Mapped[str | None] = mapped_column(String(40))
    minimum_commitment: Mapped[str | None] = mapped_column(String(40))
    role_given: Mapped[str | None] = mapped_column(String(40))
    earliest_stage: Mapped[str | None] = mapped_column(String(40))
    label: Mapped[int]
    state: Mapped[str] = mapped_column(String(12))
    version: Mapped[int]
    invented: Mapped[bool]
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    agency: Mapped[Agency] = relationship()


class OfferingChange(Base):
    """Who changed which fields of an offering, from what to what."""

    __tablename__ = "offering_change"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    offering_id: Mapped[UUID] = mapped_column(ForeignKey("offering.id"), index=True)
    by_kind: Mapped[str] = mapped_column(String(12))
    by_id: Mapped[UUID | None]
    at: Mapped[datetime]
    differences: Mapped[dict[str, Any]]


class Match(Base):
    """A coach's proposal of one offering to one congregation, through both answers to its end."""

    __tablename__ = "match"
    __table_args__ = (
        CheckConstraint(one_of("state", (*OPEN, *OUTCOMES)), name="state"),
        Index("ix_match_congregation", "congregation_id", "state"),
        Index("ix_match_offering", "offering_id", "state"),
        Index("ix_match_agency", "agency_id", "state"),
        Index("ix_match_due", "state", "expires_at"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    congregation_id: Mapped[UUID]
    offering_id: Mapped[UUID] = mapped_column(ForeignKey("offering.id"))
    agency_id: Mapped[UUID] = mapped_column(ForeignKey("agency.id"))
    coach_id: Mapped[UUID]
    state: Mapped[str] = mapped_column(String(24))
    paragraph: Mapped[str | None] = mapped_column(Text)
    card_nl: Mapped[str] = mapped_column(Text)
    card_en: Mapped[str] = mapped_column(Text)
    named: Mapped[bool]
    asked_at: Mapped[datetime]
    agency_asked_at: Mapped[datetime | None]
    introduced_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    expires_at: Mapped[datetime | None]
    offering: Mapped[Offering] = relationship()
    agency: Mapped[Agency] = relationship()
    changes: Mapped[list["MatchChange"]] = relationship(order_by="MatchChange.id")


class MatchChange(Base):
    """One step of a match: who, for which side, decided by which body on which day."""

    __tablename__ = "match_change"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    match_id: Mapped[UUID] = mapped_column(ForeignKey("match.id"), index=True)
    was: Mapped[str | None] = mapped_column(String(24))
    became: Mapped[str] = mapped_column(String(24))
    side: Mapped[str] = mapped_column(String(12))  # congregation, agency, coach, clock
    by_kind: Mapped[str] = mapped_column(String(12))
    by_id: Mapped[UUID | None]
    answer: Mapped[str | None] = mapped_column(String(3))
    body: Mapped[str | None] = mapped_column(String(40))
    held_on: Mapped[date | None]
    reported_by_role: Mapped[str | None] = mapped_column(String(40))
    card_digest: Mapped[str | None] = mapped_column(String(64))
    at: Mapped[datetime]
    private: Mapped["PrivateReason | None"] = relationship()


class PrivateReason(Base):
    """Why a side declined; read by that side and the coach only, so it lives apart."""

    __tablename__ = "private_reason"

    id: Mapped[UUID] = mapped_column(ForeignKey("match_change.id"), primary_key=True)
    text: Mapped[str] = mapped_column(Text)


class Place(Base):
    """A place of an offering that an introduction took; gone when the match has ended."""

    __tablename__ = "place"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    match_id: Mapped[UUID] = mapped_column(ForeignKey("match.id"), unique=True)
    offering_id: Mapped[UUID] = mapped_column(ForeignKey("offering.id"), index=True)
    taken_at: Mapped[datetime]


class Congregation(Base):
    """What events told of a congregation: its facets as codes, never its name."""

    __tablename__ = "congregation"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    facets: Mapped[dict[str, Any]]
    region: Mapped[str | None] = mapped_column(String(40), index=True)
    size_band: Mapped[str | None] = mapped_column(String(40), index=True)
    denomination: Mapped[str | None] = mapped_column(String(40), index=True)
    named_to_agencies: Mapped[bool]
    changed_at: Mapped[datetime]


class Guidance(Base):
    """Which coach guides which congregation now."""

    __tablename__ = "guidance"
    __table_args__ = (UniqueConstraint("congregation_id", "coach_id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    congregation_id: Mapped[UUID]
    coach_id: Mapped[UUID] = mapped_column(index=True)


class Track(Base):
    """How far a part of a congregation's journey is."""

    __tablename__ = "track"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    congregation_id: Mapped[UUID] = mapped_column(index=True)
    kind: Mapped[str] = mapped_column(String(60))
    state: Mapped[str] = mapped_column(String(24))


class Employment(Base):
    """A coach who is employed by an agency, so that it can be shown beside its offerings."""

    __tablename__ = "employment"

    id: Mapped[UUID] = mapped_column(primary_key=True)  # the membership's id
    person_id: Mapped[UUID] = mapped_column(index=True)
    agency_id: Mapped[UUID]


class AwaitedContact(Base):
    """A contact person on the way to identity; the row goes as soon as identity has taken it."""

    __tablename__ = "awaited_contact"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    agency_id: Mapped[UUID] = mapped_column(ForeignKey("agency.id"))
    name: Mapped[str] = mapped_column(String(160))
    email: Mapped[str] = mapped_column(String(254))
    language: Mapped[str] = mapped_column(String(2))
    attempts: Mapped[int] = mapped_column(default=0)


tables.add_to(Base.metadata)
audit.add_to(Base.metadata)
