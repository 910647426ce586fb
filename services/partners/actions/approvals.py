"""Approving a visit: by the congregation's body, at high risk by the coach too."""

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.partners import policy
from services.partners.actions.visits import must_be_current, note
from services.partners.model import Visit, VisitApproval
from services.partners.policy import Standing
from services.partners.queries import visits
from shared.actor import Actor
from shared.contracts.partners import VisitApprovalReported, VisitApproved
from shared.errors import Conflict, Forbidden, Invalid, NotFound
from shared.events.outbox import record


@dataclass(frozen=True, kw_only=True)
class Approval:
    """A yes to one version of a visit: for which side, and which body decided when."""

    version: int
    side: str | None = None
    body: str | None = None
    held_on: date | None = None
    reported_by_role: str | None = None
    evidence: list[str] = field(default_factory=list)


def approve(db: Session, actor: Actor, visit_id: UUID, given: Approval, *, at: datetime) -> Visit:
    """Take one side's yes; with the last one that is needed the visit is approved."""
    visit = visits.locked(db, actor, visit_id)
    agency = visit.agency_id if visit.match_id else None
    mine = visits.standing(db, actor, visit.congregation_id, agency)
    mine.demand(policy.DECIDING)
    _must_be_open(visit, given, at)
    side = _side(visit, mine, given)
    _refuse_twice(visit, actor, side)
    if side == "body":
        _check_decision(given, at)
    _write_down(db, actor, visit, given, side=side, at=at)
    if not _missing(visit):
        _approved(db, actor, visit, at=at)
    return visit


def answer_report(
    db: Session, actor: Actor, approval_id: UUID, answer: str, note: str, *, at: datetime
) -> Visit:
    """Confirm or contest, as a leader, a yes that the coach wrote down; nothing is undone by it."""
    visit_id = db.scalar(select(VisitApproval.visit_id).where(VisitApproval.id == approval_id))
    if visit_id is None:
        raise NotFound()
    visit = visits.locked(db, actor, visit_id)
    agency = visit.agency_id if visit.match_id else None
    visits.standing(db, actor, visit.congregation_id, agency).demand({"leads"})
    approval = db.get_one(VisitApproval, approval_id, populate_existing=True)
    if not approval.reported_by_role or approval.answer:
        raise Conflict("This yes waits for no answer.")
    approval.answer, approval.answer_note = answer, note
    approval.answered_by, approval.answered_at = actor.id, at
    return visit


def _must_be_open(visit: Visit, given: Approval, at: datetime) -> None:
    if visit.state == "idea":
        raise Conflict("Its risk was not weighed yet; do that first.")
    if visit.state != "risk_checked":
        raise Conflict("There is nothing to approve here now.")
    must_be_current(visit, given.version)
    if visit.ends_on and visit.ends_on < policy.today(at):
        raise Conflict("These days are past; put other days first.")


def _side(visit: Visit, mine: Standing, given: Approval) -> str:
    is_high = visit.risk_level == "high"
    coaching = "guides" in mine.relations and "leads" not in mine.relations
    side = given.side or ("coach" if is_high and coaching else "body")
    if side == "coach":
        if not is_high:
            raise Invalid("Here the congregation alone decides.", {"side": "Only at high risk."})
        if "guides" not in mine.relations:
            raise Forbidden("The coach gives this yes.")
        if given.reported_by_role:
            raise Invalid("Your own word needs no report.", {"as_reported": "Not for your own."})
        return side
    if given.reported_by_role and is_high:
        raise Forbidden("At high risk a leader says this himself; it cannot be passed on.")
    policy.speaking_side(
        mine, wanted="congregation", reported=bool(given.reported_by_role), claimed=True
    )
    return side


def _refuse_twice(visit: Visit, actor: Actor, side: str) -> None:
    given = visits.approvals(visit)
    if any(one.side == side for one in given):
        raise Conflict("This side said yes already; look again.")
    if any(one.person_id == actor.id for one in given):
        raise Forbidden("Nobody gives both; somebody else has to say yes too.")


def _check_decision(given: Approval, at: datetime) -> None:
    if not given.body:
        raise Invalid("Say which body decided.", {"body": "Needed for a yes."})
    if not given.held_on:
        raise Invalid("Say on which day it was decided.", {"held_on": "Needed for a yes."})
    if given.held_on > policy.today(at):
        raise Invalid("The decision lies in the future.", {"held_on": "At most today."})


def _write_down(
    db: Session, actor: Actor, visit: Visit, given: Approval, *, side: str, at: datetime
) -> None:
    told = given.body if side == "body" else None
    approval = VisitApproval(
        version=visit.version,
        side=side,
        person_id=actor.id,
        body=told,
        held_on=given.held_on if side == "body" else None,
        reported_by_role=given.reported_by_role,
        evidence=given.evidence,
        at=at,
    )
    visit.approvals.append(approval)
    db.flush()
    if given.reported_by_role:
        reported = VisitApprovalReported(
            approval_id=approval.id, visit_id=visit.id, congregation_id=visit.congregation_id
        )
        record(db, reported, at=at)


def _missing(visit: Visit) -> set[str]:
    return set(visits.sides_needed(visit)) - {one.side for one in visits.approvals(visit)}


def _approved(db: Session, actor: Actor, visit: Visit, *, at: datetime) -> None:
    visit.state, visit.approved_at = "approved", at
    note(db, actor, visit, was="risk_checked", at=at)
    assert visit.starts_on is not None, "a visit without days is not weighed"
    assert visit.ends_on is not None, "a visit without days is not weighed"
    record(
        db,
        VisitApproved(
            visit_id=visit.id,
            congregation_id=visit.congregation_id,
            starts_on=visit.starts_on,
            ends_on=visit.ends_on,
        ),
        at=at,
    )
