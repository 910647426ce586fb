"""Fair exposure: what was introduced often steps back, and the least shown third is in sight.

The penalty follows the idea published for volunteer matching (SSRN 4497747): lower the value of
an offering after each introduction, in proportion to the places that it has.
"""

from collections.abc import Sequence

from services.partners.matching.facts import OfferingFacts
from services.partners.matching.policy import Policy
from services.partners.matching.results import Ranking


def exposure_of(offering: OfferingFacts, policy: Policy) -> int:
    """Recent introductions per place, in thousandths; an unknown capacity counts as assumed."""
    capacity = max(1, policy.assumed_capacity if offering.capacity is None else offering.capacity)
    return max(0, offering.recent_introductions) * 1000 // capacity


def lowered(score: int, exposure: int, policy: Policy) -> int:
    """The rank value: score ÷ (1 + λ · exposure), in thousandths of a hundredth, whole numbers."""
    return score * 1000 * 100_000 // (100_000 + policy.exposure_lambda * exposure)


def fair_order(ranked: Sequence[Ranking], policy: Policy) -> tuple[Ranking, ...]:
    """Gives the last place of the first list to a little-shown offering that is nearly as good."""
    size = policy.fair_list
    if len(ranked) <= size or size < 1:
        return tuple(ranked)
    third = sorted(ranking.exposure for ranking in ranked)[max(0, len(ranked) // 3 - 1)]
    if any(ranking.exposure <= third for ranking in ranked[:size]):
        return tuple(ranked)
    least = ranked[size - 1].rank_value * (100 - policy.fair_margin) // 100
    return _lifted(ranked, third, least, size)


def _lifted(ranked: Sequence[Ranking], third: int, least: int, size: int) -> tuple[Ranking, ...]:
    for place, ranking in enumerate(ranked[size:], start=size):
        if ranking.rank_value < least:
            break
        if ranking.exposure <= third:
            others = [*ranked[:place], *ranked[place + 1 :]]
            return (*others[: size - 1], ranking, *others[size - 1 :])
    return tuple(ranked)
