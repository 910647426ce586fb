"""How far a congregation's commitments are spread or gathered: shares, Lorenz curve, index.

The index is Herfindahl and Hirschman's: the sum of the squared shares, from 1/n (all the same) to
1 (everything in one). Shares come from the middle of each budget band, so they are rough.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

# the middle of each band, in hundredths of what a congregation gives to missions
MIDDLES: Mapping[str, float] = MappingProxyType(
    {"none": 0.0, "under_5": 2.5, "5_10": 7.5, "10_25": 17.5, "25_50": 37.5, "over_50": 75.0}
)
GOING = frozenset({"phase_out", "transfer"})


@dataclass(frozen=True)
class Focus:
    """The index and the shares, smallest first; without an index where no share is known."""

    index: float | None
    shares: tuple[float, ...]
    count: int
    unknown: int


def focus(bands: Sequence[str | None]) -> Focus:
    """Return how gathered commitments with these bands are; None is a band not yet known."""
    weights = sorted(MIDDLES[band] for band in bands if band is not None)
    whole = sum(weights)
    unknown = sum(band is None for band in bands)
    if not whole:
        return Focus(None, (), len(bands), unknown)
    shares = tuple(weight / whole for weight in weights)
    return Focus(round(sum(share**2 for share in shares), 3), shares, len(bands), unknown)


def before_and_after(dispositions: Sequence[tuple[str | None, str]]) -> tuple[Focus, Focus]:
    """Return the focus now and once what goes has gone, from (band, disposition) of each."""
    after = [band for band, disposition in dispositions if disposition not in GOING]
    return focus([band for band, _ in dispositions]), focus(after)
