"""Shortlists of a congregation; nobody outside it and its coaches learns that they exist."""

from typing import Any
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, selectinload

from services.partners import policy
from services.partners.model import Candidate, Match, Offering, Shortlist
from services.partners.policy import Standing
from services.partners.queries import visits
from shared.actor import Actor
from shared.errors import NotFound

View = dict[str, Any]
SENSITIVE = 2
MOST = 100


def locked(db: Session, actor: Actor, shortlist_id: UUID) -> Shortlist:
    """Return a shortlist the asker may read, kept from other writers; raises `NotFound`."""
    query = select(Shortlist).where(Shortlist.id == shortlist_id, _visible(actor))
    found = db.scalar(query.with_for_update(of=Shortlist).execution_options(populate_existing=True))
    if found is None:
        raise NotFound()
    return found


def of_candidate(db: Session, actor: Actor, candidate_id: UUID) -> tuple[Shortlist, Candidate]:
    """Return a candidate with its shortlist, kept from other writers; raises `NotFound`."""
    shortlist_id = db.scalar(select(Candidate.shortlist_id).where(Candidate.id == candidate_id))
    if shortlist_id is None:
        raise NotFound()
    shortlist = locked(db, actor, shortlist_id)
    query = select(Candidate).where(Candidate.id == candidate_id)
    found = db.scalar(query.execution_options(populate_existing=True))
    if found is None:
        raise NotFound()
    return shortlist, found


def one(db: Session, actor: Actor, shortlist_id: UUID) -> View:
    """Return one shortlist with all that was written on it; raises `NotFound`."""
    found = db.scalar(_shortlists().where(Shortlist.id == shortlist_id, _visible(actor)))
    if found is None:
        raise NotFound()
    return shown(found, visits.standing(db, actor, found.congregation_id))


def listed(db: Session, actor: Actor, *, congregation_id: UUID) -> list[View]:
    """Return the shortlists of a congregation, newest first, at most 100."""
    query = _shortlists().where(_visible(actor), Shortlist.congregation_id == congregation_id)
    mine = visits.standing(db, actor, congregation_id)
    found = db.scalars(query.order_by(Shortlist.id.desc()).limit(MOST))
    return [shown(each, mine) for each in found]


def shown(shortlist: Shortlist, mine: Standing) -> View:
    """Return a shortlist as its readers see it; an agency not yet to be named has no name."""
    return {
        "id": shortlist.id,
        "congregation_id": shortlist.congregation_id,
        "title": shortlist.title,
        "version": shortlist.version,
        "created_at": shortlist.created_at,
        "relations": sorted(mine.relations),
        "criteria": shortlist.criteria,
        "candidates": [_candidate(each, mine) for each in shortlist.candidates],
    }


def _candidate(candidate: Candidate, mine: Standing) -> View:
    offering = candidate.match.offering if candidate.match else candidate.offering
    agency = candidate.agency or (offering.agency if offering else None)
    named = "guides" in mine.relations or not _is_hidden(candidate, offering)
    return {
        **{name: getattr(candidate, name) for name in _PLAIN},
        "agency_name": agency.name if agency and named else None,
        "offering_title_nl": offering.title_nl if offering else None,
        "offering_title_en": offering.title_en if offering else None,
        "judgements": candidate.judgements,
    }


_PLAIN = (
    *("id", "kind", "agency_id", "offering_id", "match_id", "code", "name", "note", "outcome"),
    *("reason", "evidence", "body", "held_on", "reported_by_role", "decided_by", "decided_at"),
)


def _is_hidden(candidate: Candidate, offering: Offering | None) -> bool:
    introduced = candidate.match is not None and candidate.match.introduced_at is not None
    return offering is not None and offering.label >= SENSITIVE and not introduced


def _visible(actor: Actor) -> Any:
    return policy.is_ours(actor, Shortlist.congregation_id)


def _shortlists() -> Select[Shortlist]:
    candidates = selectinload(Shortlist.candidates)
    return select(Shortlist).options(
        selectinload(Shortlist.criteria),
        candidates.selectinload(Candidate.judgements),
        candidates.joinedload(Candidate.agency),
        candidates.joinedload(Candidate.offering).joinedload(Offering.agency),
        candidates.joinedload(Candidate.match)
        .joinedload(Match.offering)
        .joinedload(Offering.agency),
    )
