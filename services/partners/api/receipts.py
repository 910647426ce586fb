"""Receipts of rankings, and where coaches chose otherwise, over HTTP."""

from typing import Any
from uuid import UUID

from services.partners import policy
from services.partners.actions import rankings
from services.partners.actions.rankings import Act
from services.partners.api.routes import blueprint
from services.partners.queries import offerings, overrides, receipts
from services.partners.schemas.receipts import (
    NewSetAside,
    OverridesOut,
    ReceiptOut,
    ReceiptPage,
    ReceiptsWanted,
    ReceiptWanted,
    ReplayOut,
    RunOut,
)
from shared.web import edge

blp = blueprint("receipts", "How offerings were ranked, and where coaches chose otherwise.")


@blp.post("/rankings/<uuid:congregation_id>/set-aside")
@blp.arguments(NewSetAside)
@blp.response(201)
def set_aside(content: dict[str, Any], congregation_id: UUID) -> Any:
    """Take an offering off a congregation's ranking, with the reason."""
    with edge.writing() as db:
        offering = offerings.one(db, edge.actor(), content["offering_id"])
        act = Act("set_aside", congregation_id, offering, content["reason"])
        return RunOut().dump(rankings.set_aside(db, edge.actor(), act, at=edge.now()))


@blp.get("/ranking-overrides")
@blp.response(200, OverridesOut)
def count_overrides() -> dict[str, Any]:
    """Tell how often coaches chose otherwise than the ranking; a coach reads his own figures."""
    with edge.reading() as db:
        return overrides.counted(db, edge.actor())


@blp.get("/receipts")
@blp.arguments(ReceiptsWanted, location="query")
@blp.response(200)
def list_receipts(wanted: dict[str, Any]) -> Any:
    """List the opened receipts of one's own offerings."""
    policy.must_have_scope(edge.actor(), "offerings:read")
    with edge.reading() as db:
        items = receipts.listed(db, edge.actor(), **wanted)
        after = items[-1]["id"] if len(items) == wanted["limit"] else None
        return ReceiptPage().dump({"items": items, "next": after})


@blp.get("/receipts/<uuid:receipt_id>")
@blp.arguments(ReceiptWanted, location="query")
@blp.response(200)
def read_receipt(wanted: dict[str, Any], receipt_id: UUID) -> Any:
    """Read one receipt: its bytes, and what they say in sentences."""
    policy.must_have_scope(edge.actor(), "offerings:read")
    with edge.reading() as db:
        found = receipts.one(db, edge.actor(), receipt_id, language=wanted["language"])
        return ReceiptOut().dump(found)


@blp.get("/receipts/<uuid:receipt_id>/replay")
@blp.response(200, ReplayOut)
def replay_receipt(receipt_id: UUID) -> dict[str, Any]:
    """Rank anew from what was frozen and tell whether the receipt has the same bytes."""
    policy.must_have_scope(edge.actor(), "offerings:read")
    with edge.reading() as db:
        return receipts.replay(db, edge.actor(), receipt_id)
