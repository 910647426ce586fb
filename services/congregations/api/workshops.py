"""Workshops: the evening, its report and its paper sheets, over HTTP."""

from flask import Response

from services.congregations.api.answers import answer
from services.congregations.queries import sheets
from services.congregations.schemas.workshops import SheetOut
from shared.web import edge
from shared.web.app import blueprint

blp = blueprint("workshops", "Workshops and their reports")


@blp.get("/sheets/<string:code>")
@blp.response(200, SheetOut)
def sheet(code: str) -> Response:
    """Read where the answers of a paper sheet belong."""
    with edge.reading() as db:
        return answer(SheetOut(), sheets.sheet(db, edge.actor(), code))
