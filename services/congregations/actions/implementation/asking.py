"""Asking how it goes when the time has come, once, and noticing when nobody answers."""

from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from services.congregations import policy
from services.congregations.model import ActiveAgreement, CheckIn, Congregation, MissionRole
from services.congregations.queries import implementation as queries
from services.congregations.queries import profiles
from services.congregations.queries.implementation import VACANT, Beat
from shared.contracts.congregations.implementation import (
    CheckInAsked,
    CheckInDue,
    CheckInMissed,
    RoleVacant,
)
from shared.contracts.event import Event
from shared.events.outbox import record

MORNING = 8  # nobody is written to in the night
PATIENCE = timedelta(days=10)


def ask_due(db: Session, *, at: datetime) -> int:
    """Ask every side whose time has come; returns how many were asked."""
    if at.astimezone(policy.HOME).hour < MORNING:
        return 0
    today = policy.today(at)
    walking = {one.congregation_id: one for one in queries.beats(db) if not one.paused}
    agreements = queries.agreements(db, list(walking))
    about = [beat.journey_id for beat in walking.values()]
    last = queries.last_asked(db, [*about, *(one.agreement_id for one in agreements)])
    asked = 0
    for beat in walking.values():
        theirs = [one for one in agreements if one.congregation_id == beat.congregation_id]
        for check_in in _wanted(beat, theirs, last, today):
            asked += _ask(db, check_in, beat, at=at)
    return asked


def miss_overdue(db: Session, *, at: datetime) -> int:
    """Call missed what has had no answer for ten days, and tell a second coach of it."""
    overdue = db.scalars(
        select(CheckIn)
        .where(CheckIn.state == "due", CheckIn.due_on <= policy.today(at) - PATIENCE)
        .order_by(CheckIn.id)
        .with_for_update(skip_locked=True)
    ).all()
    for check_in in overdue:
        check_in.state, check_in.missed_at = "missed", at
        if check_in.side == "congregation":
            _escalate(db, check_in, at=at)
    return len(overdue)


def tell_vacant(db: Session, *, at: datetime) -> int:
    """Tell once of each role that nobody has held for sixty days; returns how many."""
    since = policy.today(at) - VACANT
    vacant = db.scalars(
        select(MissionRole)
        .where(
            MissionRole.vacant_since < since,
            MissionRole.alarmed_at.is_(None),
            MissionRole.dropped_at.is_(None),
        )
        .with_for_update(skip_locked=True)
    ).all()
    for role in vacant:
        role.alarmed_at = at
        told = RoleVacant(role_id=role.id, congregation_id=role.congregation_id)
        record(db, told, at=at)
    return len(vacant)


def keep_agreement(db: Session, agreement: ActiveAgreement) -> None:
    """Ask the agency about this agreement from now on; one that is renewed keeps its day."""
    if db.get(ActiveAgreement, agreement.agreement_id) is None:
        db.add(agreement)


def forget_agreement(db: Session, agreement_id: UUID) -> None:
    """Ask no more about an agreement that ended, and call off what still waits."""
    known = db.get(ActiveAgreement, agreement_id)
    if known is not None:
        db.delete(known)
    waiting = update(CheckIn).where(CheckIn.about_id == agreement_id, CheckIn.state == "due")
    db.execute(waiting.values(state="called_off"))


def forget_journey(db: Session, journey_id: UUID) -> None:
    """Call off what still waits of a journey that was closed: nobody has to answer for it."""
    waiting = update(CheckIn).where(CheckIn.journey_id == journey_id, CheckIn.state == "due")
    db.execute(waiting.values(state="called_off"))


def _wanted(
    beat: Beat, agreements: list[ActiveAgreement], last: dict[UUID, date], today: date
) -> list[CheckIn]:
    """Return the questions for which the day has come, one per side, not yet kept."""
    found = []
    if beat.next_on(last.get(beat.journey_id)) <= today:
        found.append(CheckIn(side="congregation", about_id=beat.journey_id))
    for one in agreements:
        begun = max(beat.first, policy.today(one.since))
        if beat.next_on(last.get(one.agreement_id, begun)) <= today:
            question = CheckIn(side="agency", about_id=one.agreement_id, agency_id=one.agency_id)
            found.append(question)
    return found


def _ask(db: Session, check_in: CheckIn, beat: Beat, *, at: datetime) -> int:
    """Keep and send a question, unless another worker did so while this one waited."""
    profiles.congregation(db, beat.congregation_id, lock=True)
    today = policy.today(at)
    lately = select(CheckIn.id).where(
        CheckIn.about_id == check_in.about_id,
        CheckIn.due_on > today - timedelta(weeks=beat.weeks),
    )
    if db.scalars(lately).first():
        return 0
    check_in.congregation_id, check_in.journey_id = beat.congregation_id, beat.journey_id
    check_in.due_on, check_in.state, check_in.asked_at = today, "due", at
    db.add(check_in)
    db.flush()
    record(db, _asked(check_in), at=at)
    return 1


def _asked(check_in: CheckIn) -> Event:
    if check_in.agency_id is None:
        return CheckInDue(check_in_id=check_in.id, congregation_id=check_in.congregation_id)
    return CheckInAsked(
        check_in_id=check_in.id,
        congregation_id=check_in.congregation_id,
        agreement_id=check_in.about_id,
        agency_id=check_in.agency_id,
    )


def _escalate(db: Session, check_in: CheckIn, *, at: datetime) -> None:
    """Let a second coach know; where there is none, the one who is there."""
    congregation = db.get_one(Congregation, check_in.congregation_id)
    coaches = congregation.coaches
    if len(coaches) > 1:
        check_in.state, check_in.escalated_to = "escalated", coaches[1]
    told = coaches[:2][-1:]
    missed = CheckInMissed(
        check_in_id=check_in.id,
        congregation_id=check_in.congregation_id,
        participants=tuple(told),
    )
    record(db, missed, at=at)
