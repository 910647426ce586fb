"""The tables of partners and what is always true of them."""

from services.partners.model.agencies import (
    OFFERING_STATES,
    Agency,
    AgencyChange,
    Offering,
    OfferingChange,
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
from shared import audit
from shared.events import tables

tables.add_to(Base.metadata)
audit.add_to(Base.metadata)

__all__ = [
    "ASKING",
    "OFFERING_STATES",
    "OPEN",
    "OUTCOMES",
    "TOGETHER",
    "Agency",
    "AgencyChange",
    "AwaitedContact",
    "Base",
    "Congregation",
    "Employment",
    "Guidance",
    "Match",
    "MatchChange",
    "Offering",
    "OfferingChange",
    "PeopleGroup",
    "PeopleGroupImport",
    "Place",
    "PrivateReason",
    "SourceRecord",
    "Track",
]
