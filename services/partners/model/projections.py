"""What other services told, as far as matching needs it, and what is on its way to them."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from services.partners.model.base import Base
from shared.clock import new_id


class Congregation(Base):
    """What events told of a congregation: its facets as codes, never its name."""

    __tablename__ = "congregation"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    facets: Mapped[dict[str, Any]]
    region: Mapped[str | None] = mapped_column(String(40), index=True)
    size_band: Mapped[str | None] = mapped_column(String(40), index=True)
    denomination: Mapped[str | None] = mapped_column(String(40), index=True)
    named_to_agencies: Mapped[bool]
    changed_at: Mapped[datetime]


class Guidance(Base):
    """Which coach guides which congregation now."""

    __tablename__ = "guidance"
    __table_args__ = (UniqueConstraint("congregation_id", "coach_id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    congregation_id: Mapped[UUID]
    coach_id: Mapped[UUID] = mapped_column(index=True)


class Track(Base):
    """How far a part of a congregation's journey is."""

    __tablename__ = "track"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    congregation_id: Mapped[UUID] = mapped_column(index=True)
    kind: Mapped[str] = mapped_column(String(60))
    state: Mapped[str] = mapped_column(String(24))


class Employment(Base):
    """A coach who is employed by an agency, so that it can be shown beside its offerings."""

    __tablename__ = "employment"

    id: Mapped[UUID] = mapped_column(primary_key=True)  # the membership's id
    person_id: Mapped[UUID] = mapped_column(index=True)
    agency_id: Mapped[UUID]


class AwaitedContact(Base):
    """A contact person on the way to identity; the row goes as soon as identity has taken it."""

    __tablename__ = "awaited_contact"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    agency_id: Mapped[UUID] = mapped_column(ForeignKey("agency.id"))
    name: Mapped[str] = mapped_column(String(160))
    email: Mapped[str] = mapped_column(String(254))
    language: Mapped[str] = mapped_column(String(2))
