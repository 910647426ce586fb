"""Reads people-group lists in the column layout of Joshua Project as they come, rows with reasons.

Nothing here knows of a database or of the web; who applies a reading decides what becomes of it.
"""

from services.partners.peoplegroups.reading import read
from services.partners.peoplegroups.rows import (
    BibleStatus,
    Flag,
    Layout,
    PeopleGroupRow,
    Reading,
    Rejected,
    Unreadable,
)
from services.partners.peoplegroups.wording import say

__all__ = [
    "BibleStatus",
    "Flag",
    "Layout",
    "PeopleGroupRow",
    "Reading",
    "Rejected",
    "Unreadable",
    "read",
    "say",
]
