"""What a date runs into on the Dutch calendar.

Public holidays and the binding school holidays (christmas, may, summer) stop a plan; advised
school holidays, church days and memorial days only warn: a person decides.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from shared.reference.calendar import (
    Day,
    Period,
    days_on,
    known_from,
    known_until,
    public_holidays,
    school_holidays,
)

Reason = Literal[
    "public_holiday",
    "school_holiday",
    "church_day",
    "memorial_day",
    "sunday",
    "asked",
    "calendar_unknown",
]


@dataclass(frozen=True, slots=True)
class Skip:
    """A date to avoid and why: never planned when `binding`, else planned with this warning."""

    on: date
    reason: Reason
    binding: bool
    dutch: str
    english: str

    def label(self, language: str) -> str:
        """What people read, in Dutch (`nl`) or else in English."""
        return self.dutch if language == "nl" else self.english


def check(on: date, region: str | None) -> list[Skip]:
    """Everything a single session on this date runs into, the binding first; empty when free."""
    if isinstance(on, datetime):
        # A datetime passes for a date everywhere, but is found on no calendar of dates.
        raise TypeError("a session is checked by its date on the wall")
    found = [_named_day(day) for day in days_on(on)]
    if region is not None:
        found += [_school(on, period) for period in school_holidays(region, on, on)]
    if not _is_known(on, region):
        found.append(_unknown(on))
    return sorted(found, key=lambda one: not one.binding)


def _named_day(day: Day) -> Skip:
    match day.kind:
        case "public":
            return Skip(day.on, "public_holiday", True, day.dutch, day.english)
        case "church":
            return Skip(day.on, "church_day", False, day.dutch, day.english)
        case "memorial":
            return Skip(day.on, "memorial_day", False, day.dutch, day.english)


def _school(on: date, period: Period) -> Skip:
    return Skip(on, "school_holiday", period.binding, period.dutch, period.english)


def _is_known(on: date, region: str | None) -> bool:
    days_known = bool(public_holidays(on.year))
    return days_known and (region is None or known_from() <= on <= known_until())


def _unknown(on: date) -> Skip:
    return Skip(
        on,
        "calendar_unknown",
        False,
        "De vakanties van deze tijd zijn niet bekend",
        "The holidays of this time are not known",
    )
