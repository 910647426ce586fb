"""The coach's pages: home, a congregation's journey and profile, partners, sessions."""

from services.portal.pages.coach import agencies, home, journey, lists, partners, sessions
from services.portal.pages.coach.area import pages

__all__ = ["agencies", "home", "journey", "lists", "pages", "partners", "sessions"]
