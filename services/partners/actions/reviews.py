"""An agreement in force: its reviews, and how two part, well or otherwise."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.partners import policy
from services.partners.actions.acceptances import Word, next_review, speaking
from services.partners.actions.agreements import ids, note
from services.partners.actions.closing import close as close_match
from services.partners.model import (
    EXIT_STEPS,
    IN_FORCE,
    SIDES,
    TOGETHER,
    Agreement,
    AgreementReason,
    AgreementReview,
    AgreementText,
    ExitStep,
)
from services.partners.queries import agreements, visits
from shared.actor import Actor
from shared.contracts.partners import AgreementEnded, AgreementReviewDue
from shared.errors import Conflict, Invalid
from shared.events.outbox import record

RUNNING = ("active", "renewed")
GRACEFUL = "graceful"


@dataclass(frozen=True)
class Review:
    """What one side wishes when a review falls due, in which round, and a word for the other."""

    round: int
    wish: str
    note: str | None = None


@dataclass(frozen=True)
class End:
    """How it ends: `graceful` when all is settled, `breach` at once; why stays with one's side."""

    how: str
    reason: str | None = None


def due(db: Session, *, on: date) -> bool:
    """Tell whether the review of an agreement falls due."""
    query = select(Agreement.id).where(Agreement.state.in_(RUNNING), Agreement.next_review_on <= on)
    return db.scalar(query.limit(1)) is not None


def fall_due(db: Session, actor: Actor, *, at: datetime) -> int:
    """Ask both sides of each agreement whose review falls due; returns of how many."""
    query = select(Agreement).where(
        Agreement.state.in_(RUNNING), Agreement.next_review_on <= policy.today(at)
    )
    locking = query.limit(100).with_for_update(of=Agreement, skip_locked=True)
    found = db.scalars(locking).all()
    for agreement in found:
        was, agreement.state = agreement.state, "under_review"
        agreement.review_round += 1
        note(db, actor, agreement, was=was, at=at)
        coaches = tuple(visits.coaches(db, agreement.congregation_id))
        record(db, AgreementReviewDue(participants=coaches, **ids(agreement)), at=at)
    return len(found)


def review(
    db: Session, actor: Actor, agreement_id: UUID, said: Review, word: Word, *, at: datetime
) -> Agreement:
    """Take one side's wish; when both have spoken the agreement goes on, changes or ends."""
    agreement = agreements.locked(db, actor, agreement_id)
    side = speaking(db, actor, agreement, word)
    if agreement.state != "under_review" or said.round != agreement.review_round:
        raise Conflict("No review is going on that this could be for.")
    if side in agreements.said_now(agreement):
        raise Conflict("This side said how to go on already.")
    if said.wish == "continue" and _is_over(_held(agreement), policy.today(at)):
        raise Conflict("The agreed time is over: choose a change with other days, or an end.")
    agreement.reviews.append(
        AgreementReview(
            round=said.round,
            side=side,
            wish=said.wish,
            note=said.note,
            by_kind=actor.kind,
            by_id=actor.id,
            reported_by_role=word.reported_by_role,
            at=at,
        )
    )
    db.flush()
    _follow(db, actor, agreement, side=side, at=at)
    return agreement


def begin_ending(
    db: Session, actor: Actor, agreement_id: UUID, reason: str | None, word: Word, *, at: datetime
) -> Agreement:
    """Begin to part well: what was agreed about the end becomes a list to settle."""
    agreement = agreements.locked(db, actor, agreement_id)
    side = speaking(db, actor, agreement, word)
    if agreement.state not in (*RUNNING, "under_review"):
        raise Conflict("Only an agreement that holds is brought to an end.")
    _begin_ending(db, actor, agreement, reason=reason, side=side, at=at)
    return agreement


def settle(
    db: Session, actor: Actor, agreement_id: UUID, code: str, *, done: bool, at: datetime
) -> Agreement:
    """Note that one thing of the parting is settled, or after all not yet."""
    agreement = agreements.locked(db, actor, agreement_id)
    mine = agreements.standing(db, actor, agreement)
    mine.demand(policy.WRITING)
    if agreement.state != "ending":
        raise Conflict("There is nothing to settle here now.")
    found = [one for one in agreement.exit_steps if one.code == code]
    if not found:
        raise Invalid("There is no such thing to settle.", {"code": "Not on the list."})
    found[0].side, found[0].done_by, found[0].done_at = (
        (mine.side, actor.id, at) if done else (None, None, None)
    )
    return agreement


def end(
    db: Session, actor: Actor, agreement_id: UUID, end: End, word: Word, *, at: datetime
) -> Agreement:
    """End an agreement; what went on between the two ends with it."""
    agreement = agreements.locked(db, actor, agreement_id)
    side = speaking(db, actor, agreement, word)
    if agreement.state not in IN_FORCE:
        raise Conflict("This agreement does not hold (any more).")
    if end.how == GRACEFUL:
        _must_be_settled(agreement)
    was, agreement.state = agreement.state, "ended"
    agreement.ended_how, agreement.next_review_on = end.how, None
    _keep(db, actor, agreement, was, end.reason, side=side, at=at)
    if agreement.match.state in TOGETHER:
        close_match(db, actor, agreement.match, "ended", side=side, at=at)
    record(db, AgreementEnded(how=end.how, **ids(agreement)), at=at)
    return agreement


def _held(agreement: Agreement) -> AgreementText:
    return next(text for text in agreement.texts if text.version == agreement.in_force)


def _is_over(text: AgreementText, on: date) -> bool:
    return text.ends_on is not None and text.ends_on <= on


def _follow(db: Session, actor: Actor, agreement: Agreement, *, side: str, at: datetime) -> None:
    said = agreements.said_now(agreement)
    if len(said) < len(SIDES):
        return
    wishes = {one.wish for one in said.values()}
    if "end" in wishes:
        _begin_ending(db, actor, agreement, reason=None, side=side, at=at)
    elif "change" not in wishes:
        agreement.state = "renewed"
        agreement.next_review_on = next_review(_held(agreement), policy.today(at))
        note(db, actor, agreement, was="under_review", at=at, side=side)


def _begin_ending(
    db: Session, actor: Actor, agreement: Agreement, *, reason: str | None, side: str, at: datetime
) -> None:
    was, agreement.state = agreement.state, "ending"
    agreement.next_review_on = None
    for position, code in enumerate(EXIT_STEPS):
        agreement.exit_steps.append(ExitStep(code=code, position=position))
    _keep(db, actor, agreement, was, reason, side=side, at=at)


def _must_be_settled(agreement: Agreement) -> None:
    if agreement.state != "ending":
        raise Conflict("Begin the parting first; then there is a list of what to settle.")
    left = {one.code: "Not settled yet." for one in agreement.exit_steps if not one.done_at}
    if left:
        raise Conflict("Not everything is settled yet; settle the rest first.", left)


def _keep(
    db: Session,
    actor: Actor,
    agreement: Agreement,
    was: str,
    reason: str | None,
    *,
    side: str,
    at: datetime,
) -> None:
    change = note(db, actor, agreement, was=was, at=at, side=side)
    if reason:
        db.flush()
        db.add(AgreementReason(id=change.id, text=reason))
