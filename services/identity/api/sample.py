"""Signing in as anybody: these routes exist in sample mode only."""

from datetime import timedelta
from typing import Any

from flask import Response, jsonify
from marshmallow import RAISE

from services.identity import schemas
from services.identity.actions import samples
from services.identity.api.answers import answer, someone_of
from services.identity.queries import people as people_queries
from shared.clock import AheadClock
from shared.errors import Forbidden, NotFound
from shared.web import edge
from shared.web.app import blueprint

blp = blueprint("sample", "Signing in as anybody, in sample installations only")


@blp.get("/sample/people")
@blp.arguments(schemas.SampleQuery, location="query", unknown=RAISE)
@blp.response(200, schemas.MeOut(many=True))
def list_people(query: dict[str, Any]) -> Response:
    """The people of the sample network with their roles."""
    with edge.reading() as db:
        found = people_queries.samples(db, role=query.get("role"), limit=query["limit"])
        return jsonify([_shown(person, roles) for person, roles in found])


@blp.post("/sample/people")
@blp.arguments(schemas.SamplePersonIn)
@blp.response(201, schemas.SamplePersonOut)
def add_person(content: dict[str, Any]) -> Response:
    """Make a sample person with roles, without mail."""
    with edge.writing() as db:
        person = samples.add(
            db,
            edge.actor(),
            someone=someone_of(content),
            roles=[samples.SampleRole(**role) for role in content["memberships"]],
            at=edge.now(),
        )
        return answer(schemas.SamplePersonOut(), person, 201)


@blp.post("/sample/operator")
@blp.arguments(schemas.SomeoneIn)
@blp.response(201, schemas.SamplePersonOut)
def add_first_operator(content: dict[str, Any]) -> Response:
    """Make the operator with whom a sample network begins; refused once there is one."""
    with edge.writing() as db:
        someone = someone_of(content)
        person = samples.first_operator(db, edge.actor(), someone, at=edge.now())
        return answer(schemas.SamplePersonOut(), person, 201)


@blp.post("/sample/sign-in")
@blp.arguments(schemas.SampleSignIn)
@blp.response(200, schemas.EnteredOut)
def sign_in(content: dict[str, Any]) -> Response:
    """Sign in as this sample person."""
    with edge.writing() as db:
        entered = samples.sign_in(db, content["person_id"], at=edge.now())
        return answer(schemas.EnteredOut(), entered)


@blp.post("/sample/time")
@blp.arguments(schemas.SampleTime)
@blp.response(200, schemas.SampleTimeOut)
def move_time(content: dict[str, Any]) -> Response:
    """Move the clock of this installation ahead, where it was started for that."""
    if not edge.actor().has("operator"):
        raise Forbidden("Only an operator moves the clock.")
    clock = edge.tools().clock
    if not isinstance(clock, AheadClock):
        raise NotFound
    clock.advance(timedelta(days=content["days"], hours=content["hours"]))
    return answer(schemas.SampleTimeOut(), {"now": clock.now()})


def _shown(person: Any, roles: Any) -> Any:
    shown = schemas.MeOut(exclude=("memberships",)).dump(person)
    return {**shown, "memberships": schemas.RoleOut(many=True).dump(roles)}
