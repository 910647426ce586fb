"""Agencies as the asker may see them."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from services.partners import policy
from services.partners.model import Agency, Employment, Offering
from shared.actor import Actor
from shared.errors import Forbidden, Invalid, NotFound


@dataclass(frozen=True)
class Listed:
    """One agency of a list with the number of its open offerings."""

    agency: Agency
    open_offerings: int


def listed(db: Session, actor: Actor, *, limit: int, after: UUID | None) -> list[Listed]:
    """Return one page of agencies by id, with how many offerings of each are open."""
    count = (
        select(func.count())
        .select_from(Offering)
        .where(Offering.agency_id == Agency.id, Offering.state.in_(policy.SHOWN))
        .scalar_subquery()
    )
    query = select(Agency, count).where(policy.sees_agency(actor)).order_by(Agency.id).limit(limit)
    if after:
        query = query.where(Agency.id > after)
    return [Listed(agency, number) for agency, number in db.execute(query)]


def one(db: Session, actor: Actor, agency_id: UUID) -> Agency:
    """Return an agency the asker may read; raises `NotFound`."""
    query = select(Agency).where(Agency.id == agency_id, policy.sees_agency(actor))
    found = db.scalar(query)
    if found is None:
        raise NotFound()
    return found


def to_write(db: Session, actor: Actor, agency_id: UUID) -> Agency:
    """Return an agency the asker may write; `NotFound` when hidden, `Forbidden` when only seen."""
    return _permitted(db, actor, agency_id, policy.edits_agency(actor))


def to_offer(db: Session, actor: Actor, agency_id: UUID) -> Agency:
    """Return an agency in whose name the asker offers something, as `to_write` does."""
    return _permitted(db, actor, agency_id, policy.speaks_for_agency(actor))


def own(db: Session, actor: Actor, agency_id: UUID | None) -> Agency:
    """Return the agency the asker speaks for; who speaks for more than one has to name it."""
    mine = policy.own_agencies(actor)
    if agency_id is None and len(mine) > 1:
        raise Invalid("You speak for more than one agency.", {"agency_id": "Name the agency."})
    wanted = agency_id or next(iter(mine), None)
    found = db.get(Agency, wanted) if wanted in mine else None
    if found is None:
        raise NotFound()
    return found


def employers(db: Session, actor: Actor) -> frozenset[UUID]:
    """Return the agencies that employ this coach."""
    kept = db.scalars(select(Employment.agency_id).where(Employment.person_id == actor.id))
    now = {m.organisation_id for m in actor.memberships if m.organisation_kind == "agency"}
    return frozenset(kept) | frozenset(now)


def _permitted(
    db: Session, actor: Actor, agency_id: UUID, permitted: ColumnElement[bool]
) -> Agency:
    agency = one(db, actor, agency_id)
    if db.scalar(select(Agency.id).where(Agency.id == agency_id, permitted)):
        return agency
    raise Forbidden("Only the agency itself changes this, or who entered it until it joins.")
