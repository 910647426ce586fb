"""The first places of a ranking, taken from sums of points without sorting all of them."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from services.partners.matching.columns import AGENCY, REFUSALS, Numbers
from services.partners.matching.policy import Policy
from services.partners.matching.ranking import order

SIDE = (1 << AGENCY) - 1


@dataclass(frozen=True, kw_only=True)
class Standing:
    """Offerings for one congregation, by row: who may be ranked, who is excluded, their values."""

    eligible: Numbers
    refused: Numbers
    values: Numbers
    exposure: Numbers
    agencies: Numbers
    names: Sequence[str]
    congregation_id: str
    policy: Policy

    def ranked(self, count: int) -> list[str]:
        """Return the ids of the first `count` places, as `rank` orders them."""
        return [self.names[row] for row in self._fair(count)]

    def partners(self, count: int) -> list[str]:
        """Return the best offering of each of the first `count` agencies."""
        rows = self._fair(4 * count + self.policy.fair_list)
        best: dict[int, int] = {}
        rest = self.eligible
        while rows and len(best) < count:
            for row in rows:
                best.setdefault(int(self.agencies[row]), row)
            rest = rest[~np.isin(self.agencies[rest], list(best))]
            rows = self._leading(rest, 4 * count)
        return [self.names[row] for row in list(best.values())[:count]]

    def excluded(self, count: int) -> list[str]:
        """Return the ids of the first `count` excluded, by id."""
        return [self.names[row] for row in self.refused[:count].tolist()]

    def _fair(self, count: int) -> list[int]:
        """Return first places with the last of the first list given as `fair_order` gives it."""
        size = self.policy.fair_list
        leading = self._leading(self.eligible, max(count, size))
        if len(self.eligible) <= size or size < 1:
            return leading[:count]
        shown = self.exposure[self.eligible]
        middle = max(0, len(shown) // 3 - 1)
        third = int(np.partition(shown, middle)[middle])
        if any(int(self.exposure[row]) <= third for row in leading[:size]):
            return leading[:count]
        least = int(self.values[leading[size - 1]]) * (100 - self.policy.fair_margin) // 100
        near = self.eligible[(shown <= third) & (self.values[self.eligible] >= least)]
        for row in self._leading(near, 1):
            others = [each for each in leading if each != row]
            leading = [*others[: size - 1], row, *others[size - 1 :]]
        return leading[:count]

    def _leading(self, rows: Numbers, count: int) -> list[int]:
        """Return the first `count` of these rows; lots are drawn only among equals at the end."""
        sure, equal = _cut(rows, -self.values[rows], count)
        more, equal = _cut(equal, self.exposure[equal], count - len(sure))
        found = [*sure.tolist(), *more.tolist(), *equal.tolist()]
        return sorted(found, key=self._order)[:count]

    def _order(self, row: int) -> tuple[int, int, bytes, str]:
        value, exposure = int(self.values[row]), int(self.exposure[row])
        return order(value, exposure, self.congregation_id, self.names[row])


def standing(
    points: Numbers,
    exposure: Numbers,
    *,
    names: Sequence[str],
    agencies: Numbers,
    by_id: Numbers,
    congregation_id: str,
    policy: Policy,
) -> Standing:
    """Return how the rows `by_id` stand, by the sums of their points."""
    refuses = (points >> REFUSALS)[by_id] > 0
    middle = reciprocals(points & SIDE, (points >> AGENCY) & SIDE)
    return Standing(
        eligible=by_id[~refuses],
        refused=by_id[refuses],
        values=lowered_all(middle, exposure, policy),
        exposure=exposure,
        agencies=agencies,
        names=names,
        congregation_id=congregation_id,
        policy=policy,
    )


def reciprocals(congregation: Numbers, agency: Numbers) -> Numbers:
    """Return `reciprocal` of each pair; nothing of both is nothing."""
    found: Numbers = 4 * congregation * agency // np.maximum(congregation + agency, 1)
    return found


def lowered_all(scores: Numbers, exposure: Numbers, policy: Policy) -> Numbers:
    """Return `lowered` of each score."""
    return scores * 100_000_000 // (100_000 + policy.exposure_lambda * exposure)


def _cut(rows: Numbers, keys: Numbers, count: int) -> tuple[Numbers, Numbers]:
    """Return the rows that are surely among the `count` least, and those equal to the last."""
    if len(rows) <= count:
        return rows, rows[:0]
    if count < 1:
        return rows[:0], rows[:0]
    last = np.partition(keys, count - 1)[count - 1]
    return rows[keys < last], rows[keys == last]
