"""Receipts as an agency may read them, and their replay from what was frozen."""

import json
import zlib
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload, undefer

from services.partners import policy
from services.partners.matching import freezing, receipts
from services.partners.matching.receipts import Inputs
from services.partners.model import Offering, RankingInput, RankingReceipt, RankingRun
from services.partners.sentences.receipts import tell_parts, tell_place
from shared.actor import Actor
from shared.errors import Conflict, NotFound

View = dict[str, Any]


def listed(
    db: Session,
    actor: Actor,
    *,
    limit: int,
    after: UUID | None,
    agency_id: UUID | None = None,
    offering_id: UUID | None = None,
) -> list[View]:
    """Return one page of opened receipts of the asker's agencies, by number, which is random."""
    query = _receipts().where(policy.reads_receipt(actor)).order_by(RankingReceipt.id).limit(limit)
    if agency_id:
        query = query.where(RankingReceipt.agency_id == agency_id)
    if offering_id:
        query = query.where(RankingReceipt.offering_id == offering_id)
    if after:
        query = query.where(RankingReceipt.id > after)
    return [_shown(found) for found in db.scalars(query)]


def one(db: Session, actor: Actor, receipt_id: UUID, *, language: str) -> View:
    """Return one opened receipt, byte for byte and in sentences; raises `NotFound`."""
    query = _receipts().where(RankingReceipt.id == receipt_id, policy.reads_receipt(actor))
    found = db.scalar(query)
    if found is None:
        raise NotFound()
    content = json.loads(found.body)
    said = tell_parts(content["contributions"], language=language)
    return {
        **_shown(found),
        "body": found.body,
        "sentences": list(tell_place(content, language=language)),
        "parts": [{**one.part, "name": one.name, "sentence": one.sentence} for one in said],
    }


def replay(db: Session, actor: Actor, receipt_id: UUID) -> View:
    """Write a receipt anew from its frozen inputs and compare; tells nothing of the inputs.

    Raises `NotFound` for whose it is not, `Conflict` when the congregation was forgotten.
    """
    query = _receipts().where(RankingReceipt.id == receipt_id, policy.replays_receipt(actor))
    found = db.scalar(query)
    if found is None:
        raise NotFound()
    again = receipts.replay(_inputs(db, found.run_id), str(found.offering_id)) or b"{}"
    return {
        "same": again == found.body.encode() and freezing.digest(again) == found.digest,
        "digest": found.digest,
        "replayed": freezing.digest(again),
        "differing": _differing(json.loads(found.body), json.loads(again)),
    }


def _receipts() -> Select[RankingReceipt]:
    return select(RankingReceipt).options(
        joinedload(RankingReceipt.run),
        joinedload(RankingReceipt.offering).joinedload(Offering.agency),
    )


def _shown(found: RankingReceipt) -> View:
    content = json.loads(found.body)
    return {
        "id": found.id,
        "offering": found.offering,
        "opened_at": found.run.opened_at,
        "digest": found.digest,
        "policy_version": content["policy"],
        "band": content["band"],
        "score": content["score"],
        "exposure": content["exposure"],
        "rank_value": content["rank_value"] // 1000,
    }


def _inputs(db: Session, run_id: UUID) -> Inputs:
    frozen = (undefer(RankingRun.facets), undefer(RankingRun.salt))
    again = {"populate_existing": True}
    run = db.get_one(RankingRun, run_id, options=frozen, execution_options=again)
    if run.facets is None:
        raise Conflict(
            "What was known of this congregation is forgotten; nothing is left to check."
        )
    return Inputs(
        facets=run.facets,
        offerings=_unpacked(db, run.offerings_digest),
        policy=_unpacked(db, run.policy_digest),
        salt=run.salt,
    )


def _unpacked(db: Session, digest: str) -> bytes:
    return zlib.decompress(db.get_one(RankingInput, digest).packed)


def _differing(recorded: View, replayed: View) -> list[str]:
    names = {**recorded, **replayed}
    return sorted(name for name in names if recorded.get(name) != replayed.get(name))
