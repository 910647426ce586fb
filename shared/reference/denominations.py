"""Dutch denominations, with the words each uses for its congregation and for who leads it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from shared.reference.tables import rows


@dataclass(frozen=True, slots=True)
class Denomination:
    """One denomination; `local_unit` and `leaders` are its own Dutch words."""

    code: str
    name: str
    abbreviation: str
    family: str
    local_unit: str
    leaders: str
    order: str
    note: str


def denominations() -> tuple[Denomination, ...]:
    """All denominations in the order of the file, independent and Catholic ones last."""
    return tuple(_by_code().values())


def denomination(code: str) -> Denomination | None:
    """The denomination of a code, or None."""
    return _by_code().get(code)


@cache
def _by_code() -> Mapping[str, Denomination]:
    found = (_denomination(row) for row in rows("nl_denominations.csv"))
    return MappingProxyType({one.code: one for one in found})


def _denomination(row: Mapping[str, str]) -> Denomination:
    return Denomination(
        code=row["code"],
        name=row["name"],
        abbreviation=row["abbr"],
        family=row["family"],
        local_unit=row["local_unit_nl"],
        leaders=row["leaders_nl"],
        order=row["order"],
        note=row["note"],
    )
