"""Who may see and do what with agencies, offerings and matches: clauses, compiled to SQL.

The same clause serves a list, a single read and a write; what it hides does not exist.
"""

from typing import Literal
from uuid import UUID

from sqlalchemy import ColumnElement, and_, false, or_, select, true

from services.partners.model import Agency, Guidance, Match, Offering
from shared.actor import Actor
from shared.errors import Forbidden

Side = Literal["coach", "congregation", "agency"]

SHOWN = ("open", "full")
ANSWER = "answer:"


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


def answered_by_link(actor: Actor) -> list[UUID]:
    """Return the match a mailed link was made for, from its scope `answer:<match>`."""
    found = [scope.removeprefix(ANSWER) for scope in actor.scopes if scope.startswith(ANSWER)]
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
