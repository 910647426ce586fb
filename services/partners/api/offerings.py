"""Offerings over HTTP, for pages and for the agencies' own software alike."""

from typing import Any
from uuid import UUID

from flask import Response, jsonify

from services.partners import policy
from services.partners.actions import offerings as acts
from services.partners.api.routes import blueprint
from services.partners.queries import agencies, offerings
from services.partners.schemas.offerings import (
    ByRef,
    NewOffering,
    OfferingChange,
    OfferingOut,
    OfferingPage,
    OfferingPageWanted,
    OutcomeOut,
    Step,
    WholeOffering,
    of_record,
    of_row,
    page_of,
)
from shared.web import edge

blp = blueprint("offerings", "What agencies offer to congregations.")


@blp.get("/offerings")
@blp.arguments(OfferingPageWanted, location="query")
@blp.response(200, OfferingPage)
def list_offerings(page: dict[str, Any]) -> Response:
    """List offerings by id: an agency its own, a coach all that are open."""
    policy.must_have_scope(edge.actor(), "offerings:read")
    with edge.reading() as db:
        body = page_of(offerings.listed(db, edge.actor(), **page), page["limit"])
    return Response(body, content_type="application/json")


@blp.post("/agencies/<uuid:agency_id>/offerings")
@blp.arguments(NewOffering)
@blp.response(201, OfferingOut)
def register_offering(content: dict[str, Any], agency_id: UUID) -> Response:
    """Register an offering."""
    policy.must_have_scope(edge.actor(), "offerings:write")
    with edge.writing() as db:
        agency = agencies.to_offer(db, edge.actor(), agency_id)
        made = acts.register(db, edge.actor(), agency, content, at=edge.now())
        return _answer(of_record(made, agency), 201)


@blp.get("/offerings/<uuid:offering_id>")
@blp.response(200, OfferingOut)
def read_offering(offering_id: UUID) -> Response:
    """Read one offering."""
    policy.must_have_scope(edge.actor(), "offerings:read")
    with edge.reading() as db:
        return _answer(of_row(offerings.row(db, edge.actor(), offering_id)))


@blp.patch("/offerings/<uuid:offering_id>")
@blp.arguments(OfferingChange(partial=True))
@blp.response(200, OfferingOut)
def change_offering(content: dict[str, Any], offering_id: UUID) -> Response:
    """Change only the fields that are sent."""
    policy.must_have_scope(edge.actor(), "offerings:write")
    with edge.writing() as db:
        offering = offerings.to_write(db, edge.actor(), offering_id)
        acts.change(db, edge.actor(), offering, content, at=edge.now())
        return _answer(of_record(offering, offering.agency))


@blp.post("/offerings/<uuid:offering_id>/states")
@blp.arguments(Step)
@blp.response(200, OfferingOut)
def move_offering(step: dict[str, Any], offering_id: UUID) -> Response:
    """Open, close or withdraw an offering."""
    policy.must_have_scope(edge.actor(), "offerings:write")
    with edge.writing() as db:
        moved = acts.move(db, edge.actor(), offering_id, step["to"], at=edge.now())
        return _answer(of_record(moved, moved.agency))


@blp.put("/offerings/by-ref/<string:ref>")
@blp.arguments(ByRef, location="query")
@blp.arguments(WholeOffering)
@blp.response(200, OutcomeOut)
def put_offering(how: dict[str, Any], content: dict[str, Any], ref: str) -> dict[str, Any]:
    """Write an offering under the agency's own number; `dry_run=1` only tells the differences."""
    policy.must_have_scope(edge.actor(), "offerings:write")
    writing = edge.reading() if how["dry_run"] else edge.writing()
    with writing as db:
        agency = agencies.own(db, edge.actor(), how["agency_id"])
        there, whole = offerings.by_ref(db, agency, ref), {**content, "ref": ref}
        if how["dry_run"]:
            done = acts.plan(there, whole)
        else:
            target = acts.Target(agency, there)
            done = acts.put(db, edge.actor(), target, whole, at=edge.now())
    return {
        "id": done.offering_id,
        "changed": bool(done.differences),
        "created": done.created,
        "differences": done.differences,
    }


def _answer(offering: dict[str, Any], status: int = 200) -> Response:
    # already JSON values: the documented schema would read every one of them again
    answer = jsonify(offering)
    answer.status_code = status
    return answer
