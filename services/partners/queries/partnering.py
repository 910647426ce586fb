"""All that a congregation has on the way to and with its partners, for one page."""

from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from services.partners import policy
from services.partners.queries import agreements, matches, shortlists, visits
from shared.actor import Actor


def overview(db: Session, actor: Actor, congregation_id: UUID) -> dict[str, Any]:
    """Return shortlists, visits, agreements and matches of a congregation the asker belongs to."""
    mine = visits.standing(db, actor, congregation_id)
    mine.demand(policy.OURS)
    return {
        "congregation_id": congregation_id,
        "relations": sorted(mine.relations),
        "shortlists": shortlists.listed(db, actor, congregation_id=congregation_id),
        "visits": visits.listed(db, actor, congregation_id=congregation_id),
        "agreements": agreements.listed(db, actor, congregation_id=congregation_id),
        "matches": matches.listed(
            db, actor, congregation_id=congregation_id, limit=100, after=None
        ),
    }
