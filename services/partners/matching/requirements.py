"""The conditions of an offering: a known `no` excludes, an unknown stays as an open question."""

from collections.abc import Callable

from services.partners.matching.facts import Facets, OfferingFacts
from services.partners.matching.judgement import (
    Judgement,
    absent,
    fits,
    misfits,
    step,
    undecided,
)
from services.partners.matching.policy import Policy

Judge = Callable[[Facets, OfferingFacts, Policy], Judgement]


def risk(facets: Facets, offering: OfferingFacts, policy: Policy) -> Judgement:
    """The risk is not above what the congregation dares."""
    scale = policy.scales.risk_appetites
    dares, asked = step(scale, facets.risk_appetite), step(scale, offering.risk_level)
    if asked is None or dares is None:
        facts = {"congregation.risk_appetite": dares, "offering.risk_level": asked}
        return undecided(absent(facts))
    return fits("fits") if asked <= dares else misfits("too_high")


def costs(facets: Facets, offering: OfferingFacts, policy: Policy) -> Judgement:
    """The costs are not above the budget; both are cost bands."""
    scale = policy.scales.cost_bands
    budget, cost = step(scale, facets.capacity_budget), step(scale, offering.cost_band)
    if cost == 0:
        return fits("fits", (("cost_bands", (scale[0],)),))
    if cost is None or budget is None:
        facts = {"congregation.capacity_budget": budget, "offering.cost_band": cost}
        return undecided(absent(facts))
    params = (("cost_bands", (scale[cost],)),)
    return fits("fits", params) if cost <= budget else misfits("too_high", params)


def commitment(facets: Facets, offering: OfferingFacts, policy: Policy) -> Judgement:
    """The congregation has people, and the hours a month that are asked at least."""
    scales = policy.scales
    asked = step(scales.commitment_bands, offering.minimum_commitment)
    people = step(scales.capacity_bands, facets.capacity_people)
    hours = step(scales.capacity_bands, facets.capacity_hours)
    facts = {
        "congregation.capacity_people": people,
        "congregation.capacity_hours": hours,
        "offering.minimum_commitment": asked,
    }
    if asked == 0:
        return fits("none_asked")
    if asked is None:
        return undecided(absent(facts))
    params = (("commitment_bands", (scales.commitment_bands[asked],)),)
    if people == 0:
        return misfits("too_few_people", params)
    if hours is not None and hours < asked:
        return misfits("too_few_hours", params)
    return fits("fits", params) if not absent(facts) else undecided(absent(facts))


def denomination(facets: Facets, offering: OfferingFacts, _policy: Policy) -> Judgement:
    """The agency works with churches of this family, where it names families."""
    required = offering.required_denominations
    if required == frozenset():
        return fits("all_welcome")
    if required is None or facets.denomination is None:
        facts = {
            "congregation.denomination": facets.denomination,
            "offering.required_denominations": required,
        }
        return undecided(absent(facts))
    return fits("welcome") if facets.denomination in required else misfits("not_named")


def conditions(facets: Facets, offering: OfferingFacts, _policy: Policy) -> Judgement:
    """What the agency requires beforehand (such as a protection policy) is in place."""
    required, met = offering.required_conditions, facets.conditions_met or {}
    if required is None:
        return undecided(("offering.required_conditions",))
    if not required:
        return fits("none_asked")
    answers = [met.get(code) for code in required]
    if False in answers:
        return misfits("not_met")
    return undecided(("congregation.conditions_met",)) if None in answers else fits("met")


def stage(facets: Facets, offering: OfferingFacts, policy: Policy) -> Judgement:
    """The congregation has come as far on its journey as the agency needs."""
    scale = policy.scales.stages
    reached, earliest = step(scale, facets.stage), step(scale, offering.earliest_stage)
    if earliest is None or reached is None:
        return undecided(
            absent({"congregation.stage": reached, "offering.earliest_stage": earliest})
        )
    return fits("reached") if reached >= earliest else misfits("too_early")


def room(_facets: Facets, offering: OfferingFacts, _policy: Policy) -> Judgement:
    """There is a place left."""
    if offering.capacity_left is None:
        return undecided(("offering.capacity_left",))
    return fits("free") if offering.capacity_left > 0 else misfits("full")


def period(facets: Facets, offering: OfferingFacts, _policy: Policy) -> Judgement:
    """The offering is not over on the day the ranking is made for; no end means it stays open."""
    if offering.period_from is None and offering.period_to is None:
        return undecided(("offering.period_to",))
    over = offering.period_to is not None and offering.period_to < facets.as_of
    return misfits("over") if over else fits("open")


def goers(facets: Facets, offering: OfferingFacts, policy: Policy) -> Judgement:
    """Where people must go, there is at least somebody who would."""
    if offering.means_asked is None:
        return undecided(("offering.means_asked",))
    if "go" not in offering.means_asked:
        return fits("not_needed")
    share = policy.scales.band_shares.get((facets.gifts or {}).get("go", ""))
    if share is None:
        return undecided(("congregation.gifts",), (("means", ("go",)),))
    return fits("present") if share else misfits("absent")


REQUIREMENTS: tuple[tuple[str, tuple[str, ...], Judge], ...] = (
    ("goers", ("means_asked",), goers),
    ("commitment", ("minimum_commitment",), commitment),
    ("denomination", ("required_denominations",), denomination),
    ("conditions", ("required_conditions",), conditions),
    ("stage", ("earliest_stage",), stage),
    ("risk", ("risk_level",), risk),
    ("costs", ("cost_band",), costs),
    ("room", ("capacity_left",), room),
    ("period", ("period_from", "period_to"), period),
)
