"""The pages about workshops: the list, the evening itself, the report, paper."""

from services.portal.pages.workshops import cards, documents, listed, photos, shown
from services.portal.pages.workshops.area import pages

__all__ = ["cards", "documents", "listed", "pages", "photos", "shown"]
