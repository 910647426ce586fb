"""Matches: a proposal, its two answers, and the place that an introduction takes."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from services.partners.model.agencies import Agency, Offering
from services.partners.model.base import Base, one_of
from shared.clock import new_id

ASKING = ("asked_congregation", "asked_agency")
TOGETHER = ("introduced", "exploring", "agreement", "active")
OPEN = ASKING + TOGETHER
OUTCOMES = ("declined", "expired", "withdrawn", "ended")


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
