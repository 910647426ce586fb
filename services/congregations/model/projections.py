"""What this service remembers of other services' events, for the coach's home and the cards."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from services.congregations.model.base import Base


class PlannedSession(Base):
    """A session that stands in the calendar, from scheduling's events."""

    __tablename__ = "planned_session"
    __table_args__ = (
        Index("ix_planned_session_next", "congregation_id", "start"),
        Index("ix_planned_session_run", "run_id", "number"),
    )

    session_id: Mapped[UUID] = mapped_column(primary_key=True)
    congregation_id: Mapped[UUID]
    step_id: Mapped[UUID | None]
    # the planned course that it is an evening of, and which evening
    run_id: Mapped[UUID | None]
    number: Mapped[int | None]
    kind: Mapped[str] = mapped_column(String(40))
    start: Mapped[datetime]
    revision: Mapped[int]


class CoachRole(Base):
    """A person who may guide congregations, from identity's events."""

    __tablename__ = "coach_role"

    membership_id: Mapped[UUID] = mapped_column(primary_key=True)
    person_id: Mapped[UUID] = mapped_column(index=True)


class OpenQuestion(Base):
    """A proposal that waits for somebody's answer, from partners' events."""

    __tablename__ = "open_question"

    match_id: Mapped[UUID] = mapped_column(primary_key=True)
    congregation_id: Mapped[UUID] = mapped_column(index=True)
    waiting_for: Mapped[str] = mapped_column(String(20))  # congregation, agency
    since: Mapped[datetime]


class Introduction(Base):
    """An agency knows a congregation by name since both said yes, from partners' events."""

    __tablename__ = "introduction"
    __table_args__ = (Index("ix_introduction_agency", "agency_id", "congregation_id"),)

    match_id: Mapped[UUID] = mapped_column(primary_key=True)
    congregation_id: Mapped[UUID]
    agency_id: Mapped[UUID]
    since: Mapped[datetime]
