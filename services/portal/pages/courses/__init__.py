"""The pages about courses: all of a congregation, one course, one lesson, what is printed."""

from services.portal.pages.courses import documents, lesson, listed, run
from services.portal.pages.courses.area import pages

__all__ = ["documents", "lesson", "listed", "pages", "run"]
