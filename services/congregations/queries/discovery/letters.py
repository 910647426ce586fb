"""What letters about rounds of questions say now."""

from uuid import UUID

from sqlalchemy.orm import Session

from services.congregations import policy
from services.congregations.queries.discovery.rounds import of_id
from services.congregations.queries.telling import JourneyLetter
from shared.reference.vocabulary import label


def of_round(db: Session, round_id: UUID) -> JourneyLetter:
    """Tell raters that a round is open, or leaders that its outcome lies ready."""
    found = of_id(db, round_id)
    return JourneyLetter(
        state=found.state,
        congregation_id=found.congregation_id,
        path=f"/congregations/{found.congregation_id}/discovery/rounds/{found.id}",
        what_nl=label("round_moments", found.moment, "nl"),
        what_en=label("round_moments", found.moment, "en"),
        on=policy.today(found.closed_at) if found.closed_at else None,
    )
