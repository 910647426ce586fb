"""What one agency is asked about its agreements, and what it answered."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from services.congregations.model import ActiveAgreement, CheckIn, Congregation
from shared.actor import Actor
from shared.errors import NotFound

ANSWERABLE = ("due", "missed")
MOST = 100


@dataclass(frozen=True)
class Asked:
    """A question to an agency, and whether it is still waited for."""

    check_in: CheckIn
    congregation: Congregation
    may_answer: bool


def asked_of_agency(db: Session, actor: Actor, agency_id: UUID) -> list[Asked]:
    """Return what its staff is and was asked about agreements that hold, the latest first.

    Of each agreement only the last question still waits for an answer.
    """
    if actor.kind != "person" or not actor.has("agency_staff", agency_id):
        raise NotFound
    holds = and_(
        ActiveAgreement.agreement_id == CheckIn.about_id, ActiveAgreement.agency_id == agency_id
    )
    statement = (
        select(CheckIn, Congregation)
        .join(ActiveAgreement, holds)
        .join(Congregation, Congregation.id == CheckIn.congregation_id)
        .where(CheckIn.side == "agency", CheckIn.agency_id == agency_id)
        .order_by(CheckIn.due_on.desc(), CheckIn.id)
        .limit(MOST)
    )
    found = []
    newest: dict[UUID, UUID] = {}
    for check_in, congregation in db.execute(statement):
        last = newest.setdefault(check_in.about_id, check_in.id) == check_in.id
        found.append(Asked(check_in, congregation, last and check_in.state in ANSWERABLE))
    return found
