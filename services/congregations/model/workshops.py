"""Workshops: the cards of the evening, its photos, the report, and the codes of paper sheets."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    JSON,
    CheckConstraint,
    ForeignKey,
    Index,
    LargeBinary,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, deferred, mapped_column, relationship

from services.congregations.model.base import Base, Identified, Written
from services.congregations.model.records import File


class Workshop(Identified, Base):
    """One evening with a congregation and its report; `boards` are those it was held with.

    `attendance` holds `{"role": …, "people": …}`. `version` counts the publications.
    """

    __tablename__ = "workshop"
    __table_args__ = (
        CheckConstraint("state IN ('open', 'published')", name="state"),
        Index("ix_workshop_held", "congregation_id", "held_on"),
        # one record of one planned session
        UniqueConstraint("session_id"),
    )

    congregation_id: Mapped[UUID] = mapped_column(ForeignKey("congregation.id"))
    journey_id: Mapped[UUID | None] = mapped_column(ForeignKey("journey.id"))
    track_id: Mapped[UUID | None] = mapped_column(ForeignKey("track.id"), index=True)
    step_id: Mapped[UUID | None] = mapped_column(ForeignKey("step.id"))
    session_id: Mapped[UUID | None]
    kind: Mapped[str] = mapped_column(String(40))
    title: Mapped[str] = mapped_column(String(160))
    held_on: Mapped[date]
    language: Mapped[str] = mapped_column(String(2))
    boards: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    attendance: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    opening: Mapped[str] = mapped_column(String(600), default="")
    agreed: Mapped[str] = mapped_column(Text, default="")
    state: Mapped[str] = mapped_column(String(10), default="open")
    version: Mapped[int] = mapped_column(default=0)
    begun_by: Mapped[UUID | None]
    begun_at: Mapped[datetime]
    published_by: Mapped[UUID | None]
    published_at: Mapped[datetime | None]

    cards: Mapped[list["Card"]] = relationship(
        back_populates="workshop",
        order_by="Card.position, Card.id",
        cascade="all, delete-orphan",
    )
    photos: Mapped[list["WorkshopPhoto"]] = relationship(
        back_populates="workshop", order_by="WorkshopPhoto.at, WorkshopPhoto.id"
    )
    changes: Mapped[list["WorkshopChange"]] = relationship(
        order_by="WorkshopChange.at, WorkshopChange.id"
    )


class WorkshopChange(Written, Base):
    """A report was published or taken up again: which version, who, when."""

    __tablename__ = "workshop_change"

    workshop_id: Mapped[UUID] = mapped_column(ForeignKey("workshop.id"), index=True)
    to_state: Mapped[str] = mapped_column(String(10))
    version: Mapped[int]


class Card(Identified, Base):
    """What the group put on a board; nobody's name stands on it."""

    __tablename__ = "workshop_card"

    workshop_id: Mapped[UUID] = mapped_column(ForeignKey("workshop.id"), index=True)
    board: Mapped[str] = mapped_column(String(40))
    text: Mapped[str] = mapped_column(String(500))
    theme: Mapped[str] = mapped_column(String(80), default="")
    votes: Mapped[int] = mapped_column(default=0)
    position: Mapped[int]

    workshop: Mapped[Workshop] = relationship(back_populates="cards")


class WorkshopEntry(Base):
    """A form that was sent once, so that sending it again adds nothing."""

    __tablename__ = "workshop_entry"

    workshop_id: Mapped[UUID] = mapped_column(ForeignKey("workshop.id"), primary_key=True)
    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    at: Mapped[datetime]


class WorkshopPhoto(Written, Base):
    """A photo of a board or of the evening; `small` is the picture as the report holds it."""

    __tablename__ = "workshop_photo"

    workshop_id: Mapped[UUID] = mapped_column(ForeignKey("workshop.id"), index=True)
    file_id: Mapped[UUID] = mapped_column(ForeignKey("file.id"), unique=True)
    caption: Mapped[str] = mapped_column(String(200), default="")
    width: Mapped[int]
    height: Mapped[int]
    small: Mapped[bytes] = deferred(mapped_column(LargeBinary, nullable=False))

    workshop: Mapped[Workshop] = relationship(back_populates="photos")
    file: Mapped[File] = relationship()


class Sheet(Base):
    """The code on a paper sheet, and what its answers belong to."""

    __tablename__ = "sheet"
    __table_args__ = (UniqueConstraint("kind", "subject_id"),)

    code: Mapped[str] = mapped_column(String(10), primary_key=True)
    congregation_id: Mapped[UUID] = mapped_column(ForeignKey("congregation.id"), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    subject_id: Mapped[UUID]
    made_at: Mapped[datetime]
