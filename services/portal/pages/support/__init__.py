"""The pages about support: the plan, the measure, its result, and the slip that anybody holds."""

from services.portal.pages.support import documents, entering, measures, plan, slips
from services.portal.pages.support.area import pages

__all__ = ["documents", "entering", "measures", "pages", "plan", "slips"]
