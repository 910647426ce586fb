"""An invented network of any size: same seed, same network; every row says that it is invented."""

import tomllib
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from random import Random
from typing import Any

from shared.reference import places
from shared.reference.countries import countries
from shared.reference.vocabulary import codes, label

Facts = dict[str, Any]
# how often an offering's criterion is filled in; the rest stays "not yet known"
KNOWN = 0.8
MEANS = tuple(term.code for term in codes("means"))


@dataclass(frozen=True)
class Person:
    """An invented person with an address at an `.example` domain."""

    name: str
    email: str
    language: str


@dataclass(frozen=True)
class Congregation:
    """An invented congregation: its profile as the API takes it, its people and its history."""

    profile: Facts
    leaders: tuple[Person, ...]
    tracks_done: int
    last_contact_days: int | None
    contact_line: str


@dataclass(frozen=True)
class Agency:
    """An invented agency; one that has not joined has no people of its own."""

    name: str
    joined: bool
    people: tuple[Person, ...]
    offerings: tuple[Facts, ...]


@dataclass(frozen=True)
class Network:
    """Everything an invented network holds."""

    congregations: tuple[Congregation, ...]
    agencies: tuple[Agency, ...]


def network(
    *, congregations: int, agencies: int, offerings: int, seed: int, today: date
) -> Network:
    """Return an invented network of this size."""
    dice = Random(seed)
    per_agency = [offerings // agencies + (n < offerings % agencies) for n in range(agencies)]
    return Network(
        congregations=tuple(_congregation(dice, n) for n in range(congregations)),
        agencies=tuple(_agency(dice, n, per_agency[n], today) for n in range(agencies)),
    )


@cache
def words() -> dict[str, Any]:
    """Return the invented words."""
    return tomllib.loads(files("services.seed").joinpath("words.toml").read_text("utf-8"))


def offering(dice: Random, number: int, today: date) -> Facts:
    """Return one invented offering; each criterion is known for about four in five."""
    kind = dice.choice(codes("offering_kinds")).code
    region = dice.choice(codes("world_regions"))
    title_nl, title_en, summary_nl, summary_en = words()["offerings"][kind]
    starts = today + timedelta(days=dice.randint(30, 400))
    facts: Facts = {
        "ref": f"INV-{number:05d}",
        "kind": kind,
        "title_nl": title_nl.format(place=label("world_regions", region.code, "nl")),
        "title_en": title_en.format(place=label("world_regions", region.code, "en")),
        "summary_nl": summary_nl,
        "summary_en": summary_en,
        "label": dice.choices((0, 1, 2), (5, 4, 1))[0],
        "invented": True,
    }
    for name, value in _criteria(dice, region.code, starts).items():
        if dice.random() < KNOWN:
            facts[name] = value
    return facts


def _criteria(dice: Random, region: str, starts: date) -> Facts:
    countries_there = [c.iso2 for c in countries() if region in (c.region, c.subregion)]
    return {
        "functions": _some(dice, "functions", 2),
        "talents": _some(dice, "skills", 3),
        "means": _some(dice, "means", 2),
        "themes": _some(dice, "passion_themes", 3),
        "regions": [region],
        "countries": sorted(dice.sample(countries_there, min(2, len(countries_there)))),
        "languages": dice.choice((["nld"], ["eng"], ["eng", "nld"], ["fra"], ["arb", "eng"])),
        "starts_on": starts.isoformat(),
        "ends_on": (starts + timedelta(days=dice.choice((10, 21, 90, 365, 1095)))).isoformat(),
        "capacity": dice.randint(1, 6),
        "risk": dice.choice(codes("risk_appetites")).code,
        "cost_band": dice.choice(codes("cost_bands")).code,
        "minimum_commitment": dice.choice(codes("commitment_bands")[:4]).code,
        "role_given": dice.choice(codes("wish_roles")).code,
        "conditions": dice.choice(("", "Kennismakingsgesprek vooraf.", "VOG voor wie meegaat.")),
    }


def _congregation(dice: Random, number: int) -> Congregation:
    place = dice.choice(_larger_places())
    name = words()["congregations"][number % len(words()["congregations"])]
    slug = f"gemeente{number + 1}"
    return Congregation(
        profile=_profile(dice, name, place),
        leaders=tuple(
            _person(dice, slug, n, "en" if n == 2 and number % 3 == 0 else "nl")
            for n in range(3 if number % 4 == 0 else 2)
        ),
        tracks_done=dice.choice((0, 0, 1, 1, 2, 3, 4, 5)),
        last_contact_days=dice.choice((None, 2, 5, 9, 16, 25, 40, 55, 80)),
        contact_line=dice.choice(words()["contact_lines"]),
    )


def _profile(dice: Random, name: str, place: places.Place) -> Facts:
    bands = [term.code for term in codes("gift_bands")]
    talents = [term.code for term in codes("talent_bands")]
    return {
        "name": name,
        "place": place.name,
        "region": place.province,
        "denomination": dice.choice(("PKN", "NGK", "CGK", "ABC", "BVEG", "VPE", None)),
        "size_band": dice.choice(codes("size_bands")).code,
        "languages": ["nld"],
        "capacity_hours": dice.choice(codes("capacity_bands")).code,
        "risk_appetite": dice.choice(codes("risk_appetites")).code,
        "wish_role": dice.choice(codes("wish_roles")).code,
        "gifts": {m: dice.choice(bands) for m in MEANS if dice.random() < KNOWN},
        "talents": {s: dice.choice(talents) for s in _some(dice, "skills", 6)},
        "passions": [f"theme:{code}" for code in _some(dice, "passion_themes", 3)]
        + [f"region:{code}" for code in _some(dice, "world_regions", 2)],
        "invented": True,
    }


def _agency(dice: Random, number: int, offerings: int, today: date) -> Agency:
    names = words()["agencies"]
    extra = "" if number < len(names) else f" {number // len(names) + 1}"
    # one in four has not joined: a coach entered it from a brochure
    joined = number % 4 != 3
    return Agency(
        name=names[number % len(names)] + extra,
        joined=joined,
        people=(_person(dice, f"organisatie{number + 1}", 0, "nl"),),
        offerings=tuple(offering(dice, number * 1000 + n, today) for n in range(offerings)),
    )


def _person(dice: Random, domain: str, number: int, language: str) -> Person:
    name = f"{dice.choice(words()['given'])} {dice.choice(words()['family'])}"
    first = name.split(maxsplit=1)[0].lower()
    return Person(name=name, email=f"{first}.{number + 1}@{domain}.example", language=language)


def _some(dice: Random, listed: str, most: int) -> list[str]:
    return sorted(dice.sample([term.code for term in codes(listed)], dice.randint(1, most)))


@cache
def _larger_places() -> tuple[places.Place, ...]:
    return tuple(place for place in places.places() if place.population > 5000)
