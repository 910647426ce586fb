"""Noting what became of a session, and telling the other services of it."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from services.scheduling.model import Participation, PlannedSession, SessionChange
from shared.actor import Actor
from shared.contracts.scheduling import SessionCancelled, SessionMoved, SessionPlanned
from shared.events.outbox import record


class Step:
    """One thing that becomes of a session; made before the change, noted after it."""

    def __init__(self, act: str, session: PlannedSession, *, is_new: bool = False) -> None:
        self.act = act
        self.session = session
        self.from_state = None if is_new else session.state
        self.local_start = None if is_new else session.local_start
        self.zone = None if is_new else session.zone
        self.start_utc = None if is_new else session.start_utc

    def note(self, db: Session, actor: Actor, *, at: datetime) -> None:
        """Write down who did it and when, and where the session stood before."""
        db.add(
            SessionChange(
                session_id=self.session.id,
                act=self.act,
                from_state=self.from_state,
                to_state=self.session.state,
                sequence=self.session.sequence,
                previous_local_start=self.local_start,
                previous_zone=self.zone,
                previous_start_utc=self.start_utc,
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
            run_id=session.run_id,
            number=session.number,
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
            run_id=session.run_id,
            number=session.number,
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
            run_id=session.run_id,
            number=session.number,
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


def invite(session: PlannedSession, roles: Mapping[UUID, str]) -> None:
    """Let these people take part and nobody else; who took part already keeps his answer."""
    kept = [one for one in session.participations if one.person_id in roles]
    there = {one.person_id for one in kept}
    new = [
        Participation(person_id=person, role=roles[person])
        for person in sorted(roles)
        if person not in there
    ]
    session.participations = kept + new
