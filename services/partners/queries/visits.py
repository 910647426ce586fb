"""Visits as the asker may see them: the congregation whole, a partner what it has to know."""

from typing import Any
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload, selectinload

from services.partners import policy
from services.partners.model import Guidance, Visit, VisitApproval
from services.partners.policy import Standing
from shared.actor import Actor
from shared.errors import NotFound

View = dict[str, Any]
MOST = 200


def standing(
    db: Session, actor: Actor, congregation_id: UUID, agency_id: UUID | None = None
) -> Standing:
    """Return what the asker is to a congregation, and to an agency if one is named."""
    return policy.standing(
        actor,
        congregation_id,
        guides=actor.id in coaches(db, congregation_id),
        agency_id=agency_id,
    )


def coaches(db: Session, congregation_id: UUID) -> list[UUID]:
    """Return who guides a congregation now."""
    query = select(Guidance.coach_id).where(Guidance.congregation_id == congregation_id)
    return list(db.scalars(query.order_by(Guidance.id)))


def locked(db: Session, actor: Actor, visit_id: UUID) -> Visit:
    """Return a visit of the asker's own congregation, kept from other writers; `NotFound`."""
    query = select(Visit).where(Visit.id == visit_id, policy.sees_visit(actor))
    found = db.scalar(query.with_for_update(of=Visit).execution_options(populate_existing=True))
    if found is None:
        raise NotFound()
    return found


def one(db: Session, actor: Actor, visit_id: UUID) -> View:
    """Return one visit as the asker may see it; raises `NotFound`."""
    found = db.scalar(_visits().where(Visit.id == visit_id, policy.sees_visit(actor)))
    if found is None:
        raise NotFound()
    return shown(found, standing(db, actor, found.congregation_id, _agency_of(found)))


def listed(db: Session, actor: Actor, *, congregation_id: UUID | None = None) -> list[View]:
    """Return the visits the asker may see, newest first, at most 200."""
    query = _visits().where(policy.sees_visit(actor)).order_by(Visit.id.desc()).limit(MOST)
    if congregation_id:
        query = query.where(Visit.congregation_id == congregation_id)
    found = db.scalars(query).all()
    guided = set(db.scalars(select(Guidance.congregation_id).where(policy.guided(actor))))
    return [
        shown(
            visit,
            policy.standing(
                actor,
                visit.congregation_id,
                guides=visit.congregation_id in guided,
                agency_id=_agency_of(visit),
            ),
        )
        for visit in found
    ]


def approvals(visit: Visit) -> list[VisitApproval]:
    """Return the yeses that count: those to the visit as it is now."""
    return [one for one in visit.approvals if one.version == visit.version]


def sides_needed(visit: Visit) -> tuple[str, ...]:
    """Return which sides have to approve: at high risk the coach too."""
    return ("body", "coach") if visit.risk_level == "high" else ("body",)


def shown(visit: Visit, mine: Standing) -> View:
    """Return what the asker may know of a visit."""
    view: View = {
        **{name: getattr(visit, name) for name in _FOR_PARTNERS},
        "agency_name": visit.agency.name if visit.agency else None,
        "relations": sorted(mine.relations),
    }
    if not mine.relations & policy.OURS:
        return view
    given = approvals(visit)
    return {
        **view,
        **{name: getattr(visit, name) for name in _OURS},
        "approvals": given,
        "needed": sides_needed(visit) if visit.risk_level else (),
        "missing": [
            side for side in sides_needed(visit) if side not in {one.side for one in given}
        ],
        "changes": visit.changes,
    }


_FOR_PARTNERS = (
    *("id", "code", "congregation_id", "kind", "match_id", "agency_id", "title", "purpose"),
    *("place", "starts_on", "ends_on", "risk_level", "is_sealed", "party", "state", "version"),
)
_OURS = (
    *("weighed", "checked_by", "checked_at", "cancelled_because", "saw", "learned"),
    *("follow_up", "present", "created_by", "created_at"),
)


def _agency_of(visit: Visit) -> UUID | None:
    return visit.agency_id if visit.match_id else None


def _visits() -> Select[Visit]:
    return select(Visit).options(
        joinedload(Visit.agency), selectinload(Visit.approvals), selectinload(Visit.changes)
    )
