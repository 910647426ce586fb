"""Which codes a profile may hold: the shared lists, one reader per field."""

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType

from shared.reference import vocabulary
from shared.reference.countries import is_country
from shared.reference.denominations import denomination
from shared.reference.languages import from_two_letters, language

HORIZONS = ("visit", "year", "years")

# the list of the shared vocabulary that a field takes its codes from
LISTS: Mapping[str, str] = MappingProxyType(
    {
        "region": "provinces",
        "size_band": "size_bands",
        "capacity_people": "capacity_bands",
        "capacity_hours": "capacity_bands",
        "capacity_budget": "cost_bands",
        "risk_appetite": "risk_appetites",
        "wish_role": "wish_roles",
        "decision_body": "decision_bodies",
    }
)

_KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:-]{0,63}\Z", re.ASCII)


def known(field: str, value: str) -> str | None:
    """Return the code of this field that `value` stands for, or None when there is none."""
    reader = _READERS.get(field)
    if reader:
        return reader(value)
    return value if vocabulary.is_code(LISTS[field], value) else None


def in_list(list_name: str) -> Callable[[str], str | None]:
    """Return a reader for the codes of one shared list."""
    return lambda value: value if vocabulary.is_code(list_name, value) else None


def spoken(value: str) -> str | None:
    """Return the ISO 639-3 code of a language given by its two or three letters."""
    found = from_two_letters(value) if len(value) == 2 else language(value)
    return found.code if found else None


def _denomination(value: str) -> str | None:
    return value if denomination(value) else None


def _horizon(value: str) -> str | None:
    return value if value in HORIZONS else None


def _country(value: str) -> str | None:
    return value if is_country(value) else None


def _people_group(value: str) -> str | None:
    return value if _KEY.match(value) else None


_READERS: Mapping[str, Callable[[str], str | None]] = MappingProxyType(
    {"denomination": _denomination, "horizon": _horizon, "languages": spoken}
)

# kinds of passion as they stand on events, each with the reader of its codes
PASSIONS: Mapping[str, Callable[[str], str | None]] = MappingProxyType(
    {
        "theme": in_list("passion_themes"),
        "region": in_list("world_regions"),
        "language": spoken,
        "people_group": _people_group,
        "country": _country,
    }
)
