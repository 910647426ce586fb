"""Each side's yes to an agreement, and what a leader answers to one that was passed on."""

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from dateutil.relativedelta import relativedelta
from sqlalchemy import select
from sqlalchemy.orm import Session

from services.partners import policy
from services.partners.actions.agreements import ids, must_be_current, note
from services.partners.actions.closing import step as move_match
from services.partners.model import SIDES, Acceptance, Agreement, AgreementText
from services.partners.queries import agreements
from shared.actor import Actor
from shared.contracts.partners import AgreementAcceptanceReported, AgreementActivated
from shared.errors import Conflict, Invalid, NotFound
from shared.events.outbox import record


@dataclass(frozen=True, kw_only=True)
class Word:
    """What one side says: for which, and if a coach passes it on, who told him."""

    side: str | None = None
    body: str | None = None
    held_on: date | None = None
    reported_by_role: str | None = None
    reported_by_name: str | None = None
    evidence: list[str] = field(default_factory=list)


def accept(
    db: Session, actor: Actor, agreement_id: UUID, version: int, word: Word, *, at: datetime
) -> Agreement:
    """Take one side's yes to this version; with the second one the agreement holds."""
    agreement = agreements.locked(db, actor, agreement_id)
    side = speaking(db, actor, agreement, word)
    must_be_current(agreement, version)
    text = agreements.newest(agreement)
    if not agreements.is_open_to_change(agreement) or not text.reviewed_at:
        raise Conflict("There is nothing to accept here now.")
    if side in agreements.accepted_by(agreement):
        raise Conflict("This side accepted this text already.")
    _refuse_both(agreement, actor, word)
    _check_decision(word, side, at)
    given = _acceptance(agreement, actor, side, word, at)
    agreement.acceptances.append(given)
    db.flush()
    if side == "congregation" and word.reported_by_role:
        _tell_leaders(db, agreement, given, at=at)
    if agreements.accepted_by(agreement) == frozenset(SIDES):
        _activate(db, actor, agreement, side=side, at=at)
    return agreement


def answer_report(
    db: Session, actor: Actor, acceptance_id: UUID, answer: str, words: str, *, at: datetime
) -> Agreement:
    """Confirm or contest, for one's own side, a yes that a coach passed on; nothing is undone."""
    query = select(Acceptance.agreement_id).where(Acceptance.id == acceptance_id)
    agreement_id = db.scalar(query)
    if agreement_id is None:
        raise NotFound()
    agreement = agreements.locked(db, actor, agreement_id)
    given = db.get_one(Acceptance, acceptance_id, populate_existing=True)
    own: policy.Relation = "represents" if given.side == "agency" else "leads"
    agreements.standing(db, actor, agreement).demand({own})
    if not given.reported_by_role or given.answer:
        raise Conflict("This yes waits for no answer.")
    given.answer, given.answer_note = answer, words
    given.answered_by, given.answered_at = actor.id, at
    return agreement


def speaking(db: Session, actor: Actor, agreement: Agreement, word: Word) -> str:
    """Return for which side the asker speaks; refuses whose voice it is not."""
    mine = agreements.standing(db, actor, agreement)
    mine.demand(policy.PARTIES)
    return policy.speaking_side(
        mine,
        wanted=word.side,
        reported=bool(word.reported_by_role),
        claimed=agreement.agency.claimed,
    )


def next_review(text: AgreementText, on: date) -> date:
    """Return when a review falls due: so many months on, and never after the agreed end."""
    due: date = on + relativedelta(months=text.review_every)
    return min(due, text.ends_on) if text.ends_on and text.ends_on > on else due


def _refuse_both(agreement: Agreement, actor: Actor, word: Word) -> None:
    given = [one for one in agreement.acceptances if one.version == agreement.version]
    alone = [one for one in given if one.by_id == actor.id and one.by_kind == actor.kind]
    if alone and not (word.reported_by_role and all(one.reported_by_role for one in alone)):
        raise Conflict("You said yes for the other side; somebody else says it for this one.")


def _check_decision(word: Word, side: str, at: datetime) -> None:
    if side == "agency":
        if word.body:
            raise Invalid("An agency names no body.", {"body": "Only for a congregation."})
        return
    if not word.body:
        raise Invalid("Say which body decided.", {"body": "Needed for a yes."})
    if not word.held_on:
        raise Invalid("Say on which day it was decided.", {"held_on": "Needed for a yes."})
    if word.held_on > policy.today(at):
        raise Invalid("The decision lies in the future.", {"held_on": "At most today."})


def _tell_leaders(db: Session, agreement: Agreement, given: Acceptance, *, at: datetime) -> None:
    reported = AgreementAcceptanceReported(
        acceptance_id=given.id,
        agreement_id=agreement.id,
        congregation_id=agreement.congregation_id,
    )
    record(db, reported, at=at)


def _acceptance(
    agreement: Agreement, actor: Actor, side: str, word: Word, at: datetime
) -> Acceptance:
    return Acceptance(
        version=agreement.version,
        side=side,
        by_kind=actor.kind,
        by_id=actor.id,
        body=word.body,
        held_on=word.held_on,
        reported_by_role=word.reported_by_role,
        reported_by_name=word.reported_by_name,
        evidence=word.evidence,
        at=at,
    )


def _activate(db: Session, actor: Actor, agreement: Agreement, *, side: str, at: datetime) -> None:
    text, on = agreements.newest(agreement), policy.today(at)
    if text.ends_on and text.ends_on <= on:
        raise Conflict("Its time is over already; put another end first.")
    was, first = agreement.state, agreement.in_force is None
    agreement.state = "active" if first else "renewed"
    agreement.in_force = agreement.version
    begins = max(on, text.starts_on) if text.starts_on else on
    agreement.next_review_on = next_review(text, begins)
    note(db, actor, agreement, was=was, at=at, side=side)
    if first:
        if agreement.match.state != "active":
            move_match(db, actor, agreement.match, "active", side=side, at=at)
        record(db, AgreementActivated(**ids(agreement)), at=at)
