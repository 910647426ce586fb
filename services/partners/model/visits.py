"""Visits to an agency, a country or a people: weighed, approved, made, and told about."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from services.partners.model.agencies import Agency
from services.partners.model.base import Base, one_of
from services.partners.model.matches import Match
from shared.clock import new_id

VISIT_KINDS = ("agency", "country", "people_group")
VISIT_STATES = ("idea", "risk_checked", "approved", "gone", "debriefed", "cancelled")
RISKS = ("low", "medium", "high")


class Visit(Base):
    """A visit of a congregation; approvals count for the `version` they were given for."""

    __tablename__ = "visit"
    __table_args__ = (
        CheckConstraint(one_of("kind", VISIT_KINDS), name="kind"),
        CheckConstraint(one_of("state", VISIT_STATES), name="state"),
        CheckConstraint(f"risk_level IS NULL OR {one_of('risk_level', RISKS)}", name="risk"),
        CheckConstraint(
            "starts_on IS NULL OR ends_on IS NULL OR starts_on <= ends_on", name="span"
        ),
        Index("ix_visit_congregation", "congregation_id", "state"),
        Index("ix_visit_match", "match_id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    congregation_id: Mapped[UUID]
    kind: Mapped[str] = mapped_column(String(16))
    match_id: Mapped[UUID | None] = mapped_column(ForeignKey("match.id"))
    agency_id: Mapped[UUID | None] = mapped_column(ForeignKey("agency.id"))
    title: Mapped[str] = mapped_column(String(160))
    place: Mapped[str | None] = mapped_column(String(200))
    purpose: Mapped[str | None] = mapped_column(Text)
    starts_on: Mapped[date | None]
    ends_on: Mapped[date | None]
    risk_level: Mapped[str | None] = mapped_column(String(8))
    party: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    state: Mapped[str] = mapped_column(String(16))
    version: Mapped[int]
    weighed: Mapped[str | None] = mapped_column(Text)
    checked_by: Mapped[UUID | None]
    checked_at: Mapped[datetime | None]
    approved_at: Mapped[datetime | None]
    cancelled_because: Mapped[str | None] = mapped_column(Text)
    saw: Mapped[str | None] = mapped_column(Text)
    learned: Mapped[str | None] = mapped_column(Text)
    follow_up: Mapped[str | None] = mapped_column(Text)
    present: Mapped[list[dict[str, Any]] | None] = mapped_column(JSON(none_as_null=True))
    created_by: Mapped[UUID | None]
    created_at: Mapped[datetime]
    match: Mapped[Match | None] = relationship()
    agency: Mapped[Agency | None] = relationship()
    approvals: Mapped[list["VisitApproval"]] = relationship(order_by="VisitApproval.id")
    changes: Mapped[list["VisitChange"]] = relationship(order_by="VisitChange.id")

    @property
    def code(self) -> str:
        """Return the short code that stands for the visit where its place is not to be named."""
        return self.id.hex[-6:].upper()

    @property
    def is_sealed(self) -> bool:
        """Tell whether places stay out of mails and documents: at high risk, or not yet weighed."""
        return self.risk_level in (None, "high")


class VisitApproval(Base):
    """One side's yes to one version of a visit; no person stands in it twice."""

    __tablename__ = "visit_approval"
    __table_args__ = (
        UniqueConstraint("visit_id", "version", "side", name="uq_visit_approval_side"),
        UniqueConstraint("visit_id", "version", "person_id", name="uq_visit_approval_person"),
        CheckConstraint(one_of("side", ("body", "coach")), name="side"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    visit_id: Mapped[UUID] = mapped_column(ForeignKey("visit.id"))
    version: Mapped[int]
    side: Mapped[str] = mapped_column(String(8))
    person_id: Mapped[UUID]
    body: Mapped[str | None] = mapped_column(String(40))
    held_on: Mapped[date | None]
    reported_by_role: Mapped[str | None] = mapped_column(String(40))
    evidence: Mapped[list[str]]
    answer: Mapped[str | None] = mapped_column(String(12))  # a leader's, to what was reported
    answer_note: Mapped[str | None] = mapped_column(Text)
    answered_by: Mapped[UUID | None]
    answered_at: Mapped[datetime | None]
    at: Mapped[datetime]


class VisitChange(Base):
    """One step of a visit, and who took it."""

    __tablename__ = "visit_change"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    visit_id: Mapped[UUID] = mapped_column(ForeignKey("visit.id"), index=True)
    was: Mapped[str | None] = mapped_column(String(16))
    became: Mapped[str] = mapped_column(String(16))
    version: Mapped[int]
    by_id: Mapped[UUID | None]
    at: Mapped[datetime]
