"""The routes of partners; each view opens one transaction and calls one action or query."""

from services.partners.api import (
    agencies,
    agreements,
    matches,
    offerings,
    peoplegroups,
    receipts,
    service,
    shortlists,
    visits,
)

BLUEPRINTS = (
    agencies.blp,
    offerings.blp,
    matches.blp,
    peoplegroups.blp,
    receipts.blp,
    service.blp,
    shortlists.blp,
    visits.blp,
    agreements.blp,
)
