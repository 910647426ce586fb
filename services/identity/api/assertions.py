"""Vouching: our public key, and assertions for services, sessions and mailed links."""

import hmac
from typing import Any

from flask import Response, jsonify

from services.identity import policy, schemas, signing
from services.identity.actions import links, sessions
from services.identity.api.answers import answer, nothing, settings, signing_key, vouch
from services.identity.queries import links as link_queries
from services.identity.queries import sessions as session_queries
from shared.actor import service
from shared.errors import Unknown
from shared.web import edge
from shared.web.app import blueprint

blp = blueprint("assertions", "Who is asking, said for sixty seconds and for one service")


@blp.get("/keys/public")
@blp.response(200)
def show_public_key() -> Response:
    """The key set (JWKS) with which assertions are checked."""
    return jsonify(signing.public_part(signing_key()))


@blp.post("/service-assertions")
@blp.arguments(schemas.ServiceAsks)
@blp.response(200, schemas.Vouched)
def vouch_for_service(content: dict[str, Any]) -> Response:
    """An assertion for one of our own services, in return for its secret."""
    secret = settings().service_secrets.get(content["service"], "")
    if not secret or not hmac.compare_digest(secret.encode(), content["secret"].encode()):
        raise Unknown("That is not the secret of that service.")
    assertion = vouch(service(content["service"]), content["audience"])
    return answer(schemas.Vouched(), {"assertion": assertion})


@blp.post("/session/assertions")
@blp.arguments(schemas.SessionAsk)
@blp.response(200, schemas.SessionAnswer)
def vouch_for_session(content: dict[str, Any]) -> Response:
    """Who is signed in with this session, and assertions about him for these services."""
    at = edge.now()
    with edge.reading() as db:
        live = session_queries.live(db, content["session_token"], at=at)
        assertions = {name: vouch(live.actor, name) for name in content["audiences"]}
        told = answer(schemas.SessionAnswer(), {**live._asdict(), "assertions": assertions})
        unseen = at - live.session.last_seen_at >= policy.SEEN_EVERY
        session_id = live.session.id
    if unseen:
        with edge.writing() as db:
            sessions.note_seen(db, session_id, at=at)
    return told


@blp.post("/links")
@blp.arguments(schemas.LinkIn)
@blp.response(201, schemas.LinkMade)
def make_link(content: dict[str, Any]) -> Response:
    """A token for one letter, with which its reader may do one thing."""
    with edge.writing() as db:
        made = links.make(db, links.Errand(**content), at=edge.now())
        return answer(schemas.LinkMade(), made, 201)


@blp.post("/links/check")
@blp.arguments(schemas.LinkCheck)
@blp.response(200, schemas.LinkHolds)
def vouch_for_link(content: dict[str, Any]) -> Response:
    """What a mailed link is for, and an assertion that allows just that."""
    with edge.writing() as db:
        link = links.use(db, content["token"], at=edge.now())
        assertion = vouch(link_queries.actor_of(link), content["audience"])
        told = {
            "purpose": link.purpose,
            "subject": link.subject,
            "organisation_id": link.organisation_id,
            "person_id": link.person_id,
            "assertion": assertion,
        }
        return answer(schemas.LinkHolds(), told)


@blp.post("/session/end")
@blp.arguments(schemas.SessionTokenIn)
@blp.response(204)
def end_session(content: dict[str, Any]) -> Response:
    """End the session of this browser."""
    with edge.writing() as db:
        sessions.end_by_token(db, content["session_token"], at=edge.now())
    return nothing()
