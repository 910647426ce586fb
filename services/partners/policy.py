"""Who may see and do what with agencies, offerings and matches: clauses, compiled to SQL.

The same clause serves a list, a single read and a write; what it hides does not exist.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, and_, false, or_, select, true
from sqlalchemy.orm import InstrumentedAttribute

from services.partners.model import (
    Agency,
    Agreement,
    Guidance,
    Match,
    Offering,
    RankingReceipt,
    RankingRun,
    Visit,
)
from shared.actor import Actor
from shared.errors import Forbidden, Invalid, NotFound

Side = Literal["coach", "congregation", "agency"]
Relation = Literal["guides", "leads", "prepares", "represents"]

HOME = ZoneInfo("Europe/Amsterdam")
OURS: frozenset[Relation] = frozenset({"guides", "leads", "prepares"})
DECIDING: frozenset[Relation] = frozenset({"guides", "leads"})
PARTIES: frozenset[Relation] = frozenset({"guides", "leads", "represents"})
WRITING: frozenset[Relation] = frozenset({"guides", "leads", "prepares", "represents"})

SHOWN = ("open", "full")
ANSWER = "answer:"
ACCEPT = "agreement:"


@dataclass(frozen=True)
class Standing:
    """What an asker is to a congregation, and to the agency beside it where there is one."""

    relations: frozenset[Relation]

    def demand(self, any_of: Collection[Relation]) -> None:
        """Let pass who has one of these relations; to who has none it does not exist."""
        if not self.relations:
            raise NotFound()
        if not self.relations.intersection(any_of):
            raise Forbidden("That is not yours to do here; a leader or the coach does it.")

    @property
    def side(self) -> Side:
        """Return whose private reasons the asker reads; a coach reads both sides'."""
        if "guides" in self.relations:
            return "coach"
        return "congregation" if self.relations & OURS else "agency"


def standing(
    actor: Actor, congregation_id: UUID, *, guides: bool, agency_id: UUID | None = None
) -> Standing:
    """Return what the asker is to a congregation and, if one is named, to an agency."""
    found: set[Relation] = set()
    if actor.kind == "person":
        held: tuple[tuple[Relation, bool], ...] = (
            ("guides", guides and actor.has("coach")),
            ("leads", actor.has("leader", congregation_id)),
            ("prepares", actor.has("working_group", congregation_id)),
        )
        found.update(relation for relation, holds in held if holds)
    if agency_id and agency_id in own_agencies(actor):
        found.add("represents")
    if agency_id and actor.kind == "link" and actor.has("contact", agency_id):
        found.add("represents")
    return Standing(frozenset(found))


def speaking_side(mine: Standing, *, wanted: str | None, reported: bool, claimed: bool) -> str:
    """Return for which side the asker speaks, himself or (a coach) as it was told to him.

    Raises `Forbidden` for whose voice it is not, `Invalid` naming `as_reported`.
    """
    side = wanted or ("congregation" if mine.relations & OURS else "agency")
    if side == "agency" and claimed and reported:
        raise Forbidden("This agency has joined and speaks for itself.")
    own: Relation = "represents" if side == "agency" else "leads"
    if own in mine.relations and not reported:
        return side
    if "guides" not in mine.relations:
        if own in mine.relations:
            raise Invalid("Your own word needs no report.", {"as_reported": "Only from a coach."})
        raise Forbidden("That is not yours to say; who may speak for this side does it.")
    if side == "agency" and claimed:
        raise Forbidden("This agency has joined and speaks for itself.")
    if not reported:
        raise Invalid("Say who told you this.", {"as_reported": "Needed from a coach."})
    return side


def is_ours(actor: Actor, column: InstrumentedAttribute[UUID]) -> ColumnElement[bool]:
    """Return the clause that a congregation's id is of one the asker guides or belongs to."""
    if actor.kind != "person":
        return false()
    return or_(
        column.in_(select(Guidance.congregation_id).where(guided(actor))),
        column.in_(own_congregations(actor)),
    )


def sees_visit(actor: Actor) -> ColumnElement[bool]:
    """Return the clause of the visits the asker may read; an agency's own, once approved."""
    ours = is_ours(actor, Visit.congregation_id)
    if actor.kind == "key" and "matches:answer" not in actor.scopes:
        return ours
    with_us = select(Match.id).where(
        Match.agency_id.in_(own_agencies(actor)), Match.introduced_at.is_not(None)
    )
    return or_(ours, and_(Visit.match_id.in_(with_us), Visit.approved_at.is_not(None)))


def sees_agreement(actor: Actor) -> ColumnElement[bool]:
    """Return the clause of the agreements of which the asker's side is a party."""
    if actor.kind == "link":
        agencies = actor.organisations(("contact",))
        return and_(Agreement.id.in_(_named(actor, ACCEPT)), Agreement.agency_id.in_(agencies))
    if actor.kind == "key" and "matches:answer" not in actor.scopes:
        return false()
    theirs = Agreement.agency_id.in_(own_agencies(actor))
    return or_(is_ours(actor, Agreement.congregation_id), theirs)


def today(at: datetime) -> date:
    """Return the day it is where the congregations are, at this moment."""
    return at.astimezone(HOME).date()


def own_agencies(actor: Actor) -> frozenset[UUID]:
    """Return the agencies for which the asker speaks: as staff or as their key."""
    return actor.organisations(("agency_staff",))


