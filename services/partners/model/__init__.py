"""The tables of partners and what is always true of them."""

from services.partners.model.agencies import (
    OFFERING_COLUMNS,
    OFFERING_STATES,
    Agency,
    AgencyChange,
    Offering,
    OfferingChange,
)
from services.partners.model.agreements import (
    EXIT_STEPS,
    IN_FORCE,
    PREPARING,
    SIDES,
    WISHES,
    Acceptance,
    Agreement,
    AgreementChange,
    AgreementReason,
    AgreementReview,
    AgreementText,
    ExitStep,
)
from services.partners.model.base import Base
from services.partners.model.matches import (
    ASKING,
    OPEN,
    OUTCOMES,
    TOGETHER,
    Match,
    MatchChange,
    Place,
    PrivateReason,
)
from services.partners.model.peoplegroups import PeopleGroup, PeopleGroupImport, SourceRecord
from services.partners.model.projections import (
    AwaitedContact,
    Congregation,
    Employment,
    Guidance,
    Track,
)
from services.partners.model.rankings import RankingInput, RankingReceipt, RankingRun
from services.partners.model.revisions import OpenSince
from services.partners.model.shortlists import (
    CANDIDATE_KINDS,
    VERDICTS,
    Candidate,
    Criterion,
    Judgement,
    Shortlist,
)
from services.partners.model.visits import (
    RISKS,
    VISIT_KINDS,
    Visit,
    VisitApproval,
    VisitChange,
)
from shared import audit
from shared.events import tables
from shared.projections import marks

tables.add_to(Base.metadata)
marks.add_to(Base.metadata)
audit.add_to(Base.metadata)

__all__ = [
    "ASKING",
    "CANDIDATE_KINDS",
    "EXIT_STEPS",
    "IN_FORCE",
    "OFFERING_COLUMNS",
    "OFFERING_STATES",
    "OPEN",
    "OUTCOMES",
    "PREPARING",
    "RISKS",
    "SIDES",
    "TOGETHER",
    "VERDICTS",
    "VISIT_KINDS",
    "WISHES",
    "Acceptance",
    "Agency",
    "AgencyChange",
    "Agreement",
    "AgreementChange",
    "AgreementReason",
    "AgreementReview",
    "AgreementText",
    "AwaitedContact",
    "Base",
    "Candidate",
    "Congregation",
    "Criterion",
    "Employment",
    "ExitStep",
    "Guidance",
    "Judgement",
    "Match",
    "MatchChange",
    "Offering",
    "OfferingChange",
    "OpenSince",
    "PeopleGroup",
    "PeopleGroupImport",
    "Place",
    "PrivateReason",
    "RankingInput",
    "RankingReceipt",
    "RankingRun",
    "Shortlist",
    "SourceRecord",
    "Track",
    "Visit",
    "VisitApproval",
    "VisitChange",
]
