"""A visit from idea to debrief: its risk is weighed first, and who approves is written down."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.partners import policy
from services.partners.model import TOGETHER, Agency, Match, Visit, VisitChange
from services.partners.queries import visits
from shared.actor import Actor
from shared.contracts.partners import VisitApprovalAsked, VisitDebriefed
from shared.errors import Conflict, Invalid
from shared.events.outbox import record

PLANNED = ("idea", "risk_checked", "approved")
LONGEST = timedelta(days=366)
Content = Mapping[str, Any]


@dataclass(frozen=True)
class Weighing:
    """What was weighed of a visit's risk, and how high it is found."""

    version: int
    risk_level: str
    weighed: str


def plan(
    db: Session, actor: Actor, congregation_id: UUID, content: Content, *, at: datetime
) -> Visit:
    """Write down the idea of a visit."""
    visits.standing(db, actor, congregation_id).demand(policy.OURS)
    visit = Visit(
        congregation_id=congregation_id,
        state="idea",
        version=1,
        created_by=actor.id,
        created_at=at,
        **content,
    )
    _settle_partner(db, actor, visit)
    _check_dates(visit.starts_on, visit.ends_on)
    db.add(visit)
    db.flush()
    note(db, actor, visit, was=None, at=at)
    return visit


def change(db: Session, actor: Actor, visit_id: UUID, content: Content, *, at: datetime) -> Visit:
    """Put a visit otherwise; what was weighed and approved before no longer counts.

    Raises `Conflict` when `content` carries the `version` of an older reading.
    """
    visit = _ours(db, actor, visit_id)
    must_be_current(visit, content.get("version"))
    _must_be(visit, PLANNED, "It is no longer a plan; nothing of it changes now.")
    wanted = {name: value for name, value in content.items() if name != "version"}
    if all(getattr(visit, name) == value for name, value in wanted.items()):
        return visit
    for name, value in wanted.items():
        setattr(visit, name, value)
    _settle_partner(db, actor, visit)
    _check_dates(visit.starts_on, visit.ends_on)
    was, visit.state = visit.state, "idea"
    visit.version, visit.approved_at = visit.version + 1, None
    note(db, actor, visit, was=was, at=at)
    return visit


def weigh_risk(
    db: Session, actor: Actor, visit_id: UUID, weighing: Weighing, *, at: datetime
) -> Visit:
    """Write down what was weighed; whoever has to approve is asked now."""
    visit = _ours(db, actor, visit_id)
    must_be_current(visit, weighing.version)
    _must_be(visit, ("idea", "risk_checked"), "Its risk was weighed and it was approved already.")
    if visit.starts_on is None or visit.ends_on is None:
        missing = "Needed before the risk is weighed."
        raise Invalid("Say first from when until when.", {"starts_on": missing, "ends_on": missing})
    was, visit.state = visit.state, "risk_checked"
    visit.risk_level, visit.weighed = weighing.risk_level, weighing.weighed
    visit.checked_by, visit.checked_at = actor.id, at
    visit.version += 1
    note(db, actor, visit, was=was, at=at)
    asked = visits.coaches(db, visit.congregation_id) if weighing.risk_level == "high" else []
    record(
        db,
        VisitApprovalAsked(
            visit_id=visit.id,
            congregation_id=visit.congregation_id,
            risk_level=weighing.risk_level,
            participants=tuple(asked),
        ),
        at=at,
    )
    return visit


def go(db: Session, actor: Actor, visit_id: UUID, *, at: datetime) -> Visit:
    """Note that they went."""
    visit = _ours(db, actor, visit_id)
    _must_be(visit, ("approved",), "Only an approved visit is made.")
    if visit.starts_on and visit.starts_on > policy.today(at):
        raise Conflict("It has not begun yet; note this on the first day or later.")
    visit.state = "gone"
    note(db, actor, visit, was="approved", at=at)
    return visit


def cancel(db: Session, actor: Actor, visit_id: UUID, reason: str, *, at: datetime) -> Visit:
    """Call a visit off, with the reason."""
    visit = _ours(db, actor, visit_id)
    visits.standing(db, actor, visit.congregation_id).demand(policy.DECIDING)
    _must_be(visit, PLANNED, "It can no longer be called off.")
    was, visit.state = visit.state, "cancelled"
    visit.cancelled_because = reason
    note(db, actor, visit, was=was, at=at)
    return visit


def debrief(db: Session, actor: Actor, visit_id: UUID, told: Content, *, at: datetime) -> Visit:
    """Keep what was seen and learned, what follows, and how many were there."""
    visit = _ours(db, actor, visit_id)
    _must_be(visit, ("gone",), "Only after the visit there is something to tell.")
    for name, value in told.items():
        setattr(visit, name, value)
    visit.state = "debriefed"
    note(db, actor, visit, was="gone", at=at)
    record(db, VisitDebriefed(visit_id=visit.id, congregation_id=visit.congregation_id), at=at)
    return visit


def must_be_current(visit: Visit, version: int | None) -> None:
    """Raise `Conflict` when somebody decides about an older reading of the visit."""
    if version != visit.version:
        raise Conflict("Somebody changed this meanwhile; look again.", {"version": "Not current."})


def note(db: Session, actor: Actor, visit: Visit, *, was: str | None, at: datetime) -> None:
    """Keep who brought the visit where it is now."""
    step = VisitChange(
        was=was, became=visit.state, version=visit.version, by_id=actor.id, at=at, visit_id=visit.id
    )
    db.add(step)


def _ours(db: Session, actor: Actor, visit_id: UUID) -> Visit:
    visit = visits.locked(db, actor, visit_id)
    agency = visit.agency_id if visit.match_id else None
    visits.standing(db, actor, visit.congregation_id, agency).demand(policy.OURS)
    return visit


def _must_be(visit: Visit, states: tuple[str, ...], otherwise: str) -> None:
    if visit.state not in states:
        raise Conflict(otherwise)


def _check_dates(first: date | None, last: date | None) -> None:
    if (first is None) != (last is None):
        missing = {"starts_on" if first is None else "ends_on": "Needed beside the other day."}
        raise Invalid("Say both days, or none yet.", missing)
    if first is None or last is None:
        return
    if last < first:
        raise Invalid("It ends before it begins.", {"ends_on": "Not before the first day."})
    if last - first > LONGEST:
        raise Invalid("A visit lasts at most a year.", {"ends_on": "At most a year later."})


def _settle_partner(db: Session, actor: Actor, visit: Visit) -> None:
    if visit.match_id:
        known = select(Match).where(
            Match.id == visit.match_id,
            Match.congregation_id == visit.congregation_id,
            Match.state.in_(TOGETHER),
        )
        match = db.scalar(known)
        if match is None:
            raise Invalid("Nothing goes on with this partner.", {"match_id": "Not introduced."})
        visit.agency_id = match.agency_id
    elif visit.agency_id:
        seen = select(Agency.id).where(Agency.id == visit.agency_id, policy.sees_agency(actor))
        if db.scalar(seen) is None:
            raise Invalid("We do not know this agency.", {"agency_id": "Not known."})
