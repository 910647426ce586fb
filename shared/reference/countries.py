"""Countries by ISO 3166-1, and the one door through which FIPS 10-4 codes become ISO codes.

Lists of people groups carry FIPS (they call it ROG3). In 70 cases the same two letters mean another
country in ISO: FIPS NG is Niger, ISO NG is Nigeria. Inside the product every code is ISO.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from shared.reference.tables import rows


@dataclass(frozen=True, slots=True)
class Country:
    """One country or territory; `region` and `subregion` are UN M49 codes, empty for Antarctica."""

    iso2: str
    iso3: str
    fips: str
    dutch: str
    english: str
    region: str
    subregion: str

    def name(self, language: str) -> str:
        """The name in Dutch (`nl`) or else in English."""
        return self.dutch if language == "nl" else self.english


def countries() -> tuple[Country, ...]:
    """All 250 countries and territories, by ISO code."""
    return tuple(_by_iso2().values())


def country(iso2: str) -> Country:
    """The country of an ISO 3166-1 alpha-2 code in capitals; KeyError when there is none."""
    return _by_iso2()[iso2]


def is_country(iso2: str) -> bool:
    """Whether this is an ISO 3166-1 alpha-2 code in capitals."""
    return iso2 in _by_iso2()


def from_fips(code: str) -> Country | None:
    """The country of a FIPS 10-4 code (ROG3) in either case, or None."""
    return _by_fips().get(code.strip().upper())


@cache
def _by_iso2() -> Mapping[str, Country]:
    return MappingProxyType({row["iso2"]: _country(row) for row in rows("countries.csv")})


@cache
def _by_fips() -> Mapping[str, Country]:
    return MappingProxyType({one.fips: one for one in countries() if one.fips})


def _country(row: Mapping[str, str]) -> Country:
    return Country(
        iso2=row["iso2"],
        iso3=row["iso3"],
        fips=row["fips"],
        dutch=row["name_nl"],
        english=row["name_en"],
        region=row["m49_region"],
        subregion=row["m49_subregion"],
    )
