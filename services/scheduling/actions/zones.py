"""Keeping sessions at their wall time when a country changes the rules of its clock."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.scheduling.actions import claims
from services.scheduling.actions.recording import Step, people_of, tell_moved
from services.scheduling.actions.wishes import instants
from services.scheduling.model import PlannedSession
from shared import log
from shared.actor import service
from shared.errors import Refusal

BY_CLOCK = service("scheduling")


def derive_again(db: Session, *, at: datetime) -> int:
    """Derive the instants of coming sessions anew; those that differ are told; returns how many.

    One that cannot follow (the new time does not exist, somebody is taken) stays as it was.
    """
    coming = db.scalars(
        select(PlannedSession)
        .where(PlannedSession.state.in_(("idea", "confirmed")), PlannedSession.start_utc > at)
        .with_for_update(skip_locked=True)
    ).all()
    return sum(_follows(db, session, at=at) for session in coming)


def _follows(db: Session, session: PlannedSession, *, at: datetime) -> bool:
    try:
        start, end = instants(session.local_start, session.zone, session.minutes)
        if (start, end) == (session.start_utc, session.end_utc):
            return False
        with db.begin_nested():
            _move(db, session, start, end, at=at)
    except Refusal as refusal:
        log.get("scheduling").warning(
            "a session cannot follow its zone", session=str(session.id), reason=refusal.title
        )
        return False
    return True


def _move(
    db: Session, session: PlannedSession, start: datetime, end: datetime, *, at: datetime
) -> None:
    step, previous = Step("moved", session), session.start_utc
    firm = session.state == "confirmed"
    session.start_utc, session.end_utc = start, end
    session.sequence, session.revision_at = session.sequence + 1, at
    db.flush()
    if firm:
        claims.lay(db, [session], people_of(session))
    step.note(db, BY_CLOCK, at=at)
    tell_moved(db, session, previous, announced=firm, at=at)
