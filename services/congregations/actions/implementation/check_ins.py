"""Answering how it goes, from the mail, on the page or told to the coach; and how often to ask."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from services.congregations import policy
from services.congregations.model import CheckIn, Rhythm
from services.congregations.queries import implementation as queries
from services.congregations.queries import profiles
from shared.actor import Actor
from shared.contracts.congregations.implementation import CheckInAnswered
from shared.errors import Conflict, Forbidden, Invalid
from shared.events.outbox import record


@dataclass(frozen=True, kw_only=True)
class Answer:
    """How it goes; `told_by` is the role of who told the coach, when he writes it down."""

    progress: str
    goes_well: str = ""
    blockers: str = ""
    next_step: str = ""
    wish_to_talk: bool = False
    told_by: str | None = None


def answer_check_in(
    db: Session, actor: Actor, check_in_id: UUID, answer: Answer, *, at: datetime
) -> CheckIn:
    """Say how it goes, for the side that was asked; the first answer stands, a late one counts."""
    check_in = queries.check_in(db, actor, check_in_id)
    how = _voice(db, actor, check_in, answer)
    profiles.congregation(db, check_in.congregation_id, lock=True)
    db.refresh(check_in)
    if check_in.state == "answered":
        raise Conflict("The answer is in already; thank you.")
    if check_in.state == "called_off":
        raise Conflict("This question is no longer asked.")
    for name in ("progress", "goes_well", "blockers", "next_step", "wish_to_talk", "told_by"):
        setattr(check_in, name, getattr(answer, name))
    check_in.state, check_in.answered_how = "answered", how
    check_in.answered_by, check_in.answered_at = actor.id, at
    answered = CheckInAnswered(
        check_in_id=check_in.id,
        congregation_id=check_in.congregation_id,
        side=check_in.side,
        progress=answer.progress,
        wish_to_talk=answer.wish_to_talk,
    )
    record(db, answered, at=at)
    return check_in


def set_rhythm(
    db: Session, actor: Actor, congregation_id: UUID, *, weeks: int, paused: bool, at: datetime
) -> Rhythm:
    """Choose how often the congregation is asked, or let it rest for a while."""
    profiles.standing(db, actor, congregation_id).demand(any_of=policy.WALKING)
    profiles.congregation(db, congregation_id, lock=True)
    chosen = Rhythm(congregation_id=congregation_id, weeks=weeks, paused=paused, by=actor.id, at=at)
    return db.merge(chosen)


def _voice(db: Session, actor: Actor, check_in: CheckIn, answer: Answer) -> str:
    """Return how the answer comes: link, page, or told; refuse who may not speak for the side."""
    agency = check_in.agency_id
    if actor.kind == "link" or (agency and actor.has("agency_staff", agency)):
        _demand_own(answer)
        return "link" if actor.kind == "link" else "page"
    mine = profiles.standing(db, actor, check_in.congregation_id)
    if mine.leads and not agency and not (mine.guides and answer.told_by):
        _demand_own(answer)
        return "page"
    if not mine.guides:
        raise Forbidden("A leader answers this, or the coach writes it down.")
    if not answer.told_by:
        raise Invalid("Say who told you.", {"told_by": "Say who told you."})
    return "told"


def _demand_own(answer: Answer) -> None:
    if answer.told_by:
        raise Forbidden("Only a coach writes down what he was told.")