def own_congregations(actor: Actor) -> frozenset[UUID]:
    """Return the congregations whose matches the asker may read as their own."""
    return actor.organisations(("leader", "working_group"))


def sees_agency(actor: Actor) -> ColumnElement[bool]:
    """Return the clause of the agencies the asker may read: own; coaches and operators all."""
    if actor.kind == "service" or actor.has("coach") or actor.has("operator"):
        return true()
    return Agency.id.in_(own_agencies(actor))


def edits_agency(actor: Actor) -> ColumnElement[bool]:
    """Return the clause of the agencies the asker may write; operators keep all unclaimed ones."""
    if actor.has("operator"):
        return or_(speaks_for_agency(actor), Agency.claimed.is_(False))
    return speaks_for_agency(actor)


def speaks_for_agency(actor: Actor) -> ColumnElement[bool]:
    """Return the clause of the agencies for which the asker offers: own, or entered, unclaimed."""
    clauses: list[ColumnElement[bool]] = [Agency.id.in_(own_agencies(actor))]
    if actor.has("coach") or actor.has("operator"):
        clauses.append(and_(Agency.entered_by == actor.id, Agency.claimed.is_(False)))
    return or_(*clauses)


def sees_offering(actor: Actor) -> ColumnElement[bool]:
    """Return the clause of the offerings the asker may read: own ones; coaches what is open.

    Of an unclaimed agency its coach also sees drafts and what is closed.
    """
    clauses: list[ColumnElement[bool]] = []
    if own := own_agencies(actor):
        clauses.append(Offering.agency_id.in_(own))
    if actor.has("coach"):
        clauses.append(Offering.state.in_(SHOWN))
    if actor.has("coach") or actor.has("operator"):
        mine = select(Agency.id).where(Agency.claimed.is_(False), Agency.entered_by == actor.id)
        clauses.append(Offering.agency_id.in_(mine))
    return or_(false(), *clauses)


def edits_offering(actor: Actor) -> ColumnElement[bool]:
    """Return the clause of the offerings the asker may write: those for whose agency he speaks."""
    return Offering.agency_id.in_(select(Agency.id).where(speaks_for_agency(actor)))


def guided(actor: Actor) -> ColumnElement[bool]:
    """Return the clause, on `guidance`, of the congregations the asker guides as a coach."""
    return Guidance.coach_id == actor.id if actor.has("coach") else false()


def sees_match(actor: Actor) -> ColumnElement[bool]:
    """Return the clause of the matches the asker may read, on whichever side he stands.

    An agency sees a match only from the moment it was asked.
    """
    clauses: list[ColumnElement[bool]] = [
        Match.congregation_id.in_(select(Guidance.congregation_id).where(guided(actor))),
        Match.congregation_id.in_(own_congregations(actor)),
    ]
    if actor.kind == "link":
        agencies = actor.organisations(("contact",))
        one = and_(Match.id.in_(answered_by_link(actor)), Match.agency_id.in_(agencies))
        clauses = [one & Match.agency_asked_at.is_not(None)]
    elif actor.kind == "key" and "matches:answer" not in actor.scopes:
        clauses = [false()]
    else:
        agencies = own_agencies(actor)
        clauses.append(Match.agency_id.in_(agencies) & Match.agency_asked_at.is_not(None))
    return or_(*clauses)


def reads_receipt(actor: Actor) -> ColumnElement[bool]:
    """Return the clause of the receipts the asker may read: of its own agency, once opened."""
    opened = select(RankingRun.id).where(RankingRun.opened_at.is_not(None))
    own = RankingReceipt.agency_id.in_(own_agencies(actor))
    return and_(own, RankingReceipt.run_id.in_(opened))


def replays_receipt(actor: Actor) -> ColumnElement[bool]:
    """Return the clause of the receipts the asker may have written anew: operators all."""
    if actor.has("operator"):
        return true()
    ours = select(Guidance.congregation_id).where(guided(actor))
    runs = select(RankingRun.id).where(RankingRun.congregation_id.in_(ours))
    return or_(reads_receipt(actor), RankingReceipt.run_id.in_(runs))


def answered_by_link(actor: Actor) -> list[UUID]:
    """Return the match a mailed link was made for, from its scope `answer:<match>`."""
    return _named(actor, ANSWER)


def _named(actor: Actor, purpose: str) -> list[UUID]:
    found = [scope.removeprefix(purpose) for scope in actor.scopes if scope.startswith(purpose)]
    return [UUID(text) for text in found if len(text) == 36]


def side_of(actor: Actor, match: Match, *, guides: bool) -> Side:
    """Return on which side of a match the asker stands; coach goes before both."""
    if guides:
        return "coach"
    if match.congregation_id in own_congregations(actor):
        return "congregation"
    return "agency"


def must_have_scope(actor: Actor, scope: str) -> None:
    """Raise `Forbidden` when a key was not given this scope; people need none."""
    if actor.kind == "key" and scope not in actor.scopes:
        raise Forbidden(f"This key may not do that; it needs the scope {scope}.")


def must_decide(actor: Actor, match: Match, side: Side) -> None:
    """Raise `Forbidden` for who reads a match of his congregation but has no mandate in it."""
    if side == "congregation" and not actor.has("leader", match.congregation_id):
        raise Forbidden("A leader with mandate does this; the working group prepares it.")
    if actor.kind == "key":
        must_have_scope(actor, "matches:answer")
