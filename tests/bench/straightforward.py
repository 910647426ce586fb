"""A ranking as it is first written: every criterion of every offering, one after another."""

from collections.abc import Iterable

from services.partners.matching import Facets, OfferingFacts, Policy, Verdict
from services.partners.matching.criteria import CRITERIA
from services.partners.matching.fairness import exposure_of, lowered
from services.partners.matching.ranking import order, reciprocal


def first(
    facets: Facets, offerings: Iterable[OfferingFacts], policy: Policy, count: int
) -> list[str]:
    """Return the ids of the first offerings, before the place that is given to a little-shown."""
    found = []
    for offering in offerings:
        congregation = agency = 0
        for criterion in CRITERIA:
            judged = criterion.judge(facets, offering, policy)
            if criterion.hard and judged.verdict is Verdict.NO:
                break
            weight = policy.weights[criterion.name]
            congregation += weight.congregation * (judged.low + judged.high) // 200
            agency += weight.agency * (judged.low + judged.high) // 200
        else:
            exposure = exposure_of(offering, policy)
            value = lowered(reciprocal(congregation, agency), exposure, policy)
            found.append(order(value, exposure, facets.congregation_id, offering.offering_id))
    return [each[-1] for each in sorted(found)[:count]]
