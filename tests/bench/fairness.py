"""How fair the published ranking is on synthetic markets, beside one that seeks only the best fit.

The peer has no exposure penalty and no place for the least shown; both meet the same congregations.
"""

from collections.abc import Iterator
from statistics import median

from services.partners.matching import Policy
from tests.bench.figure import Figure
from tests.bench.market import Year, market, year

MARKETS = 100
FIRST_SEED = 20_261_001
EFFICIENT = Policy(version="efficiency-only", exposure_lambda=0, fair_list=0)


def figures(
    markets: int = MARKETS, *, first: int = FIRST_SEED, policy: Policy | None = None
) -> Iterator[Figure]:
    """Let a year pass twice in each market; percentages of what the efficiency-only year gave."""
    years = [_twice(seed, policy or Policy()) for seed in range(first, first + markets)]
    kept = [100 * ours.introductions / peer.introductions for ours, peer in years]
    reached = [100 * ours.offerings / peer.offerings for ours, peer in years]
    for name, shares in (("introductions", kept), ("offerings introduced at all", reached)):
        told = f"fair ranking, {name}"
        yield Figure(f"{told}, median of {markets} markets", median(shares), "%", 100)
        yield Figure(f"{told}, the worst of {markets} markets", min(shares), "%", 100)


def _twice(seed: int, policy: Policy) -> tuple[Year, Year]:
    there = market(seed)
    return year(there, policy), year(there, EFFICIENT)
