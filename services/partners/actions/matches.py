"""The steps of a match: proposed by the coach, answered by both sides, introduced, ended."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from services.partners import policy
from services.partners.actions import rankings
from services.partners.actions.closing import close, ids, keep_reason, step
from services.partners.actions.rankings import Act
from services.partners.model import (
    ASKING,
    IN_FORCE,
    OPEN,
    TOGETHER,
    Agreement,
    Congregation,
    Match,
    MatchChange,
    Offering,
)
from services.partners.queries import matches, offerings
from services.partners.sentences.card import Card
from shared.actor import Actor
from shared.contracts.partners import CongregationAsked
from shared.errors import Conflict
from shared.events.outbox import record

TERM = timedelta(days=14)
MOST = 3


@dataclass(frozen=True)
class Proposal:
    """What a coach proposes: which offering to whom, with a word of his own."""

    congregation_id: UUID
    offering_id: UUID
    paragraph: str | None = None
    digest: str | None = None
    override_reason: str | None = None


def propose(db: Session, actor: Actor, wish: Proposal, card: Card, *, at: datetime) -> Match:
    """Ask a congregation about an offering; what the agency will read is frozen now."""
    matches.must_guide(db, actor, wish.congregation_id)
    offering = offerings.one(db, actor, wish.offering_id)
    if wish.digest not in (None, card.digest):
        raise Conflict(
            "The card changed since you read it; read it again.",
            {"digest": "Not that of the card as it is now."},
        )
    _must_be_free(db, wish, offering)
    chosen = Act("proposed", wish.congregation_id, offering, wish.override_reason)
    rankings.keep(db, actor, chosen, at=at)
    match = Match(
        congregation_id=wish.congregation_id,
        offering_id=offering.id,
        agency_id=offering.agency_id,
        coach_id=actor.id,
        state="asked_congregation",
        paragraph=wish.paragraph,
        card_nl=card.nl,
        card_en=card.en,
        named=card.named,
        asked_at=at,
        expires_at=at + TERM,
    )
    db.add(match)
    db.flush()
    db.add(
        MatchChange(
            match_id=match.id,
            became=match.state,
            side="coach",
            by_kind=actor.kind,
            by_id=actor.id,
            card_digest=card.digest,
            at=at,
        )
    )
    record(db, CongregationAsked(coach_id=match.coach_id, **ids(match)), at=at)
    return match


def withdraw(
    db: Session, actor: Actor, match_id: UUID, *, reason: str | None, at: datetime
) -> Match:
    """Take a match back: the coach always, a side once it stands in it."""
    match = matches.locked(db, actor, match_id)
    side = matches.side(db, actor, match)
    policy.must_decide(actor, match, side)
    if match.state not in OPEN:
        raise Conflict("This has already come to its end.")
    _must_be_free_to_end(db, match)
    keep_reason(db, close(db, actor, match, "withdrawn", side=side, at=at), reason)
    return match


def move(db: Session, actor: Actor, match_id: UUID, to: str, *, at: datetime) -> Match:
    """Note how two that were introduced go on: exploring, agreement, active, ended."""
    match = matches.locked(db, actor, match_id)
    side = matches.side(db, actor, match)
    policy.must_decide(actor, match, side)
    if match.state not in TOGETHER:
        raise Conflict("Only two that were introduced go on together.")
    if to == "ended":
        _must_be_free_to_end(db, match)
        close(db, actor, match, "ended", side=side, at=at)
    elif TOGETHER.index(to) <= TOGETHER.index(match.state):
        raise Conflict(f"That is behind you: you are at {match.state}.", {"to": "Further only."})
    else:
        step(db, actor, match, to, side=side, at=at)
    return match


def expire(db: Session, actor: Actor, *, at: datetime) -> int:
    """End the asks to which nobody answered in time; returns how many."""
    due = select(Match).where(Match.state.in_(ASKING), Match.expires_at <= at).limit(100)
    found = db.scalars(due.with_for_update(of=Match, skip_locked=True)).all()
    for match in found:
        close(db, actor, match, "expired", side="clock", at=at)
    return len(found)


def _must_be_free_to_end(db: Session, match: Match) -> None:
    holding = select(Agreement.id).where(
        Agreement.match_id == match.id, Agreement.state.in_(IN_FORCE)
    )
    if db.scalar(holding):
        raise Conflict("An agreement of these two holds; end that one, and this ends with it.")


def _must_be_free(db: Session, wish: Proposal, offering: Offering) -> None:
    # both rows are held, congregation first, so that two coaches cannot both be the third
    held = select(Congregation.id).where(Congregation.id == wish.congregation_id)
    db.execute(held.with_for_update())
    offerings.locked(db, offering.id)
    if offering.state != "open":
        raise Conflict("This offering is not open now.", {"offering_id": "Not open."})
    same = select(Match.id).where(
        Match.congregation_id == wish.congregation_id,
        Match.offering_id == offering.id,
        Match.state.in_(OPEN),
    )
    if db.scalar(same):
        raise Conflict("This was already proposed to this congregation.")
    if _open_asks(db, Match.congregation_id == wish.congregation_id) >= MOST:
        raise Conflict(f"This congregation has {MOST} open proposals; wait for an answer.")
    if _open_asks(db, Match.offering_id == offering.id) >= MOST:
        raise Conflict(f"This offering has {MOST} open proposals; wait for an answer.")


def _open_asks(db: Session, about: ColumnElement[bool]) -> int:
    query = select(func.count()).select_from(Match).where(about, Match.state.in_(ASKING))
    return db.scalar(query) or 0


def due(db: Session, *, at: datetime) -> bool:
    """Tell whether an ask has run out of time."""
    query = select(Match.id).where(Match.state.in_(ASKING), Match.expires_at <= at).limit(1)
    return db.scalar(query) is not None
