"""Dutch places and municipalities, and the school region in which each has its holidays."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Literal, cast, get_args

from shared.reference.tables import rows

Region = Literal["north", "middle", "south"]
REGIONS: tuple[Region, ...] = get_args(Region)


@dataclass(frozen=True, slots=True)
class Place:
    """A place; `province` is ISO 3166-2, `municipality` is empty for some small places."""

    name: str
    municipality: str
    province: str
    school_region: Region
    latitude: float
    longitude: float
    population: int


@dataclass(frozen=True, slots=True)
class Municipality:
    """A municipality; `note` is filled where a part of it lies in another school region."""

    cbs_code: str
    name: str
    province: str
    school_region: Region
    note: str


def places() -> tuple[Place, ...]:
    """All 1,966 places, the largest first."""
    return _places()


def places_named(name: str) -> tuple[Place, ...]:
    """Every place of this name (case and accents aside), the largest first: some occur twice."""
    return _places_by_name().get(_folded(name), ())


def municipalities() -> tuple[Municipality, ...]:
    """All 342 municipalities, by name."""
    return _municipalities()


def municipalities_named(name: str) -> tuple[Municipality, ...]:
    """Every municipality of this name or CBS code: only Bergen exists twice."""
    return _municipalities_by_name().get(_folded(name), ())


def school_region(municipality: str) -> Region | None:
    """The school region of a municipality by name or CBS code; None when unknown or not unique."""
    regions = {one.school_region for one in municipalities_named(municipality)}
    return regions.pop() if len(regions) == 1 else None


@cache
def _places() -> tuple[Place, ...]:
    found = (_place(row) for row in rows("nl_places.csv"))
    return tuple(sorted(found, key=lambda one: (-one.population, one.name)))


@cache
def _municipalities() -> tuple[Municipality, ...]:
    return tuple(
        Municipality(
            cbs_code=row["cbs_code"],
            name=row["name"],
            province=f"NL-{row['province']}",
            school_region=cast(Region, row["school_region"]),
            note=row["note"],
        )
        for row in rows("nl_municipalities.csv")
    )


@cache
def _places_by_name() -> Mapping[str, tuple[Place, ...]]:
    found: dict[str, tuple[Place, ...]] = {}
    for place in places():
        key = _folded(place.name)
        found[key] = (*found.get(key, ()), place)
    return MappingProxyType(found)


@cache
def _municipalities_by_name() -> Mapping[str, tuple[Municipality, ...]]:
    found: dict[str, tuple[Municipality, ...]] = {}
    for one in municipalities():
        for key in (_folded(one.name), _folded(one.cbs_code)):
            found[key] = (*found.get(key, ()), one)
    return MappingProxyType(found)


def _place(row: Mapping[str, str]) -> Place:
    return Place(
        name=row["name"],
        municipality=row["municipality"],
        province=f"NL-{row['province']}",
        school_region=cast(Region, row["school_region"]),
        latitude=float(row["lat"]),
        longitude=float(row["lon"]),
        population=int(row["population"] or 0),
    )


def _folded(name: str) -> str:
    spread = unicodedata.normalize("NFKD", name.replace("’", "'"))
    return "".join(sign for sign in spread if not unicodedata.combining(sign)).strip().casefold()
