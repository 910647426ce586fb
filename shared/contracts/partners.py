"""What partners tells the others: agencies, offerings, matches, visits and agreements (ids)."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from shared.contracts.event import Event


@dataclass(frozen=True, kw_only=True)
class AgencyRegistered(Event):
    """An agency is known to the network; `claimed` is false when a coach entered it."""

    name = "partners.agency.registered"
    subject_field = "agency_id"

    agency_id: UUID
    claimed: bool


@dataclass(frozen=True, kw_only=True)
class AgencyClaimed(Event):
    """An agency that a coach had entered took over its own page."""

    name = "partners.agency.claimed"
    subject_field = "agency_id"

    agency_id: UUID


@dataclass(frozen=True, kw_only=True)
class OfferingChanged(Event):
    """An offering was registered, changed, opened, closed or withdrawn (see `state`)."""

    name = "partners.offering.changed"
    subject_field = "offering_id"

    offering_id: UUID
    agency_id: UUID
    state: str


@dataclass(frozen=True, kw_only=True)
class CongregationAsked(Event):
    """A coach proposed an offering; the congregation's leaders are asked first."""

    name = "partners.match.congregation-asked"
    subject_field = "match_id"

    match_id: UUID
    congregation_id: UUID
    offering_id: UUID
    agency_id: UUID
    coach_id: UUID


@dataclass(frozen=True, kw_only=True)
class AgencyAsked(Event):
    """The congregation said yes; now the agency is asked, without the congregation's name."""

    name = "partners.match.agency-asked"
    subject_field = "match_id"

    match_id: UUID
    congregation_id: UUID
    offering_id: UUID
    agency_id: UUID
    coach_id: UUID


@dataclass(frozen=True, kw_only=True)
class MatchIntroduced(Event):
    """Both said yes: congregation and agency know each other from now on."""

    name = "partners.match.introduced"
    subject_field = "match_id"

    match_id: UUID
    congregation_id: UUID
    offering_id: UUID
    agency_id: UUID
    coach_id: UUID


@dataclass(frozen=True, kw_only=True)
class MatchClosed(Event):
    """A match came to its end (`declined`, `expired`, `withdrawn`, `ended`); never said to whom."""

    name = "partners.match.closed"
    subject_field = "match_id"

    match_id: UUID
    congregation_id: UUID
    offering_id: UUID
    agency_id: UUID
    outcome: str


@dataclass(frozen=True, kw_only=True)
class PeopleGroupsImported(Event):
    """A people-group list was applied; counts only, never values of the list."""

    name = "partners.people-group-list.imported"
    subject_field = "import_id"

    import_id: UUID
    source: str
    release: str
    added: int
    changed: int
    vanished: int


@dataclass(frozen=True, kw_only=True)
class VisitApprovalAsked(Event):
    """The risk of a visit was weighed; leaders approve, at high risk the `participants` too."""

    name = "partners.visit.approval-asked"
    subject_field = "visit_id"

    visit_id: UUID
    congregation_id: UUID
    risk_level: str
    participants: tuple[UUID, ...]


@dataclass(frozen=True, kw_only=True)
class VisitApproved(Event):
    """Everybody who has to approve a visit did; days only, never where to."""

    name = "partners.visit.approved"
    subject_field = "visit_id"

    visit_id: UUID
    congregation_id: UUID
    starts_on: date
    ends_on: date


@dataclass(frozen=True, kw_only=True)
class VisitApprovalReported(Event):
    """A coach wrote down the congregation's yes to a visit as he was told; leaders answer it."""

    name = "partners.visit.approval-reported"
    subject_field = "approval_id"

    approval_id: UUID
    visit_id: UUID
    congregation_id: UUID


@dataclass(frozen=True, kw_only=True)
class VisitDebriefed(Event):
    """Who went told what was seen and learned; what, is read on the page."""

    name = "partners.visit.debriefed"
    subject_field = "visit_id"

    visit_id: UUID
    congregation_id: UUID


@dataclass(frozen=True, kw_only=True)
class AgreementReviewed(Event):
    """A text of an agreement is ready: both sides are asked to accept this revision of it."""

    name = "partners.agreement.reviewed"
    subject_field = "agreement_id"

    agreement_id: UUID
    match_id: UUID
    congregation_id: UUID
    agency_id: UUID
    revision: int


@dataclass(frozen=True, kw_only=True)
class AgreementAcceptanceReported(Event):
    """A coach wrote down the congregation's yes to an agreement as told; leaders answer it."""

    name = "partners.agreement.acceptance-reported"
    subject_field = "acceptance_id"

    acceptance_id: UUID
    agreement_id: UUID
    congregation_id: UUID


@dataclass(frozen=True, kw_only=True)
class AgreementActivated(Event):
    """Both sides said yes to the same text: the agreement holds."""

    name = "partners.agreement.activated"
    subject_field = "agreement_id"

    agreement_id: UUID
    match_id: UUID
    congregation_id: UUID
    agency_id: UUID


@dataclass(frozen=True, kw_only=True)
class AgreementReviewDue(Event):
    """A review of an agreement falls due; both sides say how to go on, coaches are told."""

    name = "partners.agreement.review-due"
    subject_field = "agreement_id"

    agreement_id: UUID
    match_id: UUID
    congregation_id: UUID
    agency_id: UUID
    participants: tuple[UUID, ...]


@dataclass(frozen=True, kw_only=True)
class AgreementEnded(Event):
    """An agreement holds no longer; `how` is `graceful` or `breach`, never why."""

    name = "partners.agreement.ended"
    subject_field = "agreement_id"

    agreement_id: UUID
    match_id: UUID
    congregation_id: UUID
    agency_id: UUID
    how: str


EVENTS: tuple[type[Event], ...] = (
    AgencyRegistered,
    AgencyClaimed,
    OfferingChanged,
    CongregationAsked,
    AgencyAsked,
    MatchIntroduced,
    MatchClosed,
    PeopleGroupsImported,
    VisitApprovalAsked,
    VisitApprovalReported,
    VisitApproved,
    VisitDebriefed,
    AgreementReviewed,
    AgreementAcceptanceReported,
    AgreementActivated,
    AgreementReviewDue,
    AgreementEnded,
)
