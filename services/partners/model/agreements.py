"""Agreements between a congregation and an agency that were introduced: text, yeses, reviews."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from services.partners.model.agencies import Agency
from services.partners.model.base import Base, one_of
from services.partners.model.matches import Match
from shared.clock import new_id

PREPARING = ("draft", "reviewed")
IN_FORCE = ("active", "under_review", "renewed", "ending")
AGREEMENT_STATES = (*PREPARING, *IN_FORCE, "ended", "dropped")
SIDES = ("congregation", "agency")
WISHES = ("continue", "change", "end")
# what is settled before two part well
EXIT_STEPS = ("told", "handed_over", "means_settled", "public_word", "thanked")


class Agreement(Base):
    """What two agreed; `version` is the newest text, `in_force` the one both said yes to."""

    __tablename__ = "agreement"
    __table_args__ = (
        CheckConstraint(one_of("state", AGREEMENT_STATES), name="state"),
        Index("ix_agreement_congregation", "congregation_id"),
        Index("ix_agreement_agency", "agency_id"),
        Index("ix_agreement_match", "match_id"),
        Index("ix_agreement_due", "state", "next_review_on"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    match_id: Mapped[UUID] = mapped_column(ForeignKey("match.id"))
    congregation_id: Mapped[UUID]
    agency_id: Mapped[UUID] = mapped_column(ForeignKey("agency.id"))
    state: Mapped[str] = mapped_column(String(16))
    version: Mapped[int]
    in_force: Mapped[int | None]
    review_round: Mapped[int]
    next_review_on: Mapped[date | None]
    ended_how: Mapped[str | None] = mapped_column(String(12))
    created_at: Mapped[datetime]
    match: Mapped[Match] = relationship()
    agency: Mapped[Agency] = relationship()
    texts: Mapped[list["AgreementText"]] = relationship(order_by="AgreementText.version")
    acceptances: Mapped[list["Acceptance"]] = relationship(order_by="Acceptance.id")
    reviews: Mapped[list["AgreementReview"]] = relationship(order_by="AgreementReview.id")
    exit_steps: Mapped[list["ExitStep"]] = relationship(order_by="ExitStep.position")
    changes: Mapped[list["AgreementChange"]] = relationship(order_by="AgreementChange.id")


class AgreementText(Base):
    """One version of what is agreed; a text is never changed, only followed by another."""

    __tablename__ = "agreement_text"
    __table_args__ = (
        UniqueConstraint("agreement_id", "version"),
        CheckConstraint("review_every BETWEEN 1 AND 24", name="review_every"),
        CheckConstraint("starts_on IS NULL OR ends_on IS NULL OR starts_on < ends_on", name="span"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    agreement_id: Mapped[UUID] = mapped_column(ForeignKey("agreement.id"))
    version: Mapped[int]
    contributions: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    communication: Mapped[str | None] = mapped_column(Text)
    review_every: Mapped[int]  # months
    starts_on: Mapped[date | None]
    ends_on: Mapped[date | None]
    exit_notice: Mapped[str | None] = mapped_column(Text)
    exit_handover: Mapped[str | None] = mapped_column(Text)
    exit_public: Mapped[str | None] = mapped_column(Text)
    evidence: Mapped[list[str]]
    side: Mapped[str] = mapped_column(String(12))  # who wrote it: congregation, agency, coach
    by_kind: Mapped[str] = mapped_column(String(12))
    by_id: Mapped[UUID | None]
    at: Mapped[datetime]
    reviewed_at: Mapped[datetime | None]


class Acceptance(Base):
    """One side's yes to one version of the text."""

    __tablename__ = "agreement_acceptance"
    __table_args__ = (
        UniqueConstraint("agreement_id", "version", "side"),
        CheckConstraint(one_of("side", SIDES), name="side"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    agreement_id: Mapped[UUID] = mapped_column(ForeignKey("agreement.id"))
    version: Mapped[int]
    side: Mapped[str] = mapped_column(String(12))
    by_kind: Mapped[str] = mapped_column(String(12))
    by_id: Mapped[UUID | None]
    body: Mapped[str | None] = mapped_column(String(40))
    held_on: Mapped[date | None]
    reported_by_role: Mapped[str | None] = mapped_column(String(40))
    reported_by_name: Mapped[str | None] = mapped_column(String(160))
    evidence: Mapped[list[str]]
    answer: Mapped[str | None] = mapped_column(String(12))  # a leader's, to what was reported
    answer_note: Mapped[str | None] = mapped_column(Text)
    answered_by: Mapped[UUID | None]
    answered_at: Mapped[datetime | None]
    at: Mapped[datetime]


class AgreementReview(Base):
    """What one side says when a review falls due; both sides read it."""

    __tablename__ = "agreement_review"
    __table_args__ = (
        UniqueConstraint("agreement_id", "round", "side"),
        CheckConstraint(one_of("side", SIDES), name="side"),
        CheckConstraint(one_of("wish", WISHES), name="wish"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    agreement_id: Mapped[UUID] = mapped_column(ForeignKey("agreement.id"))
    round: Mapped[int]
    side: Mapped[str] = mapped_column(String(12))
    wish: Mapped[str] = mapped_column(String(12))
    note: Mapped[str | None] = mapped_column(Text)
    by_kind: Mapped[str] = mapped_column(String(12))
    by_id: Mapped[UUID | None]
    reported_by_role: Mapped[str | None] = mapped_column(String(40))
    at: Mapped[datetime]


class ExitStep(Base):
    """One thing to settle before two part well, and who settled it."""

    __tablename__ = "agreement_exit_step"
    __table_args__ = (UniqueConstraint("agreement_id", "code"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    agreement_id: Mapped[UUID] = mapped_column(ForeignKey("agreement.id"))
    code: Mapped[str] = mapped_column(String(20))
    position: Mapped[int]
    side: Mapped[str | None] = mapped_column(String(12))
    done_by: Mapped[UUID | None]
    done_at: Mapped[datetime | None]


class AgreementChange(Base):
    """One step of an agreement: who, on which side, about which version."""

    __tablename__ = "agreement_change"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    agreement_id: Mapped[UUID] = mapped_column(ForeignKey("agreement.id"), index=True)
    was: Mapped[str | None] = mapped_column(String(16))
    became: Mapped[str] = mapped_column(String(16))
    side: Mapped[str] = mapped_column(String(12))
    version: Mapped[int]
    by_kind: Mapped[str] = mapped_column(String(12))
    by_id: Mapped[UUID | None]
    at: Mapped[datetime]
    private: Mapped["AgreementReason | None"] = relationship()


class AgreementReason(Base):
    """Why a side ends it; read by that side and the coach only, so it lives apart."""

    __tablename__ = "agreement_reason"

    id: Mapped[UUID] = mapped_column(ForeignKey("agreement_change.id"), primary_key=True)
    text: Mapped[str] = mapped_column(Text)
