"""The operator's pages: organisations, what waits, mail, people groups."""

from services.portal.pages.operator import (
    deliveries,
    events,
    organisations,
    people_groups,
    rankings,
)
from services.portal.pages.operator.area import pages

__all__ = ["deliveries", "events", "organisations", "pages", "people_groups", "rankings"]
