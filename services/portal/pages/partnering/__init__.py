"""A congregation's pages about its partners: comparing, visiting, agreeing."""

from services.portal.pages.partnering import agreements, by_mail, home, shortlists, visits
from services.portal.pages.partnering.area import pages

__all__ = ["agreements", "by_mail", "home", "pages", "shortlists", "visits"]
