"""The pages about where a congregation stands: rounds, findings, commitments, and for raters."""

from services.portal.pages.discovery import boards, documents, overview, raters, rounds
from services.portal.pages.discovery.area import pages

__all__ = ["boards", "documents", "overview", "pages", "raters", "rounds"]
