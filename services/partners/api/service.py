"""What our own services read: offerings as cards, and the facts of letters."""

from typing import Any
from uuid import UUID

from services.partners.api.routes import blueprint
from services.partners.queries import matches, offerings
from services.partners.schemas.matches import LetterOut
from services.partners.schemas.offerings import of_row
from services.partners.schemas.service import CardsWanted
from shared.web import edge

blp = blueprint("service", "For Missionscoach's own services.")


@blp.get("/cards")
@blp.arguments(CardsWanted, location="query")
@blp.response(200)
def read_cards(wanted: dict[str, Any]) -> dict[str, Any]:
    """Return offerings with their agencies, by ids, at most 100."""
    with edge.reading() as db:
        return {"items": [of_row(row) for row in offerings.rows_by_id(db, wanted["ids"])]}


@blp.get("/letters/match/<uuid:match_id>")
@blp.response(200, LetterOut)
def read_letter(match_id: UUID) -> dict[str, Any]:
    """Return the facts of the letters about a match."""
    with edge.reading() as db:
        return matches.letter(db, match_id)
