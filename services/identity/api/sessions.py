"""What is one's own: name, language, signed-in devices."""

from typing import Any
from uuid import UUID

from flask import Response

from services.identity import schemas
from services.identity.actions import people, sessions
from services.identity.api.answers import answer, nothing
from services.identity.queries import people as people_queries
from services.identity.queries import sessions as session_queries
from shared.web import edge
from shared.web.app import blueprint

blp = blueprint("me", "What is one's own: name, language, signed-in devices")


@blp.get("/me")
@blp.response(200, schemas.MeOut)
def show_me() -> Response:
    """Who I am and which roles I hold."""
    with edge.reading() as db:
        return answer(schemas.MeOut(), people_queries.me(db, edge.actor()))


@blp.route("/me", methods=["PATCH"])
@blp.arguments(schemas.MeChange)
@blp.response(200, schemas.MeOut)
def change_me(content: dict[str, Any]) -> Response:
    """Change how I am called or in which language I read."""
    with edge.writing() as db:
        people.change_me(db, edge.actor(), **content)
        return answer(schemas.MeOut(), people_queries.me(db, edge.actor()))


@blp.get("/sessions")
@blp.response(200, schemas.SessionOut(many=True))
def list_sessions() -> Response:
    """My signed-in devices, the last used first."""
    with edge.reading() as db:
        found = session_queries.of_person(db, edge.actor(), at=edge.now())
        return answer(schemas.SessionOut(many=True), found)


@blp.delete("/sessions/<uuid:session_id>")
@blp.response(204)
def end_session(session_id: UUID) -> Response:
    """End one of my sessions."""
    with edge.writing() as db:
        sessions.end(db, edge.actor(), session_id, at=edge.now())
    return nothing()
