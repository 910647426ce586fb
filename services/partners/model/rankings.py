"""Rankings that a coach acted upon: what they were made from, what he chose, and the receipts."""

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, deferred, mapped_column, relationship

from services.partners.model.agencies import Offering
from services.partners.model.base import Base, one_of
from shared.clock import new_id

ACTS = ("proposed", "set_aside")


class RankingInput(Base):
    """Frozen bytes that many rankings were made from, kept once, packed, by their fingerprint."""

    __tablename__ = "ranking_input"

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    packed: Mapped[bytes] = mapped_column(LargeBinary)


class RankingRun(Base):
    """What a coach did with one offering of a ranking; the network's own record, no agency's.

    `place` is null for an offering that was left out; `reason` stands where he chose otherwise
    than the ranking. The facets go when the congregation is forgotten.
    """

    __tablename__ = "ranking_run"
    __table_args__ = (
        CheckConstraint(one_of("act", ACTS), name="act"),
        CheckConstraint("NOT overrides OR reason IS NOT NULL", name="reason"),
        Index("ix_ranking_run_congregation", "congregation_id", "offering_id"),
        Index("ix_ranking_run_closed", "opened_at", "at"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    congregation_id: Mapped[UUID]
    coach_id: Mapped[UUID] = mapped_column(index=True)
    offering_id: Mapped[UUID] = mapped_column(ForeignKey("offering.id"))
    act: Mapped[str] = mapped_column(String(12))
    place: Mapped[int | None]
    overrides: Mapped[bool]
    own_agency: Mapped[bool]
    reason: Mapped[str | None] = mapped_column(Text)
    policy_version: Mapped[str] = mapped_column(String(20))
    facets: Mapped[bytes | None] = deferred(mapped_column(LargeBinary))
    salt: Mapped[bytes] = deferred(mapped_column(LargeBinary, nullable=False))
    offerings_digest: Mapped[str] = mapped_column(ForeignKey("ranking_input.digest"))
    policy_digest: Mapped[str] = mapped_column(ForeignKey("ranking_input.digest"))
    at: Mapped[datetime]
    opened_at: Mapped[datetime | None]
    offering: Mapped[Offering] = relationship()


class RankingReceipt(Base):
    """What an agency may read of how its offering was ranked, as it was written then.

    The id is random: one made from the time would tell the moment at which a coach acted.
    """

    __tablename__ = "ranking_receipt"
    __table_args__ = (Index("ix_ranking_receipt_agency", "agency_id", "id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    run_id: Mapped[UUID] = mapped_column(ForeignKey("ranking_run.id"), index=True)
    agency_id: Mapped[UUID] = mapped_column(ForeignKey("agency.id"))
    offering_id: Mapped[UUID] = mapped_column(ForeignKey("offering.id"))
    body: Mapped[str] = mapped_column(Text)
    digest: Mapped[str] = mapped_column(String(64))
    offering: Mapped[Offering] = relationship()
    run: Mapped[RankingRun] = relationship()
