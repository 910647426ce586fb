"""Comparing a few partners or peoples by what the congregation itself finds important."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from services.partners import policy
from services.partners.actions.deciding import demand_decision
from services.partners.model import (
    Agency,
    Candidate,
    Criterion,
    Judgement,
    Match,
    Offering,
    PeopleGroup,
    Shortlist,
)
from services.partners.queries import shortlists, visits
from shared.actor import Actor
from shared.errors import Conflict, Invalid

MOST_CANDIDATES = 20
Content = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class Choice:
    """What the congregation decided of a candidate; `open` takes an earlier choice back."""

    outcome: str
    reason: str
    body: str | None = None
    held_on: date | None = None
    reported_by_role: str | None = None
    evidence: list[str] = field(default_factory=list)


def begin(
    db: Session, actor: Actor, congregation_id: UUID, content: Content, *, at: datetime
) -> Shortlist:
    """Begin a shortlist with what the congregation finds important."""
    visits.standing(db, actor, congregation_id).demand(policy.OURS)
    shortlist = Shortlist(
        congregation_id=congregation_id,
        title=content["title"],
        version=1,
        created_by=actor.id,
        created_at=at,
    )
    db.add(shortlist)
    _set_criteria(shortlist, content["criteria"])
    db.flush()
    return shortlist


def change(db: Session, actor: Actor, shortlist_id: UUID, content: Content) -> Shortlist:
    """Change title or criteria; what was judged by a criterion that stays is kept."""
    shortlist = shortlists.locked(db, actor, shortlist_id)
    if content.get("version") != shortlist.version:
        raise Conflict("Somebody changed this meanwhile; look again.", {"version": "Not current."})
    if "title" in content:
        shortlist.title = content["title"]
    if "criteria" in content:
        _drop_gone(db, shortlist, content["criteria"])
        _set_criteria(shortlist, content["criteria"])
    shortlist.version += 1
    return shortlist


def add(db: Session, actor: Actor, shortlist_id: UUID, content: Content) -> Candidate:
    """Put one more beside the others."""
    shortlist = shortlists.locked(db, actor, shortlist_id)
    if len(shortlist.candidates) >= MOST_CANDIDATES:
        raise Invalid(f"At most {MOST_CANDIDATES} stand beside each other.")
    candidate = Candidate(kind=content["kind"], note=content.get("note"), evidence=[])
    _NAMED[content["kind"]](db, actor, shortlist, candidate, content)
    if any(_same(candidate, other) for other in shortlist.candidates):
        raise Conflict("This one stands on the list already.")
    shortlist.candidates.append(candidate)
    db.flush()
    return candidate


def drop(db: Session, actor: Actor, candidate_id: UUID) -> Shortlist:
    """Take one off the list; what was decided of it must be taken back first."""
    shortlist, candidate = shortlists.of_candidate(db, actor, candidate_id)
    if candidate.outcome:
        raise Conflict("It was decided about; take that back first.")
    db.delete(candidate)
    db.flush()
    return shortlist


def judge(
    db: Session, actor: Actor, candidate_id: UUID, given: Sequence[Content], *, at: datetime
) -> Shortlist:
    """Write down how a candidate stands beside some of the criteria."""
    shortlist, candidate = shortlists.of_candidate(db, actor, candidate_id)
    known = {criterion.id for criterion in shortlist.criteria}
    before = {one.criterion_id: one for one in candidate.judgements}
    for one in given:
        if one["criterion_id"] not in known:
            raise Invalid("That is no criterion of this list.", {"criterion_id": "Not known."})
        judgement = before.get(one["criterion_id"])
        if judgement is None:
            judgement = Judgement(criterion_id=one["criterion_id"])
            candidate.judgements.append(judgement)
            before[one["criterion_id"]] = judgement
        judgement.verdict, judgement.note = one["verdict"], one.get("note")
        judgement.by_id, judgement.at = actor.id, at
    return shortlist


def decide(
    db: Session, actor: Actor, candidate_id: UUID, choice: Choice, *, at: datetime
) -> Shortlist:
    """Keep what the congregation chose, and why; a choice made is taken back before another."""
    shortlist, candidate = shortlists.of_candidate(db, actor, candidate_id)
    mine = visits.standing(db, actor, shortlist.congregation_id)
    mine.demand(policy.DECIDING)
    reported = bool(choice.reported_by_role)
    policy.speaking_side(mine, wanted="congregation", reported=reported, claimed=True)
    reopening = choice.outcome == "open"
    if reopening == (candidate.outcome is None):
        raise Conflict("Nothing was decided." if reopening else "That was decided already.")
    if not reopening:
        demand_decision(choice.body, choice.held_on, at=at)
    candidate.outcome = None if reopening else choice.outcome
    candidate.reason, candidate.evidence = choice.reason, choice.evidence
    candidate.body, candidate.held_on = choice.body, choice.held_on
    candidate.reported_by_role = choice.reported_by_role
    candidate.decided_by, candidate.decided_at = actor.id, at
    return shortlist


def _set_criteria(shortlist: Shortlist, wanted: Sequence[Content]) -> None:
    names = [one["name"].casefold() for one in wanted]
    if len(set(names)) < len(names):
        raise Invalid("Two criteria say the same.", {"criteria": "Each once."})
    before = {criterion.id: criterion for criterion in shortlist.criteria}
    kept = []
    for position, one in enumerate(wanted):
        number = one.get("id")
        if number and number not in before:
            raise Invalid("That is no criterion of this list.", {"criteria": "Not known."})
        criterion = before.pop(number) if number else Criterion()
        criterion.name, criterion.weight = one["name"], one["weight"]
        criterion.position = position
        kept.append(criterion)
    shortlist.criteria = kept


def _drop_gone(db: Session, shortlist: Shortlist, wanted: Sequence[Content]) -> None:
    stays = {one.get("id") for one in wanted}
    gone = [one.id for one in shortlist.criteria if one.id not in stays]
    db.execute(delete(Judgement).where(Judgement.criterion_id.in_(gone)))
    db.expire_all()


def _same(one: Candidate, other: Candidate) -> bool:
    names = ("kind", "agency_id", "offering_id", "match_id", "code", "name")
    return all(getattr(one, name) == getattr(other, name) for name in names)


def _agency(
    db: Session, actor: Actor, _shortlist: Shortlist, candidate: Candidate, content: Content
) -> None:
    seen = (Agency.id == content.get("agency_id"), policy.sees_agency(actor))
    candidate.agency_id = db.scalar(select(Agency.id).where(*seen))
    candidate.name = content.get("name")
    if candidate.agency_id is None and (content.get("agency_id") or not candidate.name):
        raise Invalid("Which agency is it?", {"agency_id": "Not known; or give a name."})


def _offering(
    db: Session, actor: Actor, _shortlist: Shortlist, candidate: Candidate, content: Content
) -> None:
    seen = (Offering.id == content.get("offering_id"), policy.sees_offering(actor))
    candidate.offering_id = db.scalar(select(Offering.id).where(*seen))
    if candidate.offering_id is None:
        raise Invalid("Which offering is it?", {"offering_id": "Not known."})


def _match(
    db: Session, actor: Actor, shortlist: Shortlist, candidate: Candidate, content: Content
) -> None:
    seen = (
        Match.id == content.get("match_id"),
        Match.congregation_id == shortlist.congregation_id,
        policy.sees_match(actor),
    )
    candidate.match_id = db.scalar(select(Match.id).where(*seen))
    if candidate.match_id is None:
        raise Invalid("Which proposal is it?", {"match_id": "Not known."})


def _people_group(
    db: Session, _actor: Actor, _shortlist: Shortlist, candidate: Candidate, content: Content
) -> None:
    candidate.code, candidate.name = content.get("code"), content.get("name")
    if candidate.code and not candidate.name:
        known = select(PeopleGroup.name).where(PeopleGroup.key == candidate.code)
        candidate.name = db.scalar(known)
    if not candidate.name:
        raise Invalid("Which people is it?", {"name": "Needed where the code is not on our list."})


_NAMED = {
    "agency": _agency,
    "offering": _offering,
    "match": _match,
    "people_group": _people_group,
}
