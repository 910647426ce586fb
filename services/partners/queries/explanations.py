"""Why one offering stands where it stands, as a sum, and what would change its place."""

from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from services.partners import policy, sentences
from services.partners.matching import Exclusion, Outlook, Policy, Ranking, outlook
from services.partners.queries import agencies, facets, matches, offerings
from services.partners.sentences.changes import tell_change
from services.partners.sentences.explaining import parts
from services.partners.sentences.labels import label
from shared.actor import Actor
from shared.errors import NotFound

View = dict[str, Any]


def explanation(
    db: Session, actor: Actor, congregation_id: UUID, offering_id: UUID, language: str, at: datetime
) -> View:
    """Explain one open offering to who guides the congregation; `NotFound` for anything else."""
    matches.must_guide(db, actor, congregation_id)
    row = offerings.row(db, actor, offering_id)
    known = facets.of_congregation(db, congregation_id, on=policy.today(at))
    offered = facets.of_open_offerings(db, at=at)
    if str(offering_id) not in {each.offering_id for each in offered}:
        raise NotFound()
    rules = Policy()
    seen = outlook(known, str(offering_id), offered, rules)
    return {
        "congregation_id": congregation_id,
        "offering": row,
        "agency_name": row.agency_name,
        "employed": row.agency_id in agencies.employers(db, actor),
        "policy_version": rules.version,
        "place": seen.place,
        "of": len(offered),
        **_told(seen.found, language),
        "changes": _changes(seen, language),
    }


def _told(found: Ranking | Exclusion, language: str) -> View:
    if isinstance(found, Exclusion):
        reasons = sentences.tell_exclusion(found, language=language, label=label)
        return {"score": None, "parts": [], "excluded": list(reasons)}
    score = {"low": found.low, "mid": found.mid, "high": found.high}
    told = [asdict(part) for part in parts(found, language=language, label=label)]
    return {"score": score, "parts": told, "excluded": []}


def _changes(seen: Outlook, language: str) -> View:
    return {
        "effect": "drops" if seen.inside else "lifts",
        "first": seen.first,
        "sentences": [tell_change(each, language=language) for each in seen.changes],
    }
