"""What a congregation found out about itself: rounds of questions, findings, commitments.

A form that a rater filled in knows its round and role, and nothing that could lead to a person:
no link, no address, no time. Its id is drawn by lot and its table is kept in the order of these
ids, so that not even the order in which forms came remains.
"""

from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, deferred, mapped_column, relationship

from services.congregations.model.base import Base, Identified, Written


class Round(Identified, Base):
    """A round of questions; `questions` is the instrument as it was, `outcome` what it gave.

    While it is open there are forms and no outcome; closing makes the outcome and destroys the
    forms.
    """

    __tablename__ = "round"
    __table_args__ = (
        CheckConstraint("state IN ('open', 'closed')", name="state"),
        # a congregation answers one round at a time
        Index(
            "ix_round_open",
            "congregation_id",
            unique=True,
            sqlite_where=text("state = 'open'"),
            postgresql_where=text("state = 'open'"),
        ),
    )

    congregation_id: Mapped[UUID] = mapped_column(ForeignKey("congregation.id"), index=True)
    journey_id: Mapped[UUID | None] = mapped_column(ForeignKey("journey.id"))
    moment: Mapped[str] = mapped_column(String(10))
    instrument: Mapped[str] = mapped_column(String(60))
    questions: Mapped[dict[str, Any]] = deferred(mapped_column(JSON, nullable=False))
    outcome: Mapped[dict[str, Any] | None] = deferred(mapped_column(JSON(none_as_null=True)))
    comparable: Mapped[bool]
    state: Mapped[str] = mapped_column(String(10), default="open")
    opened_by: Mapped[UUID | None]
    opened_at: Mapped[datetime]
    closed_by: Mapped[UUID | None]
    closed_at: Mapped[datetime | None]


class RaterLink(Base):
    """A link, or the code on a slip, with which one rater of a role answers once."""

    __tablename__ = "rater_link"
    # without a row id of its own SQLite keeps no order of making either
    __table_args__ = ({"sqlite_with_rowid": False},)

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    code_hash: Mapped[str] = mapped_column(String(64), unique=True)
    round_id: Mapped[UUID] = mapped_column(ForeignKey("round.id"), index=True)
    role: Mapped[str] = mapped_column(String(40))
    used: Mapped[bool] = mapped_column(default=False)


class RaterForm(Base):
    """What one rater answered: per question a level, or `null` for "I do not know"."""

    __tablename__ = "rater_form"
    __table_args__ = ({"sqlite_with_rowid": False},)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    round_id: Mapped[UUID] = mapped_column(ForeignKey("round.id"), index=True)
    role: Mapped[str] = mapped_column(String(40))
    levels: Mapped[dict[str, Any]]


class RaterNote(Base):
    """What one rater wrote in his own words, apart from his form and his role."""

    __tablename__ = "rater_note"
    __table_args__ = ({"sqlite_with_rowid": False},)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    round_id: Mapped[UUID] = mapped_column(ForeignKey("round.id"), index=True)
    text: Mapped[str] = mapped_column(Text)


class Finding(Written, Base):
    """A strength, a thing to improve, a value or an unwritten rule; `by` wrote it down."""

    __tablename__ = "finding"
    __table_args__ = (CheckConstraint("state IN ('open', 'working', 'resolved')", name="state"),)

    congregation_id: Mapped[UUID] = mapped_column(ForeignKey("congregation.id"), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    text: Mapped[str] = mapped_column(String(300))
    position: Mapped[int]
    theme: Mapped[str] = mapped_column(String(60), default="")
    state: Mapped[str] = mapped_column(String(10), default="open")
    # kept by other parts: the workshop it came from, the action that works on it
    workshop_id: Mapped[UUID | None]
    action_id: Mapped[UUID | None]
    dropped_by: Mapped[UUID | None]
    dropped_at: Mapped[datetime | None]

    changes: Mapped[list["FindingChange"]] = relationship(
        order_by="FindingChange.at, FindingChange.id"
    )


class FindingChange(Written, Base):
    """An unwritten rule came from one state into another: who, when, and in a few words how."""

    __tablename__ = "finding_change"

    finding_id: Mapped[UUID] = mapped_column(ForeignKey("finding.id"), index=True)
    from_state: Mapped[str] = mapped_column(String(10))
    to_state: Mapped[str] = mapped_column(String(10))
    note: Mapped[str] = mapped_column(String(300), default="")


class Commitment(Written, Base):
    """What a congregation is committed to already, and what it wants to do with it."""

    __tablename__ = "commitment"
    __table_args__ = (CheckConstraint("label BETWEEN 0 AND 3", name="label"),)

    congregation_id: Mapped[UUID] = mapped_column(ForeignKey("congregation.id"), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    title: Mapped[str] = mapped_column(String(120))
    since: Mapped[int | None]
    share: Mapped[str | None] = mapped_column(String(40))
    people: Mapped[str | None] = mapped_column(String(40))
    label: Mapped[int] = mapped_column(default=1)
    disposition: Mapped[str] = mapped_column(String(20), default="undecided")
    until: Mapped[date | None]
    to_whom: Mapped[str] = mapped_column(String(120), default="")
    version: Mapped[int] = mapped_column(default=1)
    ended_by: Mapped[UUID | None]
    ended_at: Mapped[datetime | None]

    changes: Mapped[list["CommitmentChange"]] = relationship(
        order_by="CommitmentChange.at, CommitmentChange.id"
    )


class CommitmentChange(Written, Base):
    """Somebody said what will become of a commitment: who, when, and why."""

    __tablename__ = "commitment_change"

    commitment_id: Mapped[UUID] = mapped_column(ForeignKey("commitment.id"), index=True)
    from_disposition: Mapped[str] = mapped_column(String(20))
    to_disposition: Mapped[str] = mapped_column(String(20))
    note: Mapped[str] = mapped_column(String(300), default="")
