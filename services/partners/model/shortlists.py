"""Shortlists: what a congregation finds important, and how partners or peoples stand beside it."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from services.partners.model.agencies import Agency, Offering
from services.partners.model.base import Base, one_of
from services.partners.model.matches import Match
from shared.clock import new_id

CANDIDATE_KINDS = ("agency", "offering", "match", "people_group")
VERDICTS = ("good", "mixed", "poor", "unknown")
CHOICES = ("chosen", "not_chosen")


class Shortlist(Base):
    """A congregation's comparison of a few partners or peoples; no agency ever reads it."""

    __tablename__ = "shortlist"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    congregation_id: Mapped[UUID] = mapped_column(index=True)
    title: Mapped[str] = mapped_column(String(160))
    version: Mapped[int]
    created_by: Mapped[UUID | None]
    created_at: Mapped[datetime]
    criteria: Mapped[list["Criterion"]] = relationship(
        order_by="Criterion.position", cascade="all, delete-orphan"
    )
    candidates: Mapped[list["Candidate"]] = relationship(order_by="Candidate.id")


class Criterion(Base):
    """What the congregation finds important, in its own words, and how much: 1 to 3."""

    __tablename__ = "shortlist_criterion"
    __table_args__ = (CheckConstraint("weight BETWEEN 1 AND 3", name="weight"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    shortlist_id: Mapped[UUID] = mapped_column(ForeignKey("shortlist.id"), index=True)
    name: Mapped[str] = mapped_column(String(160))
    weight: Mapped[int]
    position: Mapped[int]


class Candidate(Base):
    """One of those compared; what was decided of it stands beside it with body, day and reason."""

    __tablename__ = "shortlist_candidate"
    __table_args__ = (
        CheckConstraint(one_of("kind", CANDIDATE_KINDS), name="kind"),
        CheckConstraint(f"outcome IS NULL OR {one_of('outcome', CHOICES)}", name="outcome"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    shortlist_id: Mapped[UUID] = mapped_column(ForeignKey("shortlist.id"), index=True)
    kind: Mapped[str] = mapped_column(String(16))
    agency_id: Mapped[UUID | None] = mapped_column(ForeignKey("agency.id"))
    offering_id: Mapped[UUID | None] = mapped_column(ForeignKey("offering.id"))
    match_id: Mapped[UUID | None] = mapped_column(ForeignKey("match.id"))
    code: Mapped[str | None] = mapped_column(String(40))
    name: Mapped[str | None] = mapped_column(String(160))
    note: Mapped[str | None] = mapped_column(Text)
    outcome: Mapped[str | None] = mapped_column(String(12))
    reason: Mapped[str | None] = mapped_column(Text)
    evidence: Mapped[list[str]]
    body: Mapped[str | None] = mapped_column(String(40))
    held_on: Mapped[date | None]
    reported_by_role: Mapped[str | None] = mapped_column(String(40))
    decided_by: Mapped[UUID | None]
    decided_at: Mapped[datetime | None]
    agency: Mapped[Agency | None] = relationship()
    offering: Mapped[Offering | None] = relationship()
    match: Mapped[Match | None] = relationship()
    judgements: Mapped[list["Judgement"]] = relationship(cascade="all, delete-orphan")


class Judgement(Base):
    """How one candidate stands beside one criterion, and who wrote that down."""

    __tablename__ = "shortlist_judgement"
    __table_args__ = (
        UniqueConstraint("candidate_id", "criterion_id"),
        CheckConstraint(one_of("verdict", VERDICTS), name="verdict"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    candidate_id: Mapped[UUID] = mapped_column(ForeignKey("shortlist_candidate.id"))
    criterion_id: Mapped[UUID] = mapped_column(ForeignKey("shortlist_criterion.id"), index=True)
    verdict: Mapped[str] = mapped_column(String(8))
    note: Mapped[str | None] = mapped_column(Text)
    by_id: Mapped[UUID | None]
    at: Mapped[datetime]
