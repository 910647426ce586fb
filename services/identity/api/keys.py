"""Machine keys of agencies."""

from typing import Any
from uuid import UUID

from flask import Response

from services.identity import policy, schemas
from services.identity.actions import keys
from services.identity.api.answers import answer, nothing
from services.identity.queries import keys as key_queries
from shared.web import edge
from shared.web.app import blueprint

blp = blueprint("keys", "Machine keys of agencies: opaque, shown once, revoked at once")


@blp.get("/organisations/<uuid:organisation_id>/keys")
@blp.response(200, schemas.KeyOut(many=True))
def list_keys(organisation_id: UUID) -> Response:
    """The keys of this agency, revoked ones too; never the keys themselves."""
    with edge.reading() as db:
        found = key_queries.of_organisation(db, edge.actor(), organisation_id)
        return answer(schemas.KeyOut(many=True), found)


@blp.post("/organisations/<uuid:organisation_id>/keys")
@blp.arguments(schemas.KeyIn)
@blp.response(201, schemas.KeyMade)
def make_key(content: dict[str, Any], organisation_id: UUID) -> Response:
    """Make a key; this answer is the only place where it is ever shown."""
    with edge.writing() as db:
        made = keys.create(
            db, edge.actor(), organisation_id, wish=keys.Wish(**content), at=edge.now()
        )
        return answer(schemas.KeyMade(), made, 201)


@blp.delete("/keys/<uuid:key_id>")
@blp.response(204)
def revoke_key(key_id: UUID) -> Response:
    """Take a key back, at once."""
    with edge.writing() as db:
        keys.revoke(db, edge.actor(), key_id, at=edge.now())
    return nothing()


@blp.post("/keys/check")
@blp.arguments(schemas.KeyCheck)
@blp.response(200, schemas.KeyHolds)
def check_key(content: dict[str, Any]) -> Response:
    """Whose key this is and what it may do."""
    at = edge.now()
    with edge.reading() as db:
        key = key_queries.holding(db, content["key"])
        told = answer(schemas.KeyHolds(), key)
        unseen = key.last_used_at is None or at - key.last_used_at >= policy.SEEN_EVERY
        key_id = key.id
    if unseen:
        with edge.writing() as db:
            keys.note_used(db, key_id, at=at)
    return told
