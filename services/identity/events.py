"""What identity does when something happened elsewhere."""

from sqlalchemy.orm import Session

from services.identity.actions import organisations
from shared import audit
from shared.actor import service
from shared.contracts.congregations import CoachAssigned, CoachUnassigned, CongregationRegistered
from shared.contracts.event import Event
from shared.contracts.partners import AgencyClaimed, AgencyRegistered
from shared.events.handlers import HandlerTable, Happening


def know_congregation(db: Session, event: CongregationRegistered, happening: Happening) -> None:
    """Let people belong to the congregation."""
    organisations.register(db, event.congregation_id, kind="congregation", at=happening.now)
    _note(db, event, happening)


def know_agency(db: Session, event: AgencyRegistered, happening: Happening) -> None:
    """Let people belong to the agency."""
    organisations.register(
        db, event.agency_id, kind="agency", claimed=event.claimed, at=happening.now
    )
    _note(db, event, happening)


def know_claim(db: Session, event: AgencyClaimed, happening: Happening) -> None:
    """From now on the agency itself says who works there."""
    organisations.claim(db, event.agency_id, at=happening.now)
    _note(db, event, happening)


def know_coach(db: Session, event: CoachAssigned, happening: Happening) -> None:
    """Let the coach invite people of the congregation."""
    organisations.begin_guidance(db, event.congregation_id, event.coach_id, at=happening.now)
    _note(db, event, happening)


def forget_coach(db: Session, event: CoachUnassigned, happening: Happening) -> None:
    """The coach no longer knows who belongs to the congregation."""
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
