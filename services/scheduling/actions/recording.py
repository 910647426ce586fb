"""Noting what became of a session, and telling the other services of it."""

from collections.abc import Collection, Mapping
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from services.scheduling.model import Participation, PlannedSession, SessionChange
from shared.actor import Actor
from shared.contracts.scheduling import SessionCancelled, SessionMoved, SessionPlanned
from shared.events.outbox import record


class Before:
    """Where a session stood before it is changed; all None for a new one."""

    def __init__(self, session: PlannedSession | None = None) -> None:
        self.state = session.state if session else None
        self.local_start = session.local_start if session else None
        self.zone = session.zone if session else None
        self.start_utc = session.start_utc if session else None


def note(
    db: Session,
    actor: Actor,
    session: PlannedSession,
    act: str,
    *,
    at: datetime,
    before: Before,
) -> None:
    """Write down who did what to the session, and where it stood before."""
    db.add(
        SessionChange(
            session_id=session.id,
            act=act,
            from_state=before.state,
            to_state=session.state,
            sequence=session.sequence,
            previous_local_start=before.local_start,
            previous_zone=before.zone,
            previous_start_utc=before.start_utc,
            by_kind=actor.kind,
            by_id=actor.id,
            at=at,
        )
    )


def tell_planned(
    db: Session,
    session: PlannedSession,
    *,
    announced: bool,
    at: datetime,
    only: tuple[UUID, ...] | None = None,
) -> None:
    """Tell that the session has a date (to some, when only they are new to it)."""
    record(
        db,
        SessionPlanned(
            session_id=session.id,
            congregation_id=session.congregation_id,
            journey_id=session.journey_id,
            step_id=session.step_id,
            kind=session.kind,
            label=session.label,
            start=session.start_utc,
            revision=session.sequence,
            participants=people_of(session) if only is None else only,
            announced=announced,
        ),
        at=at,
    )


def tell_moved(
    db: Session, session: PlannedSession, previous: datetime, *, announced: bool, at: datetime
) -> None:
    """Tell that the session's time or place changed."""
    record(
        db,
        SessionMoved(
            session_id=session.id,
            congregation_id=session.congregation_id,
            journey_id=session.journey_id,
            step_id=session.step_id,
            kind=session.kind,
            label=session.label,
            start=session.start_utc,
            previous_start=previous,
            revision=session.sequence,
            participants=people_of(session),
            announced=announced,
        ),
        at=at,
    )


def tell_cancelled(db: Session, session: PlannedSession, *, announced: bool, at: datetime) -> None:
    """Tell that the session does not take place."""
    record(
        db,
        SessionCancelled(
            session_id=session.id,
            congregation_id=session.congregation_id,
            journey_id=session.journey_id,
            step_id=session.step_id,
            kind=session.kind,
            label=session.label,
            start=session.start_utc,
            revision=session.sequence,
            participants=people_of(session),
            announced=announced,
        ),
        at=at,
    )


def people_of(session: PlannedSession) -> tuple[UUID, ...]:
    """The participants, as events carry them."""
    return tuple(sorted(one.person_id for one in session.participations))


def invite(session: PlannedSession, roles: Mapping[UUID, str], only: Collection[UUID]) -> None:
    """Let these people take part, each in his role; who took part already keeps his answer."""
    kept = [one for one in session.participations if one.person_id in only]
    there = {one.person_id for one in kept}
    new = [
        Participation(person_id=person, role=roles[person])
        for person in sorted(only)
        if person not in there
    ]
    session.participations = kept + new
