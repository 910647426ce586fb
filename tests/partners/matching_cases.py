"""Congregations and offerings in which everything is known, and ways to forget a part of it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any, TypeVar

from hypothesis import strategies as st

from services.partners.matching import Facets, OfferingFacts, Policy

SCALES = Policy().scales
BANDS = ("none", "few", "some", "many")
SKILLS = ("care", "medical", "teaching", "ict")
MEANS = ("pray", "give", "go", "send")
THEMES = ("refugees", "students", "unreached")
FAMILIES = ("reformed", "baptist")
CONDITIONS = ("vog", "child_safe")


def congregation(**known: Any) -> Facets:
    return Facets(congregation_id="c-1", as_of=date(2026, 11, 23), **known)


def offering(**known: Any) -> OfferingFacts:
    named = {"offering_id": "o-1", "agency_id": "a-1", "kind": "visit", **known}
    return OfferingFacts(**named)


def some(codes: tuple[str, ...]) -> st.SearchStrategy[frozenset[str]]:
    return st.frozensets(st.sampled_from(codes))


def banded(codes: tuple[str, ...]) -> st.SearchStrategy[dict[str, str]]:
    return st.fixed_dictionaries({code: st.sampled_from(BANDS) for code in codes})


congregations = st.builds(
    congregation,
    gifts=banded(MEANS),
    talents=banded(SKILLS),
    themes=some(THEMES),
    regions=some(("145", "034")),
    languages=some(("arb", "fra")),
    people_groups=some(("500001NL", "500002MO")),
    countries=some(("MA", "IN")),
    denomination=st.sampled_from(FAMILIES),
    capacity_people=st.sampled_from(SCALES.capacity_bands),
    capacity_hours=st.sampled_from(SCALES.capacity_bands),
    capacity_budget=st.sampled_from(SCALES.cost_bands),
    risk_appetite=st.sampled_from(SCALES.risk_appetites),
    wish_role=st.sampled_from(SCALES.wish_roles),
    languages_spoken=some(("nld", "eng", "fra")),
    conditions_met=st.fixed_dictionaries({code: st.booleans() for code in CONDITIONS}),
    stage=st.sampled_from(SCALES.stages),
    horizon=st.sampled_from(SCALES.horizons),
)

offerings = st.builds(
    offering,
    offering_id=st.text("0123456789", min_size=1, max_size=4),
    agency_id=st.sampled_from(("a-1", "a-2", "a-3", "a-4")),
    kind=st.sampled_from(tuple(SCALES.kind_horizons)),
    talents_asked=some(SKILLS),
    means_asked=some(MEANS),
    people_groups=some(("500001NL", "500002MO")),
    countries=some(("MA", "IN")),
    regions=some(("145", "034")),
    languages=some(("nld", "eng", "fra", "arb")),
    themes=some(THEMES),
    period_from=st.just(date(2026, 1, 1)),
    period_to=st.sampled_from((None, date(2026, 6, 1), date(2027, 6, 1))),
    capacity=st.integers(1, 20),
    capacity_left=st.integers(0, 3),
    recent_introductions=st.integers(0, 9),
    risk_level=st.sampled_from(SCALES.risk_appetites),
    required_denominations=some(FAMILIES),
    required_conditions=some(CONDITIONS),
    cost_band=st.sampled_from(SCALES.cost_bands),
    minimum_commitment=st.sampled_from(SCALES.commitment_bands),
    role_given=st.sampled_from(SCALES.wish_roles),
    earliest_stage=st.sampled_from(SCALES.stages),
)

FACETS_TO_FORGET = tuple(
    name for name in Facets.__dataclass_fields__ if name not in ("congregation_id", "as_of")
)
FACTS_TO_FORGET = tuple(
    name
    for name, field in OfferingFacts.__dataclass_fields__.items()
    if field.default is None and name not in ("capacity", "period_from", "period_to")
)


Known = TypeVar("Known", Facets, OfferingFacts)
Value = TypeVar("Value")


def forgetting(known: Known, names: frozenset[str]) -> Known:
    nothing: dict[str, Any] = dict.fromkeys(names)
    return replace(known, **nothing)


def without_codes(facets: Facets, codes: frozenset[str]) -> Facets:
    return replace(
        facets,
        gifts=_less(facets.gifts, codes),
        talents=_less(facets.talents, codes),
        conditions_met=_less(facets.conditions_met, codes),
    )


def _less(known: Mapping[str, Value] | None, codes: frozenset[str]) -> dict[str, Value]:
    return {code: value for code, value in (known or {}).items() if code not in codes}
