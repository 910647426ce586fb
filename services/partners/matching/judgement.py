"""The answer of one criterion before weights: a share between two percentages, and why."""

from collections.abc import Mapping
from itertools import product
from typing import NamedTuple

from services.partners.matching.facts import Codes
from services.partners.matching.results import Params, Verdict


class Judgement(NamedTuple):
    """A verdict with the least and the greatest share (percent) that the unknown leaves open."""

    verdict: Verdict
    low: int
    high: int
    outcome: str
    params: Params = ()
    missing: tuple[str, ...] = ()


def fits(outcome: str, params: Params = ()) -> Judgement:
    """All points: the criterion is met."""
    return Judgement(Verdict.YES, 100, 100, outcome, params)


def misfits(outcome: str, params: Params = ()) -> Judgement:
    """No points: the criterion is known not to be met."""
    return Judgement(Verdict.NO, 0, 0, outcome, params)


def half_fits(share: int, outcome: str, params: Params = ()) -> Judgement:
    """A part of the points."""
    return Judgement(Verdict.PARTLY, share, share, outcome, params)


def undecided(
    missing: tuple[str, ...], params: Params = (), *, low: int = 0, high: int = 100
) -> Judgement:
    """Not yet known: every share between `low` and `high` is still possible."""
    return Judgement(Verdict.UNKNOWN, low, high, "unknown", params, missing)


def named(vocabulary: str, codes: Codes) -> Params:
    """Codes as a parameter, in an order that does not depend on hashing."""
    return ((vocabulary, tuple(sorted(codes))),) if codes else ()


def absent(facts: Mapping[str, object]) -> tuple[str, ...]:
    """The names of the facts that nobody has given yet."""
    return tuple(name for name, value in facts.items() if value is None)


def overlap_outcomes(wanted: Codes | None, given: Codes | None) -> frozenset[str]:
    """How two sets may turn out to relate: `shared`, `other`, or `any` when one names nothing."""
    if wanted == frozenset() or given == frozenset():
        return frozenset({"any"})
    if wanted is None or given is None:
        return frozenset({"shared", "other", "any"})
    return frozenset({"shared" if wanted & given else "other"})


def spread(possible: tuple[frozenset[str], ...], shares: Mapping[tuple[str, ...], int]) -> range:
    """The shares that remain possible, as a range from the least to the greatest."""
    left = [shares[combination] for combination in product(*possible)]
    return range(min(left), max(left) + 1)


def coverage(
    asked: Codes, bands: Mapping[str, str] | None, shares: Mapping[str, int]
) -> tuple[int, int, Codes]:
    """How well bands cover what is asked: least and greatest percent, and the codes unknown."""
    known = {code: shares.get((bands or {}).get(code, "")) for code in asked}
    unknown = frozenset(code for code, share in known.items() if share is None)
    total = sum(share for share in known.values() if share is not None)
    return total // len(asked), (total + 100 * len(unknown)) // len(asked), unknown


def step(scale: tuple[str, ...], code: str | None) -> int | None:
    """The place of a code on its scale, or None when the code is unknown."""
    return scale.index(code) if code in scale else None
