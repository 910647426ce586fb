"""Workshops: the evening, its report and its paper sheets, over HTTP."""

from typing import Any
from uuid import UUID

from flask import Response

from services.congregations.actions import workshops as actions
from services.congregations.actions.workshops import cards, photos
from services.congregations.actions.workshops.cards import Entry
from services.congregations.api.answers import answer, nothing, raw_body
from services.congregations.queries import sheets
from services.congregations.queries import workshops as queries
from services.congregations.schemas.workshops import (
    CardsRevision,
    Merge,
    NewCards,
    NewWorkshop,
    OverviewOfWorkshops,
    PhotoOut,
    PhotoQuery,
    Publication,
    ReportOut,
    SheetOut,
    WorkshopOut,
    WorkshopRevision,
    WorkshopWhole,
)
from shared.web import edge
from shared.web.app import blueprint

blp = blueprint("workshops", "Workshops and their reports")


@blp.get("/congregations/<uuid:congregation_id>/workshops")
@blp.response(200, OverviewOfWorkshops)
def overview(congregation_id: UUID) -> Response:
    """Read the workshops, the newest first, and what one could begin a record from."""
    with edge.reading() as db:
        found = queries.overview(db, edge.actor(), congregation_id, at=edge.now())
        return answer(OverviewOfWorkshops(), found)


@blp.post("/congregations/<uuid:congregation_id>/workshops")
@blp.arguments(NewWorkshop)
@blp.response(201, WorkshopOut)
def start_workshop(values: dict[str, Any], congregation_id: UUID) -> Response:
    """Begin the record of a workshop; of a planned session there is one."""
    with edge.writing() as db:
        made = actions.start_workshop(db, edge.actor(), congregation_id, values, at=edge.now())
        return answer(WorkshopOut(), made, 201)


@blp.get("/workshops/<uuid:workshop_id>")
@blp.response(200, WorkshopWhole)
def read(workshop_id: UUID) -> Response:
    """Read a workshop with its cards and photos."""
    with edge.reading() as db:
        found = queries.whole(db, edge.actor(), workshop_id, at=edge.now())
        return answer(WorkshopWhole(), found)


@blp.get("/workshops/<uuid:workshop_id>/report")
@blp.response(200, ReportOut)
def report(workshop_id: UUID) -> Response:
    """Read all that a printed report holds, its photos as small pictures."""
    with edge.reading() as db:
        found = queries.report(db, edge.actor(), workshop_id, at=edge.now())
        return answer(ReportOut(), found)


@blp.route("/workshops/<uuid:workshop_id>", methods=["PATCH"])
@blp.arguments(WorkshopRevision)
@blp.response(200, WorkshopOut)
def revise_workshop(values: dict[str, Any], workshop_id: UUID) -> Response:
    """Write otherwise what stands around the cards."""
    with edge.writing() as db:
        made = actions.revise_workshop(db, edge.actor(), workshop_id, values, at=edge.now())
        return answer(WorkshopOut(), made)


@blp.post("/workshops/<uuid:workshop_id>/cards")
@blp.arguments(NewCards)
@blp.response(201, WorkshopOut)
def add_cards(values: dict[str, Any], workshop_id: UUID) -> Response:
    """Put cards on their boards; the same form sent again adds nothing."""
    with edge.writing() as db:
        entry = Entry(**values)
        made = cards.add_cards(db, edge.actor(), workshop_id, entry, at=edge.now())
        return answer(WorkshopOut(), made, 201)


@blp.route("/workshops/<uuid:workshop_id>/cards", methods=["PATCH"])
@blp.arguments(CardsRevision)
@blp.response(200, WorkshopOut)
def arrange_cards(values: dict[str, Any], workshop_id: UUID) -> Response:
    """Change several cards at once, and take some away."""
    with edge.writing() as db:
        made = cards.arrange_cards(db, edge.actor(), workshop_id, values["cards"], values["drop"])
        return answer(WorkshopOut(), made)


@blp.post("/workshops/<uuid:workshop_id>/merges")
@blp.arguments(Merge)
@blp.response(200, WorkshopOut)
def merge_cards(values: dict[str, Any], workshop_id: UUID) -> Response:
    """Lay cards together into the first."""
    with edge.writing() as db:
        made = cards.merge_cards(
            db, edge.actor(), workshop_id, values["cards"], text=values["text"]
        )
        return answer(WorkshopOut(), made)


@blp.post("/workshops/<uuid:workshop_id>/photos")
@blp.arguments(PhotoQuery, location="query")
@blp.response(201, PhotoOut)
def add_photo(query: dict[str, Any], workshop_id: UUID) -> Response:
    """Keep a photo: its bytes are the body; what the phone wrote into it is left out."""
    content = raw_body(photos.LARGEST)
    with edge.writing() as db:
        made = photos.add_photo(
            db, edge.actor(), workshop_id, content, caption=query["caption"], at=edge.now()
        )
        return answer(PhotoOut(), made, 201)


@blp.delete("/workshop-photos/<uuid:photo_id>")
@blp.response(204)
def drop_photo(photo_id: UUID) -> Response:
    """Throw a photo away."""
    with edge.writing() as db:
        photos.drop_photo(db, edge.actor(), photo_id)
        return nothing()


@blp.post("/workshops/<uuid:workshop_id>/publication")
@blp.arguments(Publication)
@blp.response(200, WorkshopOut)
def publish(values: dict[str, Any], workshop_id: UUID) -> Response:
    """Make the report final; the leaders hear of it."""
    with edge.writing() as db:
        made = actions.publish_workshop(db, edge.actor(), workshop_id, **values, at=edge.now())
        return answer(WorkshopOut(), made)


@blp.post("/workshops/<uuid:workshop_id>/reopening")
@blp.response(200, WorkshopOut)
def reopen(workshop_id: UUID) -> Response:
    """Take a published report up again to put it right."""
    with edge.writing() as db:
        made = actions.reopen_workshop(db, edge.actor(), workshop_id, at=edge.now())
        return answer(WorkshopOut(), made)


@blp.get("/sheets/<string:code>")
@blp.response(200, SheetOut)
def sheet(code: str) -> Response:
    """Read where the answers of a paper sheet belong."""
    with edge.reading() as db:
        return answer(SheetOut(), sheets.sheet(db, edge.actor(), code))
