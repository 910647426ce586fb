"""The agency's pages: its offerings, the requests to answer, its people and keys."""

from services.portal.pages.agency import (
    by_mail,
    check_ins,
    courses,
    home,
    keys,
    offerings,
    partnerships,
    people,
    receipts,
    requests,
    sheet,
)
from services.portal.pages.agency.area import pages

__all__ = [
    "by_mail",
    "check_ins",
    "courses",
    "home",
    "keys",
    "offerings",
    "pages",
    "partnerships",
    "people",
    "receipts",
    "requests",
    "sheet",
]
