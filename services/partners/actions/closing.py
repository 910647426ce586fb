"""The end of a match, whatever led to it: state, change row, place given back, event."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from services.partners.model import (
    ASKING,
    PREPARING,
    Agreement,
    AgreementChange,
    Match,
    MatchChange,
    Offering,
    Place,
    PrivateReason,
)
from shared.actor import Actor
from shared.contracts.partners import MatchClosed, OfferingChanged
from shared.events.outbox import record


def close(
    db: Session, actor: Actor, match: Match, outcome: str, *, side: str, at: datetime
) -> MatchChange:
    """End a match; returns its last change row, to which an answer may be added."""
    change = step(db, actor, match, outcome, side=side, at=at)
    match.closed_at, match.expires_at = at, None
    _give_back(db, match, at)
    _drop_drafts(db, actor, match, side=side, at=at)
    record(db, MatchClosed(outcome=outcome, **ids(match)), at=at)
    return change


def step(
    db: Session, actor: Actor, match: Match, to: str, *, side: str, at: datetime
) -> MatchChange:
    """Move a match to another state, with who and when."""
    change = MatchChange(
        match_id=match.id,
        was=match.state,
        became=to,
        side=side,
        by_kind=actor.kind,
        by_id=actor.id,
        at=at,
    )
    match.state = to
    db.add(change)
    return change


def close_asks_of(db: Session, actor: Actor, offering: Offering, *, at: datetime) -> None:
    """End the open asks of an offering that is no longer offered."""
    query = select(Match).where(Match.offering_id == offering.id, Match.state.in_(ASKING))
    for match in db.scalars(query.with_for_update(of=Match)):
        close(db, actor, match, "withdrawn", side="agency", at=at)


def keep_reason(db: Session, change: MatchChange, reason: str | None) -> None:
    """Keep a reason apart, for the side that gave it and the coach."""
    if reason:
        db.flush()
        db.add(PrivateReason(id=change.id, text=reason))


def ids(match: Match) -> dict[str, UUID]:
    """Return the ids that every event of a match carries."""
    return {
        "match_id": match.id,
        "congregation_id": match.congregation_id,
        "offering_id": match.offering_id,
        "agency_id": match.agency_id,
    }


def _give_back(db: Session, match: Match, at: datetime) -> None:
    place = db.scalar(delete(Place).where(Place.match_id == match.id).returning(Place.id))
    if place is None:
        return
    offering = db.execute(
        update(Offering)
        .where(Offering.id == match.offering_id)
        .values(taken=Offering.taken - 1)
        .returning(Offering.state)
    ).scalar_one()
    if offering == "full":
        db.execute(update(Offering).where(Offering.id == match.offering_id).values(state="open"))
        record(
            db,
            OfferingChanged(offering_id=match.offering_id, agency_id=match.agency_id, state="open"),
            at=at,
        )


def _drop_drafts(db: Session, actor: Actor, match: Match, *, side: str, at: datetime) -> None:
    drafts = select(Agreement).where(Agreement.match_id == match.id, Agreement.state.in_(PREPARING))
    for agreement in db.scalars(drafts.with_for_update(of=Agreement)):
        was, agreement.state = agreement.state, "dropped"
        db.add(
            AgreementChange(
                agreement_id=agreement.id,
                was=was,
                became="dropped",
                side=side,
                version=agreement.version,
                by_kind=actor.kind,
                by_id=actor.id,
                at=at,
            )
        )
