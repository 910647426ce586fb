"""What a home team usually does, per seat, and what is worth saying about how it is filled."""

import tomllib
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from dateutil.relativedelta import relativedelta

SMALLEST, LARGEST = 5, 7  # people; more or fewer is allowed and said
_MONTHS = {"month": 1, "quarter": 3, "year": 12}


@dataclass(frozen=True, slots=True)
class UsualDuty:
    """One thing that a seat usually does, and how often."""

    seat: str
    every: str
    title_nl: str
    title_en: str


@cache
def usual_duties() -> tuple[UsualDuty, ...]:
    """Return what a new team begins with."""
    text = files(__name__).joinpath("template.toml").read_text("utf-8")
    return tuple(UsualDuty(**duty) for duty in tomllib.loads(text)["duties"])


def next_time(every: str, after: date) -> date | None:
    """Return the day on which a duty comes again; None for what is done once."""
    return after + relativedelta(months=_MONTHS[every]) if every in _MONTHS else None


def warnings(size: int | None, filled: Collection[str], *, safe: bool) -> list[str]:
    """Return codes of what is worth another look: too_small, too_large, and what is missing.

    `safe` tells whether there is a calamity protocol.
    """
    found = []
    if size is not None and size < SMALLEST:
        found.append("too_small")
    if size is not None and size > LARGEST:
        found.append("too_large")
    if "confidant" not in filled:
        found.append("no_confidant")
    if not safe:
        found.append("no_calamity_protocol")
    return found
