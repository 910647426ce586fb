"""Facts for the service that writes letters."""

from uuid import UUID

from services.scheduling.queries import letters as queries
from services.scheduling.queries.letters import RunLetter, SessionLetter
from services.scheduling.schemas.incoming import LetterQuery
from services.scheduling.schemas.outgoing import RunLetterOut, SessionLetterOut
from shared.web import edge
from shared.web.app import blueprint

letters = blueprint("letters", "Facts for letters, for our own services")


@letters.get("/letters/session/<uuid:session_id>")
@letters.arguments(LetterQuery, location="query")
@letters.response(200, SessionLetterOut)
def of_session(query: dict[str, UUID | None], session_id: UUID) -> SessionLetter:
    """Read what a letter about a session to this person needs."""
    with edge.reading() as db:
        return queries.of_session(db, session_id, query["person_id"])


@letters.get("/letters/run/<uuid:run_id>")
@letters.arguments(LetterQuery, location="query")
@letters.response(200, RunLetterOut)
def of_run(query: dict[str, UUID | None], run_id: UUID) -> RunLetter:
    """Read what a letter about a run to this person needs."""
    with edge.reading() as db:
        return queries.of_run(db, run_id, query["person_id"])
