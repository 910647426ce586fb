"""What identity does when something happened elsewhere."""

from sqlalchemy.orm import Session

from services.identity.actions import organisations
from shared import audit
from shared.actor import service
from shared.contracts.congregations import CoachAssigned, CoachUnassigned, CongregationRegistered
from shared.contracts.event import Event
from shared.contracts.partners import AgencyClaimed, AgencyRegistered
from shared.events.handlers import HandlerTable, Happening
from shared.projections.marks import demand_news


def know_congregation(db: Session, event: CongregationRegistered, happening: Happening) -> None:
    """Let people belong to the congregation."""
    demand_news(db, "congregations", happening, event.congregation_id)
    organisations.register(db, event.congregation_id, kind="congregation", at=happening.now)
    _note(db, event, happening)


def know_agency(db: Session, event: AgencyRegistered, happening: Happening) -> None:
    """Let people belong to the agency."""
    demand_news(db, "agencies", happening, event.agency_id)
    organisations.register(
        db, event.agency_id, kind="agency", claimed=event.claimed, at=happening.now
    )
    _note(db, event, happening)


def know_claim(db: Session, event: AgencyClaimed, happening: Happening) -> None:
    """From now on the agency itself says who works there; this may be the first we hear of it."""
    demand_news(db, "agencies", happening, event.agency_id)
    organisations.register(db, event.agency_id, kind="agency", at=happening.now)
    organisations.claim(db, event.agency_id, at=happening.now)
    _note(db, event, happening)


def know_coach(db: Session, event: CoachAssigned, happening: Happening) -> None:
    """Let the coach invite people of the congregation."""
    demand_news(db, "guidance", happening, event.congregation_id, event.coach_id)
    organisations.begin_guidance(db, event.congregation_id, event.coach_id, at=happening.now)
    _note(db, event, happening)


def forget_coach(db: Session, event: CoachUnassigned, happening: Happening) -> None:
    """The coach no longer knows who belongs to the congregation."""
    demand_news(db, "guidance", happening, event.congregation_id, event.coach_id)
    organisations.end_guidance(db, event.congregation_id, event.coach_id, at=happening.now)
    _note(db, event, happening)


def _note(db: Session, event: Event, happening: Happening) -> None:
    objects = {"subject": event.subject, "event_id": str(happening.event_id)}
    audit.note(db, service("identity"), event.name, at=happening.now, objects=objects)


HANDLERS: HandlerTable = {
    CongregationRegistered: know_congregation,
    AgencyRegistered: know_agency,
    AgencyClaimed: know_claim,
    CoachAssigned: know_coach,
    CoachUnassigned: forget_coach,
}
