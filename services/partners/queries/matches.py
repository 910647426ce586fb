"""Matches as each side may see them: a side never learns what the other was asked or said."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload, selectinload

from services.partners import policy
from services.partners.model import OPEN, TOGETHER, Employment, Guidance, Match, MatchChange
from services.partners.policy import Side
from services.partners.queries import offerings
from shared.actor import Actor
from shared.errors import NotFound

SENSITIVE = 2
View = dict[str, Any]
Employed = frozenset[tuple[UUID, UUID]]  # (coach, the agency that employs him)


def must_guide(db: Session, actor: Actor, congregation_id: UUID) -> None:
    """Raise `NotFound` when the asker does not guide this congregation."""
    query = select(Guidance.id).where(
        Guidance.congregation_id == congregation_id, policy.guided(actor)
    )
    if db.scalar(query) is None:
        raise NotFound()


def locked(db: Session, actor: Actor, match_id: UUID) -> Match:
    """Return a match the asker may read, kept from other writers; raises `NotFound`."""
    visible = (Match.id == match_id, policy.sees_match(actor))
    offering_id = db.scalar(select(Match.offering_id).where(*visible))
    if offering_id is None:
        raise NotFound()
    # always the offering before its matches, so that no two writers wait for each other
    offerings.locked(db, offering_id)
    found = db.scalar(select(Match).where(*visible).with_for_update(of=Match))
    if found is None:
        raise NotFound()
    return found


def side(db: Session, actor: Actor, match: Match) -> Side:
    """Return on which side of the match the asker stands."""
    return policy.side_of(actor, match, guides=match.congregation_id in _guided(db, actor))


def one(db: Session, actor: Actor, match_id: UUID) -> View:
    """Return one match as the asker may see it; raises `NotFound`."""
    found = db.scalar(_matches().where(Match.id == match_id, policy.sees_match(actor)))
    if found is None:
        raise NotFound()
    return shown(found, side(db, actor, found), _employed(db))


def listed(
    db: Session, actor: Actor, *, congregation_id: UUID | None, limit: int, after: UUID | None
) -> list[View]:
    """Return one page of matches, newest first, each as the asker may see it."""
    query = _matches().where(policy.sees_match(actor)).order_by(Match.id.desc()).limit(limit)
    if congregation_id:
        query = query.where(Match.congregation_id == congregation_id)
    if after:
        query = query.where(Match.id < after)
    guided, employed = _guided(db, actor), _employed(db)
    return [
        shown(match, policy.side_of(actor, match, guides=match.congregation_id in guided), employed)
        for match in db.scalars(query)
    ]


def going_on(db: Session, congregation_id: UUID) -> dict[UUID, tuple[UUID, str]]:
    """Return (match, state) by offering of what is open between a congregation and offerings."""
    query = select(Match.offering_id, Match.id, Match.state).where(
        Match.congregation_id == congregation_id, Match.state.in_(OPEN)
    )
    return {offering: (match, state) for offering, match, state in db.execute(query)}


def shown(match: Match, side: Side, employed: Employed) -> View:
    """Return what one side may know of a match."""
    view: View = {
        "id": match.id,
        "side": side,
        "coach_id": match.coach_id,
        "state": _state(match, side),
        "until": match.expires_at if side == "coach" or _is_asked(match, side) else None,
        "may_answer": _is_asked(match, side),
        "offering": match.offering,
        "agency": match.agency,
        "congregation_id": match.congregation_id,
        "paragraph": match.paragraph,
        "coach_employed": (match.coach_id, match.agency_id) in employed,
        "card": {"nl": match.card_nl, "en": match.card_en},
        "asked_at": match.asked_at,
        "answers": [_told(change) for change in match.changes if _reads(side, change)],
        "introduced_at": match.introduced_at,
    }
    return {**view, **_HIDDEN[side](match)}


def letter(db: Session, match_id: UUID) -> View:
    """Return the facts of the letters about a match, for our own notifications service."""
    match = db.scalar(_matches().where(Match.id == match_id))
    if match is None:
        raise NotFound()
    discreet = match.offering.label >= SENSITIVE
    return {
        "match_id": match.id,
        "congregation_id": match.congregation_id,
        "offering_id": match.offering_id,
        "offering_title": _title(match),
        "agency_id": match.agency_id,
        "agency_name": match.agency.name,
        "agency_claimed": match.agency.claimed,
        "agency_named": not discreet or match.state in (*TOGETHER, "ended"),
        "label": match.offering.label,
        "discreet": discreet,
        "paragraph": match.paragraph,
        "card": {"nl": match.card_nl, "en": match.card_en},
        "named_to_agency": match.named,
        "until": match.expires_at,
        "coach_id": match.coach_id,
        "state": match.state,
    }


def _title(match: Match) -> dict[str, str]:
    dutch, english = match.offering.title_nl, match.offering.title_en
    return {"nl": dutch or english or "", "en": english or dutch or ""}


def _matches() -> Select[Match]:
    return select(Match).options(
        joinedload(Match.offering),
        joinedload(Match.agency),
        selectinload(Match.changes).joinedload(MatchChange.private),
    )


def _guided(db: Session, actor: Actor) -> frozenset[UUID]:
    return frozenset(db.scalars(select(Guidance.congregation_id).where(policy.guided(actor))))


def _employed(db: Session) -> Employed:
    pairs = db.execute(select(Employment.person_id, Employment.agency_id))
    return frozenset((person, agency) for person, agency in pairs)


def _is_asked(match: Match, side: Side) -> bool:
    if side == "agency":
        return match.state == "asked_agency"
    return match.state == "asked_congregation"


def _state(match: Match, side: Side) -> str:
    """Return the state in the words of a side: its own steps, and what both share."""
    if side == "coach" or match.state in (*TOGETHER, "ended"):
        return match.state
    own = [change for change in match.changes if change.side == side and change.answer]
    if match.state == "withdrawn" and match.introduced_at:
        return "withdrawn"
    if own and own[-1].answer == "no":
        return "said_no"
    if own:
        return "no_match" if match.closed_at else "said_yes"
    return "asked" if _is_asked(match, side) else "no_match"


def _reads(side: Side, change: MatchChange) -> bool:
    return side in ("coach", change.side)


def _told(change: MatchChange) -> View:
    return {
        "side": change.side,
        "was": change.was,
        "became": change.became,
        "at": change.at,
        "by_kind": change.by_kind,
        "by_id": change.by_id,
        "answer": change.answer,
        "body": change.body,
        "held_on": change.held_on,
        "reported_by_role": change.reported_by_role,
        "reason": change.private.text if change.private else None,
    }


def _from_congregation(match: Match) -> Mapping[str, Any]:
    named = match.offering.label < SENSITIVE or match.introduced_at is not None
    return {"card": None} if named else {"card": None, "agency": None}


def _from_agency(match: Match) -> Mapping[str, Any]:
    hidden: View = {"paragraph": None, "asked_at": match.agency_asked_at}
    if not match.introduced_at:
        hidden["congregation_id"] = match.congregation_id if match.named else None
    return hidden


_HIDDEN = {"coach": lambda _match: {}, "congregation": _from_congregation, "agency": _from_agency}
