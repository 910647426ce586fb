"""Agencies and what they offer."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKey,
    Index,
    String,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from services.partners.model.base import Base, one_of
from services.partners.model.revisions import ThisChange
from shared.clock import new_id

OFFERING_STATES = ("draft", "open", "full", "closed", "withdrawn")


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
        Index("ix_offering_revision", "revision"),
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
    # of the row, whoever writes it and why; `version` is of what the agency says
    revision: Mapped[int] = mapped_column(
        BigInteger, default=ThisChange(), onupdate=ThisChange(), server_default=text("0")
    )
    agency: Mapped[Agency] = relationship()


# what is read and told of an offering; the number of its last change is for the index alone
OFFERING_COLUMNS = tuple(each for each in Offering.__table__.columns if each.name != "revision")


class OfferingChange(Base):
    """Who changed which fields of an offering, from what to what."""

    __tablename__ = "offering_change"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    offering_id: Mapped[UUID] = mapped_column(ForeignKey("offering.id"), index=True)
    by_kind: Mapped[str] = mapped_column(String(12))
    by_id: Mapped[UUID | None]
    at: Mapped[datetime]
    differences: Mapped[dict[str, Any]]
