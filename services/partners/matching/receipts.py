"""The receipt of a ranking: what an agency is told of how its offering was ranked, byte for byte.

A receipt holds the offering's own score parts and the rule that was used. It holds nothing of
another offering, and of the congregation only how each criterion turned out: never its codes, its
place, the day or the reason a person gave.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256

from services.partners.matching import freezing
from services.partners.matching.facts import Facets, OfferingFacts
from services.partners.matching.policy import Policy
from services.partners.matching.ranking import rank
from services.partners.matching.results import Contribution, Ranking, Result

FORMAT = 1
SHOWN = 20
BANDS = ((5, "first_5"), (SHOWN, "first_20"))
BELOW = "below"


@dataclass(frozen=True, slots=True, kw_only=True)
class Inputs:
    """All that decided an order, as frozen bytes; the salt keeps it from being guessed."""

    facets: bytes
    offerings: bytes
    policy: bytes
    salt: bytes


def freeze(
    facets: Facets, offerings: Iterable[OfferingFacts], *, policy: Policy, salt: bytes
) -> Inputs:
    """Freeze what a ranking is made from; `salt` is random, at least 32 bytes, and kept secret."""
    return Inputs(
        facets=freezing.freeze_facets(facets),
        offerings=freezing.freeze_offerings(offerings),
        policy=freezing.freeze_policy(policy),
        salt=salt,
    )


def ranked(inputs: Inputs) -> Result:
    """Rank from the frozen bytes alone: the first time and every time after."""
    return rank(
        freezing.thaw_facets(inputs.facets),
        freezing.thaw_offerings(inputs.offerings),
        policy=freezing.thaw_policy(inputs.policy),
    )


def receivers(result: Result) -> Iterator[tuple[int, Ranking]]:
    """Name who gets a receipt, with its place: the first twenty, and each agency's best beyond."""
    agencies: set[str] = set()
    for place, ranking in enumerate(result.ranked, start=1):
        if place <= SHOWN or ranking.agency_id not in agencies:
            yield place, ranking
        agencies.add(ranking.agency_id)


def receipt(ranking: Ranking, place: int, inputs: Inputs) -> bytes:
    """Write the receipt of one ranked offering; the same inputs always give the same bytes."""
    policy = freezing.thaw_policy(inputs.policy)
    return freezing.canonical(
        {
            "format": FORMAT,
            "offering_id": ranking.offering_id,
            "policy": policy.version,
            "weights": freezing.digest(freezing.canonical(freezing.weights_of(policy))),
            "lambda": policy.exposure_lambda,
            "score": {"low": ranking.low, "mid": ranking.mid, "high": ranking.high},
            "for_congregation": ranking.for_congregation._asdict(),
            "for_agency": ranking.for_agency._asdict(),
            "exposure": ranking.exposure,
            "rank_value": ranking.rank_value,
            "band": band_of(place),
            "contributions": [_part(one) for one in ranking.contributions],
            "input": _mark(inputs, ranking.offering_id),
        }
    )


def replay(inputs: Inputs, offering_id: str) -> bytes | None:
    """Write a receipt once more from the frozen inputs; None when the offering is not ranked."""
    for place, ranking in receivers(ranked(inputs)):
        if ranking.offering_id == offering_id:
            return receipt(ranking, place, inputs)
    return None


def band_of(place: int) -> str:
    """Return the part of the list in which a place lies; the place itself stays untold."""
    return next((name for last, name in BANDS if place <= last), BELOW)


def _part(one: Contribution) -> dict[str, object]:
    # neither `params` nor `missing`: they name what a congregation has and what it has not told
    return {
        "criterion": one.criterion,
        "verdict": one.verdict.value,
        "reason": one.reason_code,
        "points": one.points,
        "low": one.low,
        "high": one.high,
        "of": one.of,
    }


def _mark(inputs: Inputs, offering_id: str) -> str:
    # another one for each offering, so that two agencies cannot tell that theirs are of one list
    mark = sha256(inputs.salt)
    for part in (inputs.facets, inputs.offerings, inputs.policy, offering_id.encode()):
        mark.update(sha256(part).digest())
    return mark.hexdigest()
