"""The two answers of a match: the congregation's yes asks the agency, the agency's introduces."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import or_, update
from sqlalchemy.orm import Session

from services.partners import policy
from services.partners.actions.closing import close, ids, keep_reason, step
from services.partners.actions.deciding import demand_decision, demand_past
from services.partners.actions.matches import TERM
from services.partners.model import Match, MatchChange, Offering, Place
from services.partners.queries import matches
from shared.actor import Actor
from shared.contracts.partners import AgencyAsked, MatchIntroduced, OfferingChanged
from shared.errors import Conflict, Forbidden, Invalid
from shared.events.outbox import record

SENSITIVE = 2


@dataclass(frozen=True)
class Answer:
    """A yes or no: the body that decided, the day it did, and a reason for the own side only."""

    yes: bool
    body: str | None = None
    held_on: date | None = None
    reason: str | None = None
    reported_by_role: str | None = None


def answer(db: Session, actor: Actor, match_id: UUID, given: Answer, *, at: datetime) -> Match:
    """Take a side's yes or no; only the side that is being asked can answer."""
    match = matches.locked(db, actor, match_id)
    side = matches.side(db, actor, match)
    policy.must_decide(actor, match, side)
    _must_be_asked(match, "asked_agency" if side == "agency" else "asked_congregation", at)
    _must_be_fresh(actor, match, at)
    if side == "agency":
        _refuse_report(given)
        _take(db, actor, match, given, side="agency", at=at)
    else:
        _check_decision(given, by_coach=side == "coach", at=at)
        _take(db, actor, match, given, side="congregation", at=at)
    return match


def _must_be_asked(match: Match, state: str, at: datetime) -> None:
    # the same sentence whatever the reason, so that it tells nothing of the other side
    if match.state != state or match.expires_at is None or match.expires_at <= at:
        raise Conflict("There is nothing to answer here now.")


def _must_be_fresh(actor: Actor, match: Match, at: datetime) -> None:
    is_person = actor.kind == "person"
    if is_person and match.offering.label >= SENSITIVE and not actor.is_fresh(at):
        raise Forbidden("Sign in again before you answer this; your sign-in is too long ago.")


def _refuse_report(given: Answer) -> None:
    if given.reported_by_role:
        raise Invalid("An agency answers itself.", {"as_reported": "Only for a congregation."})


def _check_decision(given: Answer, *, by_coach: bool, at: datetime) -> None:
    if by_coach and not given.reported_by_role:
        raise Invalid("Say who told you this decision.", {"as_reported": "Needed from a coach."})
    if not by_coach and given.reported_by_role:
        raise Invalid("Your own answer needs no report.", {"as_reported": "Only from a coach."})
    demand_past(given.held_on, at=at)
    if given.yes:
        demand_decision(given.body, given.held_on, at=at)


def _take(
    db: Session, actor: Actor, match: Match, given: Answer, *, side: str, at: datetime
) -> None:
    if not given.yes:
        change = close(db, actor, match, "declined", side=side, at=at)
    elif side == "agency":
        change = _introduce(db, actor, match, at=at)
    else:
        change = _ask_agency(db, actor, match, at=at)
    _write_down(change, given)
    keep_reason(db, change, given.reason)


def _write_down(change: MatchChange, given: Answer) -> None:
    change.answer = "yes" if given.yes else "no"
    change.body, change.held_on = given.body, given.held_on
    change.reported_by_role = given.reported_by_role


def _ask_agency(db: Session, actor: Actor, match: Match, *, at: datetime) -> MatchChange:
    change = step(db, actor, match, "asked_agency", side="congregation", at=at)
    match.agency_asked_at, match.expires_at = at, at + TERM
    record(db, AgencyAsked(coach_id=match.coach_id, **ids(match)), at=at)
    return change


def _introduce(db: Session, actor: Actor, match: Match, *, at: datetime) -> MatchChange:
    take_place(db, match, at=at)
    change = step(db, actor, match, "introduced", side="agency", at=at)
    match.introduced_at, match.expires_at = at, None
    record(db, MatchIntroduced(coach_id=match.coach_id, **ids(match)), at=at)
    return change


def take_place(db: Session, match: Match, *, at: datetime) -> None:
    """Take one place of the offering; raises `Conflict` when none is left."""
    free = or_(Offering.capacity.is_(None), Offering.taken < Offering.capacity)
    left = db.execute(
        update(Offering)
        .where(Offering.id == match.offering_id, free)
        .values(taken=Offering.taken + 1)
        .returning(Offering.taken, Offering.capacity, Offering.state)
    ).one_or_none()
    if left is None:
        raise Conflict("All places of this offering are taken.")
    db.add(Place(match_id=match.id, offering_id=match.offering_id, taken_at=at))
    if left.taken == left.capacity and left.state == "open":
        db.execute(update(Offering).where(Offering.id == match.offering_id).values(state="full"))
        event = OfferingChanged(
            offering_id=match.offering_id, agency_id=match.agency_id, state="full"
        )
        record(db, event, at=at)
