"""Templates of journeys that people of the network added, and journeys that changed template."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from services.congregations.model.base import Base, Written


class OwnTemplate(Written, Base):
    """One version of a template that somebody of the network added; it never changes."""

    __tablename__ = "own_template"
    __table_args__ = (UniqueConstraint("template_id", "version"),)

    template_id: Mapped[str] = mapped_column(String(40))
    version: Mapped[int]
    content: Mapped[dict[str, Any]]


class Reshaping(Written, Base):
    """A running journey went over to another version, with all that is needed to go back.

    `added` and `dropped` are ids of tracks, `steps` of sessions that were added; `texts` holds per
    track what its changed texts were before.
    """

    __tablename__ = "reshaping"

    journey_id: Mapped[UUID] = mapped_column(ForeignKey("journey.id"), index=True)
    from_template: Mapped[str] = mapped_column(String(60))
    from_blueprint: Mapped[dict[str, Any]]
    to_template: Mapped[str] = mapped_column(String(60))
    added: Mapped[list[str]]
    dropped: Mapped[list[str]]
    steps: Mapped[list[str]]
    texts: Mapped[dict[str, Any]]
    undone_by: Mapped[UUID | None]
    undone_at: Mapped[datetime | None]
