"""What could still be answered or changed, fact by fact, for the better or the worse of a pair.

Hearts are no bargaining matter: themes, peoples and places change nothing here once they are known.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from services.partners.matching.facts import Codes, Facets, OfferingFacts
from services.partners.matching.judgement import step
from services.partners.matching.policy import Policy

ANOTHER = frozenset({""})
SETS = (
    ("themes", "themes"),
    ("people_groups", "people_groups"),
    ("countries", "countries"),
    ("regions", "regions"),
    ("languages", "languages"),
    ("languages_spoken", "languages"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One fact (as in `Contribution.missing`) with the value it would have; `answers` an unknown.

    `better` tells which of its two sentences is meant.
    """

    fact: str
    value: Any
    answers: bool
    better: bool

    def applied(self, facets: Facets, offering: OfferingFacts) -> tuple[Facets, OfferingFacts]:
        """The two as they would then be."""
        side, _, name = self.fact.partition(".")
        told: dict[str, Any] = {name: self.value}
        if side == "congregation":
            return replace(facets, **told), offering
        return facets, replace(offering, **told)


def better(facets: Facets, offering: OfferingFacts, policy: Policy) -> tuple[Change, ...]:
    """Each answer or change that would suit the two best."""
    ours = [*_hearts(facets, offering), *_steps(facets, offering, policy)]
    ours += [*_gifts(facets, offering, policy), *_arranged(facets, offering)]
    theirs = [*_told(facets, offering, policy), *_granted(facets, offering, policy)]
    found = [("congregation", facets, *each) for each in ours]
    said = [*found, *(("offering", offering, *each) for each in theirs)]
    return tuple(
        Change(fact=f"{side}.{name}", value=value, answers=getattr(who, name) is None, better=True)
        for side, who, name, value in said
        if getattr(who, name) != value
    )


def worse(facets: Facets, offering: OfferingFacts, policy: Policy) -> tuple[Change, ...]:
    """Each answer to what is not yet known that would suit the two least."""
    scales = policy.scales
    least: dict[str, Any] = {
        "congregation.risk_appetite": scales.risk_appetites[0],
        "congregation.capacity_people": scales.capacity_bands[0],
        "congregation.capacity_hours": scales.capacity_bands[0],
        "congregation.capacity_budget": scales.cost_bands[0],
        "congregation.stage": scales.stages[0],
        "congregation.denomination": "",
        "offering.capacity_left": 0,
        "offering.risk_level": scales.risk_appetites[-1],
        "offering.cost_band": scales.cost_bands[-1],
        "offering.minimum_commitment": scales.commitment_bands[-1],
        "offering.earliest_stage": scales.stages[-1],
        "offering.required_denominations": ANOTHER,
        "offering.role_given": scales.wish_roles[0],
        **{f"offering.{name}": ANOTHER for _, name in SETS},
    }
    if offering.period_from is None:
        least["offering.period_to"] = facets.as_of - timedelta(days=1)
    sides: Mapping[str, Facets | OfferingFacts] = {"congregation": facets, "offering": offering}
    return tuple(
        Change(fact=fact, value=value, answers=True, better=False)
        for fact, value in least.items()
        if getattr(sides[fact.partition(".")[0]], fact.partition(".")[2]) is None
    )


Value = tuple[str, Any]


def _hearts(facets: Facets, offering: OfferingFacts) -> Iterator[Value]:
    for ours, theirs in SETS:
        given = getattr(offering, theirs)
        if given and getattr(facets, ours) is None:
            yield ours, given
    spoken, used = facets.languages_spoken, offering.languages
    if spoken and used and not spoken & used:
        yield "languages_spoken", spoken | used


def _steps(facets: Facets, offering: OfferingFacts, policy: Policy) -> Iterator[Value]:
    scales = policy.scales
    span = scales.kind_horizons.get(offering.kind)
    for name, scale, asked in (
        ("capacity_hours", scales.capacity_bands, offering.minimum_commitment),
        ("capacity_budget", scales.cost_bands, offering.cost_band),
        ("risk_appetite", scales.risk_appetites, offering.risk_level),
        ("stage", scales.stages, offering.earliest_stage),
        ("horizon", scales.horizons, span),
    ):
        has, needs = step(scale, getattr(facets, name)), step(scale, asked)
        if needs is not None and (has is None or has < needs):
            yield name, asked
    if facets.capacity_people in (None, scales.capacity_bands[0]):
        yield "capacity_people", scales.capacity_bands[1]
    if facets.wish_role is None and offering.role_given:
        yield "wish_role", offering.role_given


def _gifts(facets: Facets, offering: OfferingFacts, policy: Policy) -> Iterator[Value]:
    shares = policy.scales.band_shares
    best = max(shares, key=lambda band: shares[band])
    for name, asked in (("talents", offering.talents_asked), ("gifts", offering.means_asked)):
        has: Mapping[str, str] = getattr(facets, name) or {}
        lacking = [code for code in sorted(asked or ()) if not shares.get(has.get(code, ""))]
        if lacking:
            yield name, {**has, **dict.fromkeys(lacking, best)}


def _arranged(facets: Facets, offering: OfferingFacts) -> Iterator[Value]:
    if offering.required_conditions:
        met = dict(facets.conditions_met or {})
        yield "conditions_met", met | dict.fromkeys(sorted(offering.required_conditions), True)
    if facets.denomination is None and offering.required_denominations:
        yield "denomination", min(offering.required_denominations)


def _told(facets: Facets, offering: OfferingFacts, policy: Policy) -> Iterator[Value]:
    """What the agency has not said yet, in the way that suits best."""
    scales, nobody = policy.scales, frozenset[str]()
    suits: dict[str, Any] = {
        "risk_level": scales.risk_appetites[0],
        "cost_band": scales.cost_bands[0],
        "minimum_commitment": scales.commitment_bands[0],
        "earliest_stage": scales.stages[0],
        "required_denominations": nobody,
        "required_conditions": nobody,
        "talents_asked": _strengths(facets.talents, policy),
        "means_asked": _strengths(facets.gifts, policy),
        "themes": facets.themes,
        "people_groups": facets.people_groups,
        "countries": facets.countries,
        "regions": facets.regions,
        "languages": (facets.languages or nobody) | (facets.languages_spoken or nobody) or None,
    }
    if offering.period_from is None:
        suits["period_to"] = facets.as_of
    for name, value in suits.items():
        if getattr(offering, name) is None and value is not None:
            yield name, value


def _granted(facets: Facets, offering: OfferingFacts, policy: Policy) -> Iterator[Value]:
    """What an agency may grant after all: the role that is wished, and a place."""
    roles = policy.scales.wish_roles
    wish, given = step(roles, facets.wish_role), step(roles, offering.role_given)
    if wish is not None and (given is None or given < wish):
        yield "role_given", roles[wish]
    if offering.capacity_left is None or offering.capacity_left < 1:
        yield "capacity_left", 1


def _strengths(bands: Mapping[str, str] | None, policy: Policy) -> Codes | None:
    shares = policy.scales.band_shares
    has = [(shares.get(band, 0), code) for code, band in (bands or {}).items()]
    share, code = max(has, default=(0, ""))
    return frozenset({code}) if share else None
