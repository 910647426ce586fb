"""Inventing the small things: people, choices from our lists, offerings, profiles."""

import tomllib
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from random import Random
from typing import Any

from services.seed.people_groups import first_keys
from shared.reference import places
from shared.reference.countries import countries
from shared.reference.vocabulary import codes, label

Facts = dict[str, Any]
# how often a talent or gift of a congregation is filled in; the rest stays "not yet known"
KNOWN = 0.8
MEANS = tuple(term.code for term in codes("means"))
DENOMINATIONS = ("PKN", "NGK", "CGK", "ABC", "BVEG", "VPE")
STAGES = ("discover", "mobilisation", "partner")


@dataclass(frozen=True)
class Person:
    """An invented person with an address at an `.example` domain."""

    name: str
    email: str
    language: str


@cache
def words() -> dict[str, Any]:
    """Return the invented words."""
    return tomllib.loads(files("services.seed").joinpath("words.toml").read_text("utf-8"))


def person(dice: Random, domain: str, number: int, language: str = "nl") -> Person:
    """Return a person of an organisation; the number keeps addresses apart."""
    name = f"{dice.choice(words()['given'])} {dice.choice(words()['family'])}"
    first = name.split(maxsplit=1)[0].lower()
    return Person(name=name, email=f"{first}.{number + 1}@{domain}.example", language=language)


def offering(dice: Random, number: int, today: date) -> Facts:
    """Return one invented offering; of any number of them each criterion is known for most.

    `number` counts all offerings of a network from 0.
    """
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
        "state": "open",
        "invented": True,
    }
    for place, (name, value) in enumerate(criteria(dice, region.code, starts).items()):
        if not _left_open(number, place):
            facts[name] = value
    return facts


def criteria(dice: Random, region: str, starts: date) -> Facts:
    """Return what an offering in this world region may say about itself, all filled in."""
    countries_there = [c.iso2 for c in countries() if region in (c.region, c.subregion)]
    return {
        "functions": some(dice, "functions", 2),
        "talents": some(dice, "skills", 3),
        "means": some(dice, "means", 2),
        "themes": some(dice, "passion_themes", 3),
        "regions": [region],
        "countries": sorted(dice.sample(countries_there, min(2, len(countries_there)))),
        "people_groups": sorted(dice.sample(first_keys(), dice.randint(1, 2))),
        "languages": dice.choice((["nld"], ["eng"], ["eng", "nld"], ["fra"], ["arb", "eng"])),
        "denominations": sorted(dice.sample(DENOMINATIONS, dice.choice((3, 4, 6)))),
        "starts_on": starts.isoformat(),
        "ends_on": (starts + timedelta(days=dice.choice((10, 21, 90, 365, 1095)))).isoformat(),
        "capacity": dice.randint(1, 6),
        "risk": dice.choice(codes("risk_appetites")).code,
        "cost_band": dice.choice(codes("cost_bands")).code,
        "minimum_commitment": dice.choice(codes("commitment_bands")[:4]).code,
        "role_given": dice.choice(codes("wish_roles")).code,
        "earliest_stage": dice.choice(STAGES),
        "conditions": dice.choice(("Kennismakingsgesprek vooraf.", "VOG voor wie meegaat.")),
    }


def _left_open(number: int, place: int) -> bool:
    """Tell whether this offering leaves this criterion open: one in five, never the first two."""
    return number % 5 == 2 + place % 3


def profile(dice: Random, number: int) -> Facts:
    """Return the profile of an invented congregation, as the API takes it."""
    place = dice.choice(_larger_places())
    bands = [term.code for term in codes("gift_bands")]
    talents = [term.code for term in codes("talent_bands")]
    facts: Facts = {
        "name": words()["congregations"][number % len(words()["congregations"])],
        "place": place.name,
        "region": place.province,
        "size_band": dice.choice(codes("size_bands")).code,
        "languages": ["nld"],
        "capacity_hours": dice.choice(codes("capacity_bands")).code,
        "risk_appetite": dice.choice(codes("risk_appetites")).code,
        "wish_role": dice.choice(codes("wish_roles")).code,
        "horizon": dice.choice(("visit", "year", "years")),
        "decision_body": dice.choice(codes("decision_bodies")).code,
        "gifts": {m: dice.choice(bands) for m in MEANS if dice.random() < KNOWN},
        "talents": {s: dice.choice(talents) for s in some(dice, "skills", 6)},
        "passions": {
            "theme": some(dice, "passion_themes", 3),
            "region": some(dice, "world_regions", 2),
        },
        "invented": True,
    }
    if dice.random() < KNOWN:
        facts["denomination"] = dice.choice(DENOMINATIONS)
    return facts


def some(dice: Random, listed: str, most: int) -> list[str]:
    """Return one to `most` codes of a list."""
    return sorted(dice.sample([term.code for term in codes(listed)], dice.randint(1, most)))


@cache
def _larger_places() -> tuple[places.Place, ...]:
    return tuple(place for place in places.places() if place.population > 5000)
