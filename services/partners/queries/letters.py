"""What letters about visits and agreements say now, one function per letter."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType
from uuid import UUID

from sqlalchemy.orm import Session

from services.partners.model import Acceptance, Agreement, Visit, VisitApproval
from services.partners.queries import agreements, visits
from shared.errors import NotFound

SENSITIVE = 2


@dataclass(frozen=True, kw_only=True)
class PartneringLetter:
    """What a letter may tell; a `discreet` one tells nothing but where to look."""

    state: str
    congregation_id: UUID
    path: str
    coach_id: UUID | None = None
    what_nl: str | None = None
    what_en: str | None = None
    on: date | None = None
    until: date | None = None
    discreet: bool = False


def letter(db: Session, name: str, subject_id: UUID) -> PartneringLetter:
    """Return what one letter says; raises `NotFound` when there is no such letter or subject."""
    if name not in LETTERS:
        raise NotFound()
    return LETTERS[name](db, subject_id)


def visit_approval(db: Session, visit_id: UUID) -> PartneringLetter:
    """Ask for the yes to a visit; where the place is not to be named only the code is told."""
    visit = db.get(Visit, visit_id)
    if visit is None:
        raise NotFound()
    what = visit.code if visit.is_sealed else visit.title
    return PartneringLetter(
        state=visit.state,
        congregation_id=visit.congregation_id,
        path=f"/visits/{visit.id}",
        coach_id=_coach(db, visit.congregation_id),
        what_nl=what,
        what_en=what,
        on=None if visit.is_sealed else visit.starts_on,
        until=None if visit.is_sealed else visit.ends_on,
        discreet=visit.is_sealed,
    )


def agreement_to_accept(db: Session, agreement_id: UUID) -> PartneringLetter:
    """Ask a side for its yes to the text as it lies there; overtaken once the text changed."""
    agreement = _agreement(db, agreement_id)
    text = agreements.newest(agreement)
    is_open = agreements.is_open_to_change(agreement) and text.reviewed_at is not None
    return _of(db, agreement, state="to_accept" if is_open else "settled", until=text.ends_on)


def agreement_review(db: Session, agreement_id: UUID) -> PartneringLetter:
    """Ask a side how the two go on."""
    agreement = _agreement(db, agreement_id)
    return _of(db, agreement, state=agreement.state, until=None)


def visit_yes_reported(db: Session, approval_id: UUID) -> PartneringLetter:
    """Ask leaders whether the yes to a visit is as it was passed on; over once one answered."""
    given = db.get(VisitApproval, approval_id)
    if given is None:
        raise NotFound()
    told = visit_approval(db, given.visit_id)
    return replace(told, state=_waiting(given), coach_id=given.person_id, on=given.held_on)


def agreement_yes_reported(db: Session, acceptance_id: UUID) -> PartneringLetter:
    """Ask leaders whether the yes to an agreement is as it was passed on."""
    given = db.get(Acceptance, acceptance_id)
    if given is None:
        raise NotFound()
    told = _of(db, _agreement(db, given.agreement_id), state=_waiting(given), until=None)
    return replace(told, coach_id=given.by_id, on=given.held_on)


LETTERS: Mapping[str, Callable[[Session, UUID], PartneringLetter]] = MappingProxyType(
    {
        "visit_approval_asked": visit_approval,
        "agreement_to_accept": agreement_to_accept,
        "agreement_review_due": agreement_review,
        "visit_yes_reported": visit_yes_reported,
        "agreement_yes_reported": agreement_yes_reported,
    }
)


def _agreement(db: Session, agreement_id: UUID) -> Agreement:
    agreement = db.get(Agreement, agreement_id)
    if agreement is None:
        raise NotFound()
    return agreement


def _waiting(given: VisitApproval | Acceptance) -> str:
    return "reported" if given.reported_by_role and not given.answer else "answered"


def _of(db: Session, agreement: Agreement, *, state: str, until: date | None) -> PartneringLetter:
    return PartneringLetter(
        state=state,
        congregation_id=agreement.congregation_id,
        path=f"/agreements/{agreement.id}",
        coach_id=_coach(db, agreement.congregation_id),
        what_nl=agreement.agency.name,
        what_en=agreement.agency.name,
        until=until,
        discreet=agreement.match.offering.label >= SENSITIVE,
    )


def _coach(db: Session, congregation_id: UUID) -> UUID | None:
    found = visits.coaches(db, congregation_id)
    return found[0] if found else None
