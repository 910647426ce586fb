"""What follows from a launch: evaluations and the APK appear, move with it, and fall due."""

from datetime import date, datetime, time, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.scheduling.actions import claims
from services.scheduling.actions.recording import (
    Step,
    people_of,
    tell_cancelled,
    tell_moved,
    tell_planned,
)
from services.scheduling.actions.sessions import invite_usual
from services.scheduling.actions.wishes import instants
from services.scheduling.model import FOLLOW_UPS, Launch, PlannedSession
from services.scheduling.planner import Due, evaluation_dates
from shared.actor import service
from shared.contracts.congregations import LaunchRecorded
from shared.contracts.scheduling import SessionDue
from shared.events.outbox import record

BY_EVENT = service("scheduling")
MONTHS = {"evaluation_6": 6, "evaluation_12": 12, "apk": 12}
USUAL_TIME, USUAL_MINUTES, ZONE = time(19, 30), 120, "Europe/Amsterdam"
AHEAD = timedelta(days=30)


def follow(db: Session, launch: LaunchRecorded, *, at: datetime) -> None:
    """Let the evaluations and the APK follow this launch: new, moved, or taken up again."""
    _keep_launch(db, launch)
    there = {session.kind: session for session in _follow_ups(db, launch.journey_id)}
    for kind, due in evaluation_dates(launch.held_on).items():
        session = there.get(kind)
        if session is None:
            _appear(db, launch, kind, due, at=at)
        else:
            session.derived_from = launch.launch_id
            _move(db, session, due.on, at=at)


def suspend(db: Session, journey_id: UUID, launch_id: UUID, *, at: datetime) -> None:
    """Suspend what followed from this launch, if it is the one that holds."""
    launch = db.get(Launch, launch_id)
    if launch is None or launch.journey_id != journey_id:
        return
    launch.withdrawn_at = at
    for session in _follow_ups(db, journey_id):
        if session.state in ("idea", "confirmed"):
            _set_aside(db, session, at=at)


def tell_due(db: Session, *, at: datetime) -> int:
    """Tell once of each evaluation that comes within 30 days and has no firm date yet."""
    ideas = db.scalars(
        select(PlannedSession)
        .where(
            PlannedSession.state == "idea",
            PlannedSession.derived_from.is_not(None),
            PlannedSession.due_told_at.is_(None),
            PlannedSession.start_utc <= at + AHEAD,
            # long past: people know, and a letter would not help
            PlannedSession.start_utc > at - AHEAD,
        )
        .with_for_update(skip_locked=True)
    ).all()
    for session in ideas:
        invite_usual(db, session)
        session.due_told_at = at
        due = SessionDue(
            session_id=session.id,
            congregation_id=session.congregation_id,
            kind=session.kind,
            participants=people_of(session),
        )
        record(db, due, at=at)
    return len(ideas)


def _keep_launch(db: Session, event: LaunchRecorded) -> None:
    known = db.scalars(select(Launch).where(Launch.journey_id == event.journey_id)).one_or_none()
    if known is not None and known.id != event.launch_id:
        db.delete(known)
        db.flush()
        known = None
    if known is None:
        known = Launch(
            id=event.launch_id,
            journey_id=event.journey_id,
            congregation_id=event.congregation_id,
        )
        db.add(known)
    known.held_on, known.withdrawn_at = event.held_on, None


def _follow_ups(db: Session, journey_id: UUID) -> list[PlannedSession]:
    statement = select(PlannedSession).where(
        PlannedSession.journey_id == journey_id,
        PlannedSession.derived_from.is_not(None),
        PlannedSession.kind.in_(FOLLOW_UPS),
    )
    return list(db.scalars(statement.with_for_update()))


def _appear(db: Session, launch: LaunchRecorded, kind: str, due: Due, *, at: datetime) -> None:
    session = PlannedSession(
        congregation_id=launch.congregation_id,
        journey_id=launch.journey_id,
        kind=kind,
        label=1,
        state="idea",
        sequence=0,
        revision_at=at,
        derived_from=launch.launch_id,
        offset_months=MONTHS[kind],
        created_at=at,
    )
    _put_on(session, due.on)
    invite_usual(db, session)
    db.add(session)
    db.flush()
    Step("planned", session, is_new=True).note(db, BY_EVENT, at=at)
    tell_planned(db, session, announced=False, at=at)


def _move(db: Session, session: PlannedSession, on: date, *, at: datetime) -> None:
    resumed = session.state == "suspended"
    step, previous = Step("resumed" if resumed else "moved", session), session.start_utc
    if resumed:
        session.state, session.pinned = "idea", False
    elif session.pinned or session.state != "idea" or session.local_start.date() == on:
        return
    _put_on(session, on)
    session.sequence, session.revision_at = session.sequence + 1, at
    if session.start_utc > at + AHEAD:
        session.due_told_at = None
    step.note(db, BY_EVENT, at=at)
    if resumed:
        tell_planned(db, session, announced=False, at=at)
    else:
        tell_moved(db, session, previous, announced=False, at=at)


def _set_aside(db: Session, session: PlannedSession, *, at: datetime) -> None:
    step = Step("suspended", session)
    firm = session.state == "confirmed" and session.end_utc > at
    session.state = "suspended"
    session.sequence, session.revision_at = session.sequence + 1, at
    claims.release(db, [session.id])
    step.note(db, BY_EVENT, at=at)
    tell_cancelled(db, session, announced=firm, at=at)


def _put_on(session: PlannedSession, on: date) -> None:
    hour = session.local_start.time() if session.local_start else USUAL_TIME
    session.local_start = datetime.combine(on, hour)
    session.zone = session.zone or ZONE
    session.minutes = session.minutes or USUAL_MINUTES
    session.start_utc, session.end_utc = instants(
        session.local_start, session.zone, session.minutes
    )
