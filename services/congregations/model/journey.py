"""A congregation's journey, made to measure, and the states its tracks go through."""

from collections.abc import Mapping
from datetime import date, datetime
from types import MappingProxyType
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from services.congregations.model.base import Base, Identified, Written

# which states may follow a state; order of tracks is advice, so nothing here looks at neighbours
FOLLOWS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "proposed": ("agreed", "skipped", "deferred"),
        "agreed": ("planned", "running", "skipped", "deferred", "stopped"),
        "planned": ("running", "agreed", "skipped", "deferred", "stopped"),
        "running": ("reported", "deferred", "stopped"),
        "reported": ("accepted", "running", "stopped"),
        "accepted": ("reopened",),
        "reopened": ("planned", "running", "reported", "deferred", "stopped"),
        "skipped": ("proposed", "agreed"),
        "deferred": ("proposed", "agreed", "planned", "stopped"),
        "stopped": ("agreed",),
    }
)
STATES = tuple(FOLLOWS)
WITH_REASON = frozenset({"skipped", "stopped", "reopened"})
# a track that was walked on paper before may be in any state in which nothing was done yet here
BEFORE_WALKING = frozenset({"proposed", "agreed", "planned", "skipped", "deferred"})
# a part in one of these states keeps no other waiting
SETTLED = frozenset({"reported", "accepted", "skipped"})
UNDER_WAY = ("agreed", "planned", "running", "reported", "accepted", "reopened")


class Journey(Identified, Base):
    """One journey of a congregation, with the version of the template it began from."""

    __tablename__ = "journey"
    __table_args__ = (
        CheckConstraint("state IN ('open', 'closed')", name="state"),
        # a congregation walks one journey at a time
        Index(
            "ix_journey_open",
            "congregation_id",
            unique=True,
            sqlite_where=text("state = 'open'"),
            postgresql_where=text("state = 'open'"),
        ),
    )

    congregation_id: Mapped[UUID] = mapped_column(ForeignKey("congregation.id"), index=True)
    template: Mapped[str] = mapped_column(String(60))
    blueprint: Mapped[dict[str, Any]]
    state: Mapped[str] = mapped_column(String(10), default="open")
    opened_by: Mapped[UUID | None]
    opened_at: Mapped[datetime]
    closed_by: Mapped[UUID | None]
    closed_at: Mapped[datetime | None]
    closed_reason: Mapped[str | None] = mapped_column(String(300))

    all_tracks: Mapped[list["Track"]] = relationship(
        back_populates="journey", order_by="Track.position, Track.id"
    )

    @property
    def tracks(self) -> list["Track"]:
        """Return the tracks that are part of it, in their order."""
        present = [track for track in self.all_tracks if track.dropped_at is None]
        return sorted(present, key=lambda track: track.position)


class Track(Identified, Base):
    """A part of a journey."""

    __tablename__ = "track"

    journey_id: Mapped[UUID] = mapped_column(ForeignKey("journey.id"), index=True)
    kind: Mapped[str] = mapped_column(String(40))
    title_nl: Mapped[str] = mapped_column(String(120))
    title_en: Mapped[str] = mapped_column(String(120))
    aim_nl: Mapped[str] = mapped_column(String(300), default="")
    aim_en: Mapped[str] = mapped_column(String(300), default="")
    position: Mapped[int]
    entry: Mapped[bool] = mapped_column(default=False)
    own: Mapped[bool] = mapped_column(default=False)
    state: Mapped[str] = mapped_column(String(12), default="proposed")
    since: Mapped[datetime]
    deferred_until: Mapped[date | None]
    done_before: Mapped[bool] = mapped_column(default=False)
    done_on: Mapped[date | None]
    done_note: Mapped[str | None] = mapped_column(String(500))
    done_file_id: Mapped[UUID | None]
    dropped_by: Mapped[UUID | None]
    dropped_at: Mapped[datetime | None]

    journey: Mapped[Journey] = relationship(back_populates="all_tracks")
    all_steps: Mapped[list["Step"]] = relationship(
        back_populates="track", order_by="Step.position, Step.id"
    )
    changes: Mapped[list["TrackChange"]] = relationship(
        back_populates="track", order_by="TrackChange.at, TrackChange.id"
    )

    @property
    def steps(self) -> list["Step"]:
        """Return the sessions that are part of it, in their order."""
        present = [step for step in self.all_steps if step.dropped_at is None]
        return sorted(present, key=lambda step: step.position)


class TrackChange(Written, Base):
    """A track came from one state into another: who, when, why, by which decision."""

    __tablename__ = "track_change"

    track_id: Mapped[UUID] = mapped_column(ForeignKey("track.id"), index=True)
    from_state: Mapped[str] = mapped_column(String(12))
    to_state: Mapped[str] = mapped_column(String(12))
    reason: Mapped[str | None] = mapped_column(String(300))
    until: Mapped[date | None]
    decision_id: Mapped[UUID | None]

    track: Mapped[Track] = relationship(back_populates="changes")


class Step(Identified, Base):
    """A session that belongs to a track, not yet dated: dates are kept by scheduling."""

    __tablename__ = "step"

    track_id: Mapped[UUID] = mapped_column(ForeignKey("track.id"), index=True)
    position: Mapped[int]
    kind: Mapped[str] = mapped_column(String(40))
    title_nl: Mapped[str] = mapped_column(String(120))
    title_en: Mapped[str] = mapped_column(String(120))
    minutes: Mapped[int]
    note: Mapped[str] = mapped_column(Text, default="")
    own: Mapped[bool] = mapped_column(default=False)
    dropped_by: Mapped[UUID | None]
    dropped_at: Mapped[datetime | None]

    track: Mapped[Track] = relationship(back_populates="all_steps")
