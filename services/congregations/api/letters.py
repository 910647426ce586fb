"""What letters say, for the service that writes them."""

from uuid import UUID

from flask import Response

from services.congregations.api.answers import answer
from services.congregations.queries import letters
from services.congregations.schemas.letters import JourneyLetterOut
from shared.web import edge
from shared.web.app import blueprint

blp = blueprint("letters", "What letters say")


@blp.get("/letters/<string:name>/<uuid:subject_id>")
@blp.response(200, JourneyLetterOut)
def read(name: str, subject_id: UUID) -> Response:
    """Read what a letter about a journey says now."""
    with edge.reading() as db:
        return answer(JourneyLetterOut(), letters.letter(db, name, subject_id))
