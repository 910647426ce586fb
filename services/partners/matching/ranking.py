"""Ranks: judges every criterion, adds up, and orders by the reciprocal score and fair exposure.

Offerings that are equal in what a criterion reads are judged once and share the contribution, so
that ten thousand offerings take a fraction of a second and the figures are the explanation itself.
"""

from collections.abc import Callable, Hashable, Iterable
from hashlib import sha256
from operator import attrgetter

from services.partners.matching.criteria import CRITERIA, Criterion
from services.partners.matching.facts import Facets, OfferingFacts
from services.partners.matching.fairness import exposure_of, fair_order, lowered
from services.partners.matching.judgement import Judgement
from services.partners.matching.policy import HALF, Policy
from services.partners.matching.results import (
    Contribution,
    Exclusion,
    Interval,
    Ranking,
    Result,
    Verdict,
)

Sums = tuple[int, int, int, int, int, int]
Weighed = tuple[Contribution, Sums, bool]
Weigher = Callable[[OfferingFacts], Weighed]


def rank(facets: Facets, offerings: Iterable[OfferingFacts], *, policy: Policy) -> Result:
    """Orders eligible offerings and lists the excluded apart; input order changes nothing.

    Raises ValueError when two offerings carry the same id.
    """
    bench = _Bench(facets, policy)
    found = [bench.weigh(offering) for offering in offerings]
    if len({item.offering_id for item in found}) != len(found):
        raise ValueError("an offering id occurs twice")
    ranked = [item for item in found if isinstance(item, Ranking)]
    excluded = [item for item in found if isinstance(item, Exclusion)]
    excluded.sort(key=lambda exclusion: exclusion.offering_id)
    ordered = in_order(ranked, facets.congregation_id, policy)
    return Result(policy_version=policy.version, ranked=ordered, excluded=tuple(excluded))


def in_order(
    ranked: Iterable[Ranking], congregation_id: str, policy: Policy
) -> tuple[Ranking, ...]:
    """Orders what was judged: by rank value, then least shown, then by lot; one place is fair."""
    found = sorted(
        ranked,
        key=lambda each: order(each.rank_value, each.exposure, congregation_id, each.offering_id),
    )
    return fair_order(found, policy)


def explain(facets: Facets, offering: OfferingFacts, policy: Policy) -> Ranking | Exclusion:
    """Judges a single offering by exactly the rules of `rank`."""
    return _Bench(facets, policy).weigh(offering)


def reciprocal(congregation: int, agency: int) -> int:
    """The harmonic mean of two sides of fifty points each, in hundredths of a hundred points."""
    both = congregation + agency
    return 4 * congregation * agency // both if both else 0


def order(
    rank_value: int, exposure: int, congregation_id: str, offering_id: str
) -> tuple[int, int, bytes, str]:
    """Return what a list is sorted by: value, seldom shown, a lot that differs per congregation."""
    draw = sha256(f"{congregation_id}\n{offering_id}".encode()).digest()
    return -rank_value, exposure, draw, offering_id


class _Bench:
    """Weighs one offering after another for the same congregation; conditions come first."""

    def __init__(self, facets: Facets, policy: Policy) -> None:
        self.policy = policy
        self.hard = [_weigher(c, facets, policy) for c in CRITERIA if c.hard]
        self.soft = [_weigher(c, facets, policy) for c in CRITERIA if not c.hard]

    def weigh(self, offering: OfferingFacts) -> Ranking | Exclusion:
        conditions = [weigh(offering) for weigh in self.hard]
        if any(refuses for _, _, refuses in conditions):
            return _exclusion(offering, conditions)
        return _ranking(offering, [w(offering) for w in self.soft] + conditions, self.policy)


def _weigher(criterion: Criterion, facets: Facets, policy: Policy) -> Weigher:
    fields = attrgetter(*criterion.fields)
    seen: dict[Hashable, Weighed] = {}

    def weigh(offering: OfferingFacts) -> Weighed:
        key = fields(offering)
        found = seen.get(key)
        if found is None:
            judgement = criterion.judge(facets, offering, policy)
            found = seen[key] = _weighed(criterion, judgement, policy)
        return found

    return weigh


def points_of(
    criterion: Criterion, judgement: Judgement, policy: Policy
) -> tuple[Interval, Interval, bool]:
    """Return what a judgement is worth to the congregation and the agency; whether it excludes."""
    weight = policy.weights[criterion.name]
    low, high = judgement.low, judgement.high
    refuses = criterion.hard and judgement.verdict is Verdict.NO
    return _points(weight.congregation, low, high), _points(weight.agency, low, high), refuses


def _weighed(criterion: Criterion, judgement: Judgement, policy: Policy) -> Weighed:
    congregation, agency, refuses = points_of(criterion, judgement, policy)
    weight = policy.weights[criterion.name]
    contribution = Contribution(
        criterion=criterion.name,
        verdict=judgement.verdict,
        points=congregation.mid + agency.mid,
        low=congregation.low + agency.low,
        high=congregation.high + agency.high,
        of=weight.congregation + weight.agency,
        for_congregation=congregation.mid,
        for_agency=agency.mid,
        reason_code=f"{criterion.name}.{judgement.outcome}",
        params=judgement.params,
        missing=judgement.missing,
        hard=criterion.hard,
    )
    return contribution, (*congregation, *agency), refuses


def _points(weight: int, low: int, high: int) -> Interval:
    return Interval(weight * low // 100, weight * (low + high) // 200, weight * high // 100)


def _ranking(offering: OfferingFacts, weighed: list[Weighed], policy: Policy) -> Ranking:
    sums = list(map(sum, zip(*[part[1] for part in weighed], strict=True)))
    congregation, agency = Interval(*sums[:3]), Interval(*sums[3:])
    low, mid, high = map(reciprocal, congregation, agency)
    exposure = exposure_of(offering, policy)
    return Ranking(
        offering_id=offering.offering_id,
        agency_id=offering.agency_id,
        kind=offering.kind,
        low=low,
        mid=mid,
        high=high,
        for_congregation=congregation,
        for_agency=agency,
        exposure=exposure,
        rank_value=lowered(mid, exposure, policy),
        contributions=(
            *[part[0] for part in weighed],
            _balance(Interval(low, mid, high), congregation, agency),
        ),
    )


def _balance(score: Interval, congregation: Interval, agency: Interval) -> Contribution:
    """What is lost because it is better for one side than for the other: zero or less."""
    low, mid, high = (
        total - one - other for total, one, other in zip(score, congregation, agency, strict=True)
    )
    return Contribution(
        criterion="balance",
        verdict=Verdict.YES if mid == 0 else Verdict.PARTLY,
        points=mid,
        low=low,
        high=high,
        of=0,
        for_congregation=0,
        for_agency=0,
        reason_code=f"balance.{_tilt(congregation.mid, agency.mid)}",
    )


def _tilt(congregation: int, agency: int) -> str:
    if abs(congregation - agency) * 5 <= HALF:
        return "even"
    return "agency_gains_more" if agency > congregation else "congregation_gains_more"


def _exclusion(offering: OfferingFacts, weighed: list[Weighed]) -> Exclusion:
    return Exclusion(
        offering_id=offering.offering_id,
        agency_id=offering.agency_id,
        kind=offering.kind,
        contributions=tuple(contribution for contribution, _, refuses in weighed if refuses),
    )
