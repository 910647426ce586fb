"""Registering, reading and revising congregations; who guides them; their cards."""

from typing import Any
from uuid import UUID

from flask import Response, jsonify

from services.congregations import policy
from services.congregations.actions import profiles as actions
from services.congregations.api.answers import answer, nothing
from services.congregations.queries import home as home_query
from services.congregations.queries import profiles as queries
from services.congregations.schemas.fields import Paging
from services.congregations.schemas.profiles import (
    Card,
    CardsQuery,
    NewCongregation,
    OperatorCard,
    Profile,
    ProfileChange,
    ProfileList,
)
from services.congregations.schemas.records import HomeOut, HomeQuery
from shared.web import edge
from shared.web.app import blueprint

blp = blueprint("profiles", "Congregations: profile, coaches, the coach's home")


@blp.get("/congregations")
@blp.arguments(Paging, location="query")
@blp.response(200, ProfileList)
def listed(paging: dict[str, Any]) -> Response:
    """List the congregations one guides, leads or prepares for; operators find all, by name."""
    with edge.reading() as db:
        items, following = queries.listed(db, edge.actor(), **paging)
        return answer(ProfileList(), {"items": items, "next": following})


@blp.post("/congregations")
@blp.arguments(NewCongregation)
@blp.response(201, Profile)
def register(values: dict[str, Any]) -> Response:
    """Take a congregation into the network."""
    with edge.writing() as db:
        made = actions.register(db, edge.actor(), values, at=edge.now())
        return answer(Profile(), made, 201)


@blp.get("/congregations/<uuid:congregation_id>")
@blp.response(200, Profile)
def read(congregation_id: UUID) -> Response:
    """Read a congregation's profile."""
    with edge.reading() as db:
        return answer(Profile(), queries.readable(db, edge.actor(), congregation_id))


@blp.patch("/congregations/<uuid:congregation_id>")
@blp.arguments(ProfileChange)
@blp.response(200, Profile)
def revise(values: dict[str, Any], congregation_id: UUID) -> Response:
    """Put a profile right; 409 when somebody else did so since the version that was read."""
    version = values.pop("version")
    with edge.writing() as db:
        revised = actions.revise(
            db, edge.actor(), congregation_id, values, version=version, at=edge.now()
        )
        return answer(Profile(), revised)


@blp.put("/congregations/<uuid:congregation_id>/coaches/<uuid:coach_id>")
@blp.response(204)
def assign_coach(congregation_id: UUID, coach_id: UUID) -> Response:
    """Let a coach guide a congregation."""
    with edge.writing() as db:
        actions.assign_coach(db, edge.actor(), congregation_id, coach_id, at=edge.now())
        return nothing()


@blp.delete("/congregations/<uuid:congregation_id>/coaches/<uuid:coach_id>")
@blp.response(204)
def unassign_coach(congregation_id: UUID, coach_id: UUID) -> Response:
    """End a coach's guidance of a congregation."""
    with edge.writing() as db:
        actions.unassign_coach(db, edge.actor(), congregation_id, coach_id, at=edge.now())
        return nothing()


@blp.get("/cards")
@blp.arguments(CardsQuery, location="query")
def cards(query: dict[str, Any]) -> Response:
    """Read the names of up to 100 congregations; those one may not know are left out."""
    actor = edge.actor()
    with edge.reading() as db:
        found = queries.cards(db, actor, query["ids"])
        items = [
            Card().dump(card) if readable else OperatorCard().dump(card) for card, readable in found
        ]
    return jsonify({"items": items})


@blp.get("/home")
@blp.arguments(HomeQuery, location="query")
@blp.response(200, HomeOut)
def home(wanted: dict[str, Any]) -> Response:
    """Read the coach's home: the oldest contact first, and what is stuck or due."""
    at, full = edge.now(), wanted["full"]
    with edge.reading() as db:
        glances = home_query.home(db, edge.actor(), full=full, at=at)
        others = [] if full is None else glances[full:]
        told = {"today": policy.today(at), "congregations": glances[:full], "others": others}
        return answer(HomeOut(), told)
