"""What would change a place on the list: the smallest set of one or two answers or changes.

Nothing is claimed that was not ranked anew: an answer of the congregation moves all others too.
Of the sets that do so only the likeliest are tried, so a smaller one may go unseen, never be wrong.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from services.partners.matching.answers import Change, better, worse
from services.partners.matching.facts import Facets, OfferingFacts
from services.partners.matching.policy import Policy
from services.partners.matching.ranking import explain, in_order, rank
from services.partners.matching.results import Exclusion, Ranking, Result

MOST = 2
# ranking all anew is dear where there are many offerings
TRIES = 6
Pair = tuple[Facets, OfferingFacts]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """The place from one (None: excluded) and what lifts it into the first list or drops it out.

    `changes` is empty where no two that were tried do so.
    """

    found: Ranking | Exclusion
    place: int | None
    first: int
    changes: tuple[Change, ...]

    @property
    def inside(self) -> bool:
        """It stands in the first list now."""
        return self.place is not None and self.place <= self.first


def outlook(
    facets: Facets, offering_id: str, offerings: Sequence[OfferingFacts], policy: Policy
) -> Outlook:
    """Tell where an offering stands and what would change it; KeyError when it is not offered."""
    search = _Search(facets, offering_id, offerings, policy)
    for size in range(1, MOST + 1):
        for changes in search.likeliest(size):
            if search.has_effect(changes):
                return search.outlook(changes)
    return search.outlook(())


def applied(pair: Pair, changes: Sequence[Change]) -> Pair:
    """The two as they would be after all the changes."""
    for change in changes:
        pair = change.applied(*pair)
    return pair


def place_of(result: Result, offering_id: str) -> int | None:
    """The place of an offering from one, or None when it is excluded."""
    places = {each.offering_id: place for place, each in enumerate(result.ranked, start=1)}
    return places.get(offering_id)


class _Search:
    """The pair, the list as it is, and what is asked of a set of changes."""

    def __init__(
        self, facets: Facets, offering_id: str, offerings: Sequence[OfferingFacts], policy: Policy
    ) -> None:
        self.name, self.policy = offering_id, policy
        self.offered = {each.offering_id: each for each in offerings}
        self.pair = facets, self.offered[offering_id]
        self.result = rank(facets, offerings, policy=policy)
        self.place = place_of(self.result, offering_id)
        self.inside = self.place is not None and self.place <= policy.fair_list

    def outlook(self, changes: tuple[Change, ...]) -> Outlook:
        found, first = explain(*self.pair, self.policy), self.policy.fair_list
        return Outlook(found=found, place=self.place, first=first, changes=changes)

    def likeliest(self, size: int) -> list[tuple[Change, ...]]:
        """The sets most likely to do it: answers before changes, then the greatest effect."""
        possible = (worse if self.inside else better)(*self.pair, self.policy)
        least = 0 if self.inside else self._bar()
        found: list[tuple[tuple[int, int, tuple[str, ...]], tuple[Change, ...]]] = []
        for changes in combinations(possible, size):
            value = self._value(changes)
            if self.inside or value >= least:
                known = sum(not change.answers for change in changes)
                facts = tuple(change.fact for change in changes)
                found.append(((known, value if self.inside else -value, facts), changes))
        ordered = [changes for _, changes in sorted(found, key=lambda each: each[0])]
        dear = [changes for changes in ordered if _moves_others(changes)][TRIES:]
        return [changes for changes in ordered if changes not in dear]

    def has_effect(self, changes: tuple[Change, ...]) -> bool:
        """The offering is then in the first list where it was not, or the other way round."""
        facets, changed = applied(self.pair, changes)
        if _moves_others(changes):
            then = rank(
                facets, (self.offered | {self.name: changed}).values(), policy=self.policy
            ).ranked
        else:
            now = explain(facets, changed, self.policy)
            others = [each for each in self.result.ranked if each.offering_id != self.name]
            both = [*others, now] if isinstance(now, Ranking) else others
            then = in_order(both, facets.congregation_id, self.policy)
        first = {each.offering_id for each in then[: self.policy.fair_list]}
        return (self.name in first) is not self.inside

    def _value(self, changes: tuple[Change, ...]) -> int:
        then = explain(*applied(self.pair, changes), self.policy)
        return then.rank_value if isinstance(then, Ranking) else -1

    def _bar(self) -> int:
        """What the last place of the first list asks, less the margin of the fair place."""
        if len(self.result.ranked) < self.policy.fair_list:
            return 0
        last = self.result.ranked[self.policy.fair_list - 1].rank_value
        return last * (100 - self.policy.fair_margin) // 100


def _moves_others(changes: Sequence[Change]) -> bool:
    return any(change.fact.startswith("congregation.") for change in changes)
