"""A synthetic market: agencies of two sizes, a year of congregations, and how these choose.

Everything is drawn from one seed. The market knows of no weight: congregations choose by a truth of
which the ranking knows a part only, by a taste of their own, and by how far down a list they read.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date, timedelta
from random import Random
from typing import Any, TypeVar

from services.partners.matching import Exclusion, Facets, OfferingFacts, Policy, explain, rank

LARGE, SMALL = 3, 30
OFFERINGS_OF_LARGE, OFFERINGS_OF_SMALL = 8, (1, 2)
PLACES_OF_LARGE, PLACES_OF_SMALL = (8, 20), (2, 4)
ARRIVALS = 120
BEGIN = date(2026, 1, 1)
RECENT = timedelta(days=90)
SHOWN = 5
# how many of ten read the first, the second, … fifth partner of a list, and what is never told
READ_ON = (1.0, 0.85, 0.7, 0.55, 0.45)
UNTOLD = 0.2
TASTE = 0.12

THEMES = ("refugees", "students", "children", "bible", "justice", "health", "muslims", "church")
REGIONS = ("011", "014", "015", "034", "035", "145", "151", "013")
TONGUES = ("nld", "eng", "fra", "arb", "spa", "tur")
SKILLS = ("care", "medical", "teaching", "ict", "building", "music")
MEANS = ("pray", "give", "go", "send", "welcome")
BANDS = ("none", "few", "some", "many")
KINDS = ("visit", "short_term", "project", "diaspora", "prayer", "long_term")
SCALES = Policy().scales
JUDGE = Policy()

Known = TypeVar("Known", Facets, OfferingFacts)


@dataclass(frozen=True)
class Arrival:
    """A congregation on the day it looks for a partner: as it is, and as far as it is known."""

    day: date
    truth: Facets
    told: Facets


@dataclass(frozen=True)
class Market:
    """Every offering as it is and as far as it is told, and a year of arrivals in their order."""

    seed: int
    truths: Mapping[str, OfferingFacts]
    told: Mapping[str, OfferingFacts]
    arrivals: tuple[Arrival, ...]


@dataclass(frozen=True)
class Year:
    """What a year of one ranking led to."""

    introductions: int
    offerings: int


def market(seed: int) -> Market:
    """Draw a market; the same seed is the same market."""
    dice = Random(seed)
    agencies = [(f"large-{n}", True) for n in range(LARGE)]
    agencies += [(f"small-{n}", False) for n in range(SMALL)]
    truths: dict[str, OfferingFacts] = {}
    for agency, large in agencies:
        for number in range(OFFERINGS_OF_LARGE if large else dice.randint(*OFFERINGS_OF_SMALL)):
            # a name by lot, so that names tell nothing of sizes
            name = f"{dice.getrandbits(64):016x}-{number}"
            truths[name] = _offering(dice, name, agency, large=large)
    days = sorted(dice.randrange(365) for _ in range(ARRIVALS))
    arrivals = [_arrival(dice, n, BEGIN + timedelta(days=day)) for n, day in enumerate(days)]
    told = {name: _partly(dice, truth) for name, truth in truths.items()}
    return Market(seed, truths, told, tuple(arrivals))


def year(there: Market, policy: Policy) -> Year:
    """Let the year pass under a policy; the congregations throw the same dice under each."""
    introduced: dict[str, list[date]] = {name: [] for name in there.truths}
    for arrival in there.arrivals:
        offered = [_today(told, introduced[name], arrival) for name, told in there.told.items()]
        result = rank(arrival.told, offered, policy=policy)
        shown = [ranking.offering_id for ranking in result.ranked[:SHOWN]]
        chosen = _chosen(there, arrival, shown)
        if chosen:
            introduced[chosen].append(arrival.day)
    found = [len(days) for days in introduced.values()]
    return Year(introductions=sum(found), offerings=sum(map(bool, found)))


def _today(told: OfferingFacts, days: list[date], arrival: Arrival) -> OfferingFacts:
    since = arrival.day - RECENT
    return replace(
        told,
        recent_introductions=sum(day > since for day in days),
        capacity_left=(told.capacity or 0) - len(days),
    )


def _chosen(there: Market, arrival: Arrival, shown: list[str]) -> str | None:
    """The first on the list that is read and liked; who stops reading chooses nobody further."""
    for name, reads_on in zip(shown, READ_ON, strict=False):
        # by pair and not by place: another order changes what is read, never what is liked
        dice = Random(f"{there.seed} {arrival.truth.congregation_id} {name}")
        taste, liking, patience = dice.gauss(0, TASTE), dice.random(), dice.random()
        if patience < reads_on and liking < _willing(there, arrival, name, taste):
            return name
    return None


def _willing(there: Market, arrival: Arrival, name: str, taste: float) -> float:
    """How likely it is that both say yes: from how well they fit, all being known."""
    found = explain(arrival.truth, there.truths[name], JUDGE)
    if isinstance(found, Exclusion):
        return 0.0
    return min(1.0, max(0.0, (found.mid / 10_000 - 0.3 + taste) * 1.6))


def _offering(dice: Random, name: str, agency: str, *, large: bool) -> OfferingFacts:
    wide = 2 if large else 1
    return OfferingFacts(
        offering_id=name,
        agency_id=agency,
        kind=dice.choice(KINDS),
        talents_asked=_some(dice, SKILLS, 0, 2),
        means_asked=_some(dice, MEANS, 1, 2),
        themes=_some(dice, THEMES, 1, 1 + wide),
        regions=_some(dice, REGIONS, 1, wide),
        countries=frozenset(),
        people_groups=frozenset(),
        languages=_some(dice, TONGUES, 1, 1 + wide),
        period_from=BEGIN,
        capacity=dice.randint(*(PLACES_OF_LARGE if large else PLACES_OF_SMALL)),
        risk_level=dice.choice(("low", "low", "medium", "high")),
        required_denominations=frozenset(),
        required_conditions=frozenset(),
        cost_band=dice.choice(SCALES.cost_bands),
        minimum_commitment=dice.choice(SCALES.commitment_bands[:3]),
        role_given=dice.choice(SCALES.wish_roles),
        earliest_stage=dice.choice(SCALES.stages[:4]),
    )


def _arrival(dice: Random, number: int, day: date) -> Arrival:
    truth = Facets(
        congregation_id=f"c-{number}",
        as_of=day,
        gifts=_banded(dice, MEANS),
        talents=_banded(dice, SKILLS),
        themes=_some(dice, THEMES, 1, 3),
        regions=_some(dice, REGIONS, 1, 3),
        countries=frozenset(),
        people_groups=frozenset(),
        languages=frozenset(),
        languages_spoken=_some(dice, TONGUES, 1, 3),
        denomination="reformed",
        capacity_people=dice.choice(SCALES.capacity_bands[1:]),
        capacity_hours=dice.choice(SCALES.capacity_bands[1:]),
        capacity_budget=dice.choice(SCALES.cost_bands[1:]),
        risk_appetite=dice.choice(SCALES.risk_appetites),
        wish_role=dice.choice(SCALES.wish_roles),
        stage=dice.choice(SCALES.stages[2:6]),
        horizon=dice.choice(SCALES.horizons),
    )
    return Arrival(day, truth, _partly(dice, truth))


def _partly(dice: Random, truth: Known) -> Known:
    """Forget a fifth of what may be left out of a profile or an offering."""
    named = ("capacity", "period_from", "period_to")
    may = [field.name for field in fields(truth) if field.default is None]
    lost = [name for name in may if name not in named and dice.random() < UNTOLD]
    nothing: dict[str, Any] = dict.fromkeys(lost)
    return replace(truth, **nothing)


def _some(dice: Random, codes: tuple[str, ...], least: int, most: int) -> frozenset[str]:
    return frozenset(dice.sample(codes, dice.randint(least, most)))


def _banded(dice: Random, codes: tuple[str, ...]) -> dict[str, str]:
    return {code: dice.choice(BANDS) for code in codes}
