"""What is written down along the way: decisions, contacts, notes, files, the launch."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String, Text, text
from sqlalchemy.orm import Mapped, deferred, mapped_column, relationship

from services.congregations.model.base import Base, Identified, Written


class Decision(Written, Base):
    """What a congregation's decision body decided; `by` wrote it down.

    States: recorded (a leader wrote it), reported (a coach wrote it as told to him), then
    confirmed or contested by a leader.
    """

    __tablename__ = "decision"
    __table_args__ = (
        CheckConstraint(
            "state IN ('recorded', 'reported', 'confirmed', 'contested')", name="state"
        ),
        Index("ix_decision_open", "congregation_id", "state"),
    )

    congregation_id: Mapped[UUID] = mapped_column(ForeignKey("congregation.id"))
    journey_id: Mapped[UUID | None] = mapped_column(ForeignKey("journey.id"))
    about: Mapped[str] = mapped_column(String(10))
    about_id: Mapped[UUID]
    to_state: Mapped[str | None] = mapped_column(String(12))
    body: Mapped[str] = mapped_column(String(40))
    held_on: Mapped[date]
    text: Mapped[str] = mapped_column(Text)
    as_reported: Mapped[bool]
    reported_role: Mapped[str | None] = mapped_column(String(80))
    reported_name: Mapped[str | None] = mapped_column(String(120))
    state: Mapped[str] = mapped_column(String(10))

    answers: Mapped[list["DecisionAnswer"]] = relationship(
        back_populates="decision", order_by="DecisionAnswer.at, DecisionAnswer.id"
    )


class DecisionAnswer(Written, Base):
    """A leader confirmed or contested a decision that a coach had written down."""

    __tablename__ = "decision_answer"

    decision_id: Mapped[UUID] = mapped_column(ForeignKey("decision.id"), index=True)
    answer: Mapped[str] = mapped_column(String(10))
    note: Mapped[str] = mapped_column(Text, default="")

    decision: Mapped[Decision] = relationship(back_populates="answers")


class Contact(Written, Base):
    """One line about a call, visit or mail between coach and congregation."""

    __tablename__ = "contact"
    __table_args__ = (Index("ix_contact_last", "congregation_id", "on_day"),)

    congregation_id: Mapped[UUID] = mapped_column(ForeignKey("congregation.id"))
    kind: Mapped[str] = mapped_column(String(40))
    on_day: Mapped[date]
    line: Mapped[str] = mapped_column(String(280))


class Note(Written, Base):
    """A coach's private note: nobody but the one who wrote it reads it."""

    __tablename__ = "note"

    congregation_id: Mapped[UUID] = mapped_column(ForeignKey("congregation.id"), index=True)
    text: Mapped[str] = mapped_column(Text)


class File(Written, Base):
    """A file kept with a congregation, such as the report of a track done on paper."""

    __tablename__ = "file"

    congregation_id: Mapped[UUID] = mapped_column(ForeignKey("congregation.id"), index=True)
    name: Mapped[str] = mapped_column(String(200))
    media_type: Mapped[str] = mapped_column(String(100))
    size: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64))
    content: Mapped[bytes] = deferred(mapped_column(LargeBinary))


class Launch(Identified, Base):
    """The day on which a congregation launched its vision; the evaluations follow from it."""

    __tablename__ = "launch"
    __table_args__ = (
        Index(
            "ix_launch_now",
            "journey_id",
            unique=True,
            sqlite_where=text("withdrawn_at IS NULL"),
            postgresql_where=text("withdrawn_at IS NULL"),
        ),
    )

    journey_id: Mapped[UUID] = mapped_column(ForeignKey("journey.id"))
    congregation_id: Mapped[UUID] = mapped_column(ForeignKey("congregation.id"), index=True)
    held_on: Mapped[date]
    note: Mapped[str] = mapped_column(Text, default="")
    recorded_by: Mapped[UUID | None]
    recorded_at: Mapped[datetime]
    withdrawn_by: Mapped[UUID | None]
    withdrawn_at: Mapped[datetime | None]
    withdrawn_reason: Mapped[str | None] = mapped_column(String(300))

    changes: Mapped[list["LaunchChange"]] = relationship(
        order_by="LaunchChange.at, LaunchChange.id"
    )


class LaunchChange(Written, Base):
    """The day of a launch was put right."""

    __tablename__ = "launch_change"

    launch_id: Mapped[UUID] = mapped_column(ForeignKey("launch.id"), index=True)
    from_day: Mapped[date]
    to_day: Mapped[date]
