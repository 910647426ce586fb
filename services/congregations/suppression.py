"""Which figures of a secret count may be shown, so that no few people's answer can be told.

A group is a pair (in favour, not in favour). Nothing under five is ever shown, nor anything from
which it follows: groups whose cells are small are merged with others until the whole block holds,
so that total minus the blocks tells no more than the blocks do. A cell of nobody counts as small
too, because "nobody" tells everybody's answer. When the same people were asked before, what moved
by fewer than five is not told either. Where no exact figure may stand, a range stands.
"""

from collections.abc import Sequence
from dataclasses import dataclass

LEAST = 5  # no figure about fewer answers than this

Pair = tuple[int, int]
STEPS: tuple[tuple[tuple[int, ...], ...], ...] = (
    ((0,), (1,), (2,), (3,), (4,)),
    ((0, 1), (2,), (3, 4)),
    ((0, 1, 2), (3, 4)),
)


@dataclass(frozen=True)
class Figure:
    """How many answered and how many were in favour: exactly, or only between two numbers."""

    answers: int
    low: int
    high: int

    @property
    def exact(self) -> bool:
        """Tell whether the number in favour itself may be shown."""
        return self.low == self.high


@dataclass(frozen=True)
class Block:
    """Groups (by their place) that are shown together, or one that stands alone."""

    groups: tuple[int, ...]
    figure: Figure


def total(groups: Sequence[Pair], before: Sequence[Sequence[Pair]] = ()) -> Figure | None:
    """Return what may be said of all groups together; None when nothing may.

    `before` holds, per earlier count, its pair per group; groups that only one of them has
    stand in the other with nobody, so that both are of equal length.
    """
    everyone = range(len(groups))
    favour, other = _sum(groups, everyone)
    answers = favour + other
    if answers < LEAST:
        return None
    if _holds(groups, everyone, before):
        return Figure(answers, favour, favour)
    low, high = 0, answers
    if other < LEAST <= favour:
        low = answers - (LEAST - 1)
    elif favour < LEAST <= other:
        high = LEAST - 1
    for pairs in before:
        low, high = _not_far(pairs, (favour, other), (low, high))
    # two ranges that leave less than this between them would tell what each keeps
    if high - low < LEAST - 1:
        low, high = 0, answers
    return Figure(answers, low, high)


def blocks(groups: Sequence[Pair], before: Sequence[Sequence[Pair]] = ()) -> list[Block]:
    """Return the groups as they may be shown beside the total: alone, or merged with others."""
    if not _holds(groups, range(len(groups)), before):
        return []
    everyone = [number for number, pair in enumerate(groups) if sum(pair)]
    alone = [number for number in everyone if _holds(groups, [number], before)]
    merged = [number for number in everyone if number not in alone]
    while merged and alone and not _hides(groups, merged, before):
        smallest = min(alone, key=lambda number: (sum(groups[number]), number))
        alone.remove(smallest)
        merged.append(smallest)
    shown = [(number,) for number in alone] + ([tuple(sorted(merged))] if merged else [])
    return [_block(groups, numbers) for numbers in sorted(shown)]


def spread(steps: Sequence[int], *, compared: bool = False) -> list[tuple[tuple[int, ...], int]]:
    """Return the finest spread of all answers over five steps in which no cell is small.

    Each entry is (the steps taken together, how many). Empty when not even two cells hold, or
    when the answers are `compared` with an earlier count of the same people.
    """
    if compared:
        return []
    for level in STEPS:
        cells = [(together, sum(steps[step] for step in together)) for together in level]
        if all(count >= LEAST for _together, count in cells):
            return cells
    return []


def _block(groups: Sequence[Pair], numbers: tuple[int, ...]) -> Block:
    favour, other = _sum(groups, numbers)
    return Block(numbers, Figure(favour + other, favour, favour))


def _holds(
    groups: Sequence[Pair], numbers: Sequence[int], before: Sequence[Sequence[Pair]]
) -> bool:
    now = _sum(groups, numbers)
    apart = (_sum(pairs, numbers) for pairs in before)
    return min(now) >= LEAST and all(
        abs(mine - theirs) >= LEAST
        for then in apart
        for mine, theirs in zip(now, then, strict=True)
    )


def _hides(
    groups: Sequence[Pair], numbers: Sequence[int], before: Sequence[Sequence[Pair]]
) -> bool:
    # whoever knows the largest group's answers must not know those of the few beside it
    largest = max(sum(groups[number]) for number in numbers)
    rest = sum(_sum(groups, numbers)) - largest
    return _holds(groups, numbers, before) and rest >= LEAST


def _sum(groups: Sequence[Pair], numbers: Sequence[int]) -> Pair:
    chosen = [groups[number] for number in numbers]
    return sum(pair[0] for pair in chosen), sum(pair[1] for pair in chosen)


def _not_far(pairs: Sequence[Pair], now: Pair, bounds: Pair) -> Pair:
    """Widen nothing; where a cell moved by fewer than five, say only that it did not move far."""
    favour, other = _sum(pairs, range(len(pairs)))
    near = [abs(now[0] - favour) < LEAST, abs(now[1] - other) < LEAST]
    low, high = bounds
    if near[0]:
        low, high = max(low, favour - LEAST + 1), min(high, favour + LEAST - 1)
    if near[1]:
        answers = sum(now)
        low = max(low, answers - other - LEAST + 1)
        high = min(high, answers - other + LEAST - 1)
    return low, high
