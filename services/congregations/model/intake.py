"""How a journey begins: a congregation asks, talks with its coach and gets a proposal."""

from collections.abc import Mapping
from datetime import date, datetime
from types import MappingProxyType
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from services.congregations.model.base import Base, Identified, Written
from services.congregations.model.records import Decision

# which states may follow a state of a proposal
PROPOSAL_FOLLOWS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "draft": ("offered", "withdrawn", "superseded"),
        "offered": ("accepted", "declined", "withdrawn", "superseded"),
        "accepted": (),
        "declined": (),
        "withdrawn": (),
        "superseded": (),
    }
)


class Enquiry(Written, Base):
    """A congregation asked whether somebody would walk along with it."""

    __tablename__ = "enquiry"

    congregation_id: Mapped[UUID] = mapped_column(ForeignKey("congregation.id"), index=True)
    on_day: Mapped[date]
    how: Mapped[str] = mapped_column(String(40))
    asked_by_role: Mapped[str] = mapped_column(String(80))
    question: Mapped[str] = mapped_column(Text)


class Conversation(Written, Base):
    """A first conversation: who was there as roles and numbers, and what was said.

    `present` holds `{"role": …, "people": …}`; nobody's name is asked.
    """

    __tablename__ = "conversation"

    congregation_id: Mapped[UUID] = mapped_column(ForeignKey("congregation.id"), index=True)
    on_day: Mapped[date]
    how: Mapped[str] = mapped_column(String(40))
    present: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    moves: Mapped[str] = mapped_column(Text, default="")
    hopes: Mapped[str] = mapped_column(Text, default="")
    holds_back: Mapped[str] = mapped_column(Text, default="")
    agreements: Mapped[str] = mapped_column(Text, default="")


class Proposal(Identified, Base):
    """A version of the journey that is proposed to a congregation (trajectvoorstel).

    It keeps the whole template it was made from, so that a yes opens what was read.
    """

    __tablename__ = "proposal"
    __table_args__ = (
        UniqueConstraint("congregation_id", "version"),
        # a congregation reads one proposal at a time, and its coach writes one
        *(
            Index(
                f"ix_proposal_{state}",
                "congregation_id",
                unique=True,
                sqlite_where=text(f"state = '{state}'"),
                postgresql_where=text(f"state = '{state}'"),
            )
            for state in ("draft", "offered")
        ),
    )

    congregation_id: Mapped[UUID] = mapped_column(ForeignKey("congregation.id"))
    version: Mapped[int]
    template: Mapped[str] = mapped_column(String(60))
    blueprint: Mapped[dict[str, Any]]
    opening: Mapped[str] = mapped_column(String(600), default="")
    takes_part: Mapped[str] = mapped_column(Text, default="")
    costs: Mapped[str] = mapped_column(Text, default="")
    state: Mapped[str] = mapped_column(String(10), default="draft")
    drafted_by: Mapped[UUID | None]
    drafted_at: Mapped[datetime]
    offered_at: Mapped[datetime | None]
    reason: Mapped[str | None] = mapped_column(String(2000))
    decision_id: Mapped[UUID | None] = mapped_column(ForeignKey("decision.id"))
    journey_id: Mapped[UUID | None] = mapped_column(ForeignKey("journey.id"))

    tracks: Mapped[list["ProposalTrack"]] = relationship(
        back_populates="proposal",
        order_by="ProposalTrack.position",
        cascade="all, delete-orphan",
    )
    decision: Mapped[Decision | None] = relationship()
    changes: Mapped[list["ProposalChange"]] = relationship(
        order_by="ProposalChange.at, ProposalChange.id"
    )


class ProposalTrack(Identified, Base):
    """A part that a proposal holds: how many evenings, and when people would like them."""

    __tablename__ = "proposal_track"

    proposal_id: Mapped[UUID] = mapped_column(ForeignKey("proposal.id"), index=True)
    kind: Mapped[str] = mapped_column(String(40))
    position: Mapped[int]
    evenings: Mapped[int]
    dates: Mapped[str] = mapped_column(String(300), default="")

    proposal: Mapped[Proposal] = relationship(back_populates="tracks")

    @property
    def plan(self) -> Mapping[str, Any]:
        """Return the part as the proposal's template tells it: titles and aims."""
        plans = self.proposal.blueprint["tracks"]
        found: Mapping[str, Any] = next(plan for plan in plans if plan["kind"] == self.kind)
        return found


class ProposalChange(Written, Base):
    """A proposal came from one state into another: who, when and why."""

    __tablename__ = "proposal_change"

    proposal_id: Mapped[UUID] = mapped_column(ForeignKey("proposal.id"), index=True)
    from_state: Mapped[str] = mapped_column(String(10))
    to_state: Mapped[str] = mapped_column(String(10))
    reason: Mapped[str | None] = mapped_column(String(2000))
