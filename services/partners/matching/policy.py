"""The published policy of the ranking: every weight and scale that decides an order."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import NamedTuple

HALF = 5000


class Weight(NamedTuple):
    """What a criterion can add for each side, in hundredths of a point; each side has fifty."""

    congregation: int
    agency: int


HOURS = ("hours_under_10", "hours_10_40", "hours_40_160", "hours_over_160")


def kind_horizons() -> Mapping[str, str]:
    """How long each kind of offering asks a congregation to stay, as a code of `horizons`."""
    lasting = {
        "visit": ("visit", "course", "short_term", "training", "facilitator"),
        "year": ("mid_term", "project", "diaspora", "prayer", "coaching", "research"),
        "years": ("long_term",),
    }
    return MappingProxyType({kind: span for span, kinds in lasting.items() for kind in kinds})


@dataclass(frozen=True, slots=True, kw_only=True)
class Scales:
    """Codes in their order from least to most; a code that is not on its scale is not yet known.

    The codes are those of the shared vocabulary; `stages` are the tracks of the shipped journey.
    """

    capacity_bands: tuple[str, ...] = ("none", *HOURS)
    commitment_bands: tuple[str, ...] = ("none", *HOURS)
    cost_bands: tuple[str, ...] = ("free", "under_100", "100_500", "500_2500", "over_2500")
    risk_appetites: tuple[str, ...] = ("low", "medium", "high")
    wish_roles: tuple[str, ...] = ("supporter", "contributor", "partner", "co_leader")
    horizons: tuple[str, ...] = ("visit", "year", "years")
    stages: tuple[str, ...] = (
        "kairos",
        "discover",
        "mobilisation",
        "partner",
        "synergy",
        "launch",
        "implementation",
        "evaluation",
    )
    kind_horizons: Mapping[str, str] = field(default_factory=kind_horizons)
    band_shares: Mapping[str, int] = field(
        default_factory=lambda: MappingProxyType({"none": 0, "few": 60, "some": 80, "many": 100})
    )


def published_weights() -> Mapping[str, Weight]:
    """The weights of this version; each column adds up to fifty points (5000 hundredths)."""
    return MappingProxyType(
        {
            "people_groups": Weight(700, 300),
            "places": Weight(500, 200),
            "heart_languages": Weight(200, 0),
            "themes": Weight(900, 200),
            "talents": Weight(500, 1400),
            "means": Weight(400, 800),
            "role": Weight(900, 400),
            "horizon": Weight(300, 400),
            "languages": Weight(200, 400),
            "risk": Weight(100, 0),
            "costs": Weight(100, 0),
            "commitment": Weight(0, 300),
            "denomination": Weight(100, 100),
            "conditions": Weight(0, 200),
            "stage": Weight(0, 100),
            "room": Weight(100, 0),
            "period": Weight(0, 0),
            "goers": Weight(0, 200),
        }
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """How offerings are ordered: version, weights, scales, and the numbers of fair exposure.

    `exposure_lambda` is in hundredths: 100 halves the rank value of an offering that was recently
    introduced as often as it has places. `fair_list` places hold one offering of the least
    shown third when its rank value is within `fair_margin` percent of the last place.
    Raises ValueError when the weights do not give each side the same fifty points.
    """

    version: str = "2026-1"
    weights: Mapping[str, Weight] = field(default_factory=published_weights)
    scales: Scales = field(default_factory=Scales)
    neutral_share: int = 50
    same_region_share: int = 60
    more_say_share: int = 70
    one_step_share: int = 40
    exposure_lambda: int = 100
    assumed_capacity: int = 3
    fair_list: int = 5
    fair_margin: int = 10

    def __post_init__(self) -> None:
        """Refuses weights that would make one side count more than the other."""
        congregation = sum(weight.congregation for weight in self.weights.values())
        agency = sum(weight.agency for weight in self.weights.values())
        if (congregation, agency) != (HALF, HALF):
            raise ValueError(f"each side has {HALF} hundredths, not {congregation} and {agency}")
        if any(value < 0 for weight in self.weights.values() for value in weight):
            raise ValueError("a weight cannot be negative")
        if self.assumed_capacity < 1 or self.exposure_lambda < 0:
            raise ValueError("the assumed capacity is at least one and lambda is not negative")
