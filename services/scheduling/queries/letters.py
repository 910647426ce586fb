"""What a letter about a session or a run needs, for the service that writes it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.scheduling.model import (
    Launch,
    PlannedSession,
    Preference,
    Run,
    SessionChange,
)
from services.scheduling.planner import Due
from services.scheduling.policy import SENSITIVE
from services.scheduling.queries import people
from services.scheduling.queries.views import (
    Content,
    ParticipantView,
    When,
    code,
    content,
    participants,
    when,
    window,
)
from shared.errors import NotFound


@dataclass(frozen=True, slots=True)
class SessionLetter:
    """Facts of one session; from label 2 on no title, place, agenda or paragraph leaves here."""

    session_id: UUID
    congregation_id: UUID
    journey_id: UUID | None
    run_id: UUID | None
    when: When
    content: Content
    previous_local_start: datetime | None
    previous_zone: str | None
    previous_start_utc: datetime | None
    label: int
    code: str
    uid: str | None
    sequence: int
    revision_at: datetime
    state: str
    coach_id: UUID | None
    participants: list[ParticipantView]
    choice: str | None
    due: Due | None


@dataclass(frozen=True, slots=True)
class RunLetter:
    """Facts of a course run, its evenings by time."""

    run_id: UUID
    congregation_id: UUID
    journey_id: UUID | None
    coach_id: UUID
    choice: str | None
    sessions: list[SessionLetter]


def of_session(db: Session, session_id: UUID, person_id: UUID | None) -> SessionLetter:
    """The facts of a letter about this session to this person."""
    session = db.get(PlannedSession, session_id)
    if session is None:
        raise NotFound()
    return _letter(db, session, choice=choice_of(db, person_id))


def of_run(db: Session, run_id: UUID, person_id: UUID | None) -> RunLetter:
    """The facts of a letter about this run to this person."""
    run = db.get(Run, run_id)
    if run is None:
        raise NotFound()
    choice = choice_of(db, person_id)
    evenings = db.scalars(
        select(PlannedSession)
        .where(PlannedSession.run_id == run_id)
        .order_by(PlannedSession.start_utc)
    )
    return RunLetter(
        run_id=run.id,
        congregation_id=run.congregation_id,
        journey_id=run.journey_id,
        coach_id=run.created_by,
        choice=choice,
        sessions=[_letter(db, evening, choice=choice) for evening in evenings],
    )


def choice_of(db: Session, person_id: UUID | None) -> str | None:
    """How this person wants dates in his calendar; an invitation unless chosen otherwise."""
    if person_id is None:
        return None
    found = db.scalar(select(Preference.choice).where(Preference.person_id == person_id))
    return found or "invitation"


def _letter(db: Session, session: PlannedSession, *, choice: str | None) -> SessionLetter:
    before = _last_move(db, session)
    return SessionLetter(
        session_id=session.id,
        congregation_id=session.congregation_id,
        journey_id=session.journey_id,
        run_id=session.run_id,
        when=when(session),
        content=content(session, is_shown=session.label < SENSITIVE),
        previous_local_start=before.previous_local_start if before else None,
        previous_zone=before.previous_zone if before else None,
        previous_start_utc=before.previous_start_utc if before else None,
        label=session.label,
        code=code(session),
        uid=session.uid,
        sequence=session.sequence,
        revision_at=session.revision_at,
        state=session.state,
        coach_id=_coach(db, session),
        participants=participants(session),
        choice=choice,
        due=_due(db, session),
    )


def _last_move(db: Session, session: PlannedSession) -> SessionChange | None:
    return db.scalars(
        select(SessionChange)
        .where(
            SessionChange.session_id == session.id,
            SessionChange.act == "moved",
            SessionChange.sequence == session.sequence,
        )
        .order_by(SessionChange.at.desc())
        .limit(1)
    ).one_or_none()


def _coach(db: Session, session: PlannedSession) -> UUID | None:
    """The coach to whom an answer goes: who planned it while he still guides, else who does."""
    guiding = people.guided_by(db, session.congregation_id)
    if session.created_by in guiding or not guiding:
        return session.created_by
    return guiding[0]


def _due(db: Session, session: PlannedSession) -> Due | None:
    if session.derived_from is None:
        return None
    held_on = db.scalar(select(Launch.held_on).where(Launch.journey_id == session.journey_id))
    return window(session, held_on)
