"""The Dutch calendar: public, church and memorial days, and school holidays per region.

Days are known for 2025-2035; school holidays only as far as the ministry has set them, so ask
`known_until` before trusting an empty answer.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from types import MappingProxyType
from typing import Literal, cast

from shared.reference.places import REGIONS, Region
from shared.reference.tables import rows

DayKind = Literal["public", "church", "memorial"]


@dataclass(frozen=True, slots=True)
class Day:
    """A day with a name; on church days many congregations hold a service of their own."""

    on: date
    kind: DayKind
    dutch: str
    english: str


@dataclass(frozen=True, slots=True)
class Period:
    """A school holiday, first and last day included; `binding` when set, else only advised."""

    region: Region
    kind: str
    first: date
    last: date
    binding: bool
    dutch: str
    english: str


def public_holidays(year: int) -> tuple[Day, ...]:
    """The public holidays of a year, empty for a year outside the table."""
    return tuple(day for day in _days() if day.on.year == year and day.kind == "public")


def days_on(on: date) -> tuple[Day, ...]:
    """Every named day that falls on this date: two when King's Day meets Easter."""
    return _days_by_date().get(on, ())


def school_holidays(region: str, from_: date, to: date) -> tuple[Period, ...]:
    """The school holidays touching from_..to (both included); ValueError for an unknown region."""
    if region not in REGIONS:
        raise ValueError(f"the school region is one of {', '.join(REGIONS)}")
    return tuple(
        period
        for period in _periods()
        if period.region == region and period.first <= to and period.last >= from_
    )


def known_from() -> date:
    """The first day from which the school holidays of every region are known."""
    return max(min(one.first for one in _periods() if one.region == region) for region in REGIONS)


def known_until() -> date:
    """The last day up to which the school holidays of every region are known."""
    return min(max(one.last for one in _periods() if one.region == region) for region in REGIONS)


@cache
def _days() -> tuple[Day, ...]:
    return tuple(
        Day(
            on=date.fromisoformat(row["date"]),
            kind=cast(DayKind, row["kind"]),
            dutch=row["name_nl"],
            english=row["name_en"],
        )
        for row in rows("nl_days.csv")
    )


@cache
def _days_by_date() -> Mapping[date, tuple[Day, ...]]:
    found: dict[date, tuple[Day, ...]] = {}
    for day in _days():
        found[day.on] = (*found.get(day.on, ()), day)
    return MappingProxyType(found)


@cache
def _periods() -> tuple[Period, ...]:
    found = (_period(row) for row in rows("nl_school_holidays.csv"))
    return tuple(sorted(found, key=lambda one: (one.first, one.region)))


def _period(row: Mapping[str, str]) -> Period:
    return Period(
        region=cast(Region, row["region"]),
        kind=row["kind"],
        first=date.fromisoformat(row["start"]),
        last=date.fromisoformat(row["end"]),
        binding=row["status"] == "binding",
        dutch=row["name_nl"],
        english=row["name_en"],
    )
