"""Templates of journeys, over HTTP: adding a version, and bringing a journey over to it."""

from typing import Any
from uuid import UUID

from flask import Response

from services.congregations import policy
from services.congregations.actions import templates as actions
from services.congregations.api.answers import answer
from services.congregations.queries import journeys
from services.congregations.queries import templates as queries
from services.congregations.schemas.journeys import JourneyOut, TemplateList, TemplateOut
from services.congregations.schemas.templates import (
    NewTemplate,
    PreviewOut,
    ReshapingList,
    ReshapingOut,
    TemplateChoice,
)
from shared.web import edge
from shared.web.app import blueprint

blp = blueprint("templates", "Templates of journeys")


@blp.get("/templates")
@blp.response(200, TemplateList)
def listed() -> Response:
    """Read the newest version of each template from which a journey can begin."""
    with edge.reading() as db:
        return answer(TemplateList(), {"items": queries.newest(db)})


@blp.post("/templates")
@blp.arguments(NewTemplate)
@blp.response(201, TemplateOut)
def add(values: dict[str, Any]) -> Response:
    """Add a template, or a new version of one that the network added."""
    with edge.writing() as db:
        return answer(
            TemplateOut(), actions.add_template(db, edge.actor(), values, at=edge.now()), 201
        )


@blp.get("/templates/<string:template_id>")
@blp.response(200, TemplateOut)
def read(template_id: str) -> Response:
    """Read the newest version of one template."""
    with edge.reading() as db:
        return answer(TemplateOut(), queries.known(db, template_id))


@blp.get("/journeys/<uuid:journey_id>/template")
@blp.arguments(TemplateChoice, location="query")
@blp.response(200, PreviewOut)
def preview(values: dict[str, Any], journey_id: UUID) -> Response:
    """Read what another template, or a newer version, would change in a running journey."""
    with edge.reading() as db:
        plan = actions.preview(db, edge.actor(), journey_id, values["template"])
        return answer(PreviewOut(), plan)


@blp.post("/journeys/<uuid:journey_id>/template")
@blp.arguments(TemplateChoice)
@blp.response(200, ReshapingOut)
def reshape(values: dict[str, Any], journey_id: UUID) -> Response:
    """Bring a running journey over to the newest version of a template."""
    with edge.writing() as db:
        made = actions.reshape(db, edge.actor(), journey_id, values["template"], at=edge.now())
        return answer(ReshapingOut(), made)


@blp.get("/journeys/<uuid:journey_id>/reshapings")
@blp.response(200, ReshapingList)
def reshapings(journey_id: UUID) -> Response:
    """Read when a journey changed its template, and to which ones it could go."""
    with edge.reading() as db:
        journeys.readable(db, edge.actor(), journey_id, any_of=policy.ALL)
        found = queries.reshapings(db, journey_id)
        return answer(ReshapingList(), {"items": found, "templates": queries.newest(db)})


@blp.post("/reshapings/<uuid:reshaping_id>/undoing")
@blp.response(200, JourneyOut)
def undo(reshaping_id: UUID) -> Response:
    """Bring a journey back to the template it came from."""
    with edge.writing() as db:
        return answer(JourneyOut(), actions.undo(db, edge.actor(), reshaping_id, at=edge.now()))
