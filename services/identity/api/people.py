"""Organisations and who belongs to them."""

from typing import Any
from uuid import UUID

from flask import Response
from marshmallow import RAISE

from services.identity import schemas
from services.identity.actions import people
from services.identity.api.answers import answer, nothing, someone_of
from services.identity.queries import organisations
from services.identity.queries import people as people_queries
from shared.web import edge
from shared.web.app import blueprint

blp = blueprint("people", "Organisations and who belongs to them")


@blp.get("/organisations")
@blp.arguments(schemas.PageQuery, location="query", unknown=RAISE)
@blp.response(200, schemas.OrganisationPage)
def list_organisations(query: dict[str, Any]) -> Response:
    """All organisations with the number of members and of open invitations."""
    limit = query["limit"]
    with edge.reading() as db:
        found = organisations.page(db, limit=limit + 1, after=query.get("after"))
        more = found[limit - 1].id if len(found) > limit else None
        return answer(schemas.OrganisationPage(), {"items": found[:limit], "next": more})


@blp.get("/organisations/<uuid:organisation_id>/people")
@blp.response(200, schemas.MemberOut(many=True))
def list_people(organisation_id: UUID) -> Response:
    """Who belongs to this organisation now."""
    with edge.reading() as db:
        found = people_queries.people_in(db, edge.actor(), organisation_id)
        return answer(schemas.MemberOut(many=True), found)


@blp.post("/organisations/<uuid:organisation_id>/contacts")
@blp.arguments(schemas.SomeoneIn)
@blp.response(201, schemas.ContactOut)
def add_contact(content: dict[str, Any], organisation_id: UUID) -> Response:
    """Note whom we may write to at an agency that has not joined."""
    with edge.writing() as db:
        made = people.add_contact(
            db, edge.actor(), organisation_id, someone=someone_of(content), at=edge.now()
        )
        return answer(schemas.ContactOut(), made, 201)


@blp.delete("/memberships/<uuid:membership_id>")
@blp.response(204)
def end_membership(membership_id: UUID) -> Response:
    """End a membership."""
    with edge.writing() as db:
        people.end_membership(db, edge.actor(), membership_id, at=edge.now())
    return nothing()


@blp.post("/people/lookup")
@blp.arguments(schemas.IdsIn)
@blp.response(200, schemas.PersonOut(many=True))
def look_up(content: dict[str, Any]) -> Response:
    """Name, address and language of these people, for our own services at sending time."""
    with edge.reading() as db:
        found = people_queries.addresses(db, content["ids"])
        return answer(schemas.PersonOut(many=True), found)


@blp.post("/people/names")
@blp.arguments(schemas.IdsIn)
@blp.response(200, schemas.NameOut(many=True))
def name_people(content: dict[str, Any]) -> Response:
    """The names of those of these people whom I may know."""
    with edge.reading() as db:
        found = people_queries.named(db, edge.actor(), content["ids"])
        return answer(schemas.NameOut(many=True), found)
