"""Whoever combines all that is shown of a survey learns nothing about fewer than five answers."""

from itertools import combinations
from random import Random

import pytest

from services.congregations import consent, suppression
from services.congregations.consent import Outcome, Reason, Threshold
from services.congregations.suppression import LEAST, Pair

DICE = Random(7)


def some_church() -> list[Pair]:
    groups = DICE.randint(1, 7)
    return [(DICE.randint(0, 14), DICE.choice((0, 1, 3, 6, 12))) for _ in range(groups)]


def figures(groups: list[Pair], before: list[list[Pair]]) -> list[tuple[frozenset[int], Pair]]:
    """All exact figures that are shown, and every one that follows by taking them from another."""
    shown: list[tuple[frozenset[int], Pair]] = []
    total = suppression.total(groups, before)
    everyone = frozenset(range(len(groups)))
    if total and total.exact:
        shown.append((everyone, (total.low, total.answers - total.low)))
    blocks = [
        (frozenset(one.groups), (one.figure.low, one.figure.answers - one.figure.low))
        for one in suppression.blocks(groups, before)
    ]
    for number in range(1, len(blocks) + 1):
        for some in combinations(blocks, number):
            names = frozenset().union(*(one[0] for one in some))
            pair = (sum(one[1][0] for one in some), sum(one[1][1] for one in some))
            shown.append((names, pair))
            if total and total.exact and names != everyone:
                rest = (total.low - pair[0], total.answers - total.low - pair[1])
                shown.append((everyone - names, rest))
    return shown


@pytest.mark.parametrize("_round", range(300))
def test_no_small_cell_is_shown_nor_follows_from_what_is_shown(_round: int) -> None:
    groups = some_church()
    for names, pair in figures(groups, []):
        true = tuple(sum(groups[name][side] for name in names) for side in (0, 1))

        assert pair == true
        assert min(pair) >= LEAST or pair == (0, 0), (groups, names, pair)


@pytest.mark.parametrize("_round", range(300))
def test_a_second_survey_does_not_tell_what_a_few_answered_in_between(_round: int) -> None:
    before = some_church()
    late = DICE.randrange(len(before))
    groups = list(before)
    groups[late] = (before[late][0] + DICE.randint(0, 3), before[late][1] + DICE.randint(0, 3))
    then = dict(figures(before, []))
    for names, pair in figures(groups, [before]):
        apart = [abs(now - was) for now, was in zip(pair, then.get(names, (-99, -99)), strict=True)]

        assert min(apart) >= LEAST or pair == (0, 0), (before, groups, names)


def test_a_group_whose_few_voices_differ_takes_the_next_smallest_with_it() -> None:
    found = suppression.blocks([(40, 10), (9, 8), (12, 2)])

    assert [(block.groups, block.figure.answers) for block in found] == [((0,), 50), ((1, 2), 31)]


def test_one_group_alone_is_shown_when_both_its_cells_hold() -> None:
    assert [block.groups for block in suppression.blocks([(20, 6)])] == [(0,)]
    assert suppression.blocks([(20, 4)]) == []


def test_unanimity_and_four_voices_against_look_the_same() -> None:
    found = [suppression.total([(56 + 4 - few, few)]) for few in range(5)]

    assert len(set(found)) == 1
    assert found[0] is not None
    assert (found[0].answers, found[0].low, found[0].high) == (60, 56, 60)


def test_under_five_answers_nothing_is_told() -> None:
    assert suppression.total([(2, 1), (1, 0)]) is None
    assert suppression.blocks([(2, 1), (1, 0)]) == []


def test_two_small_sides_tell_neither() -> None:
    found = suppression.total([(4, 3)])

    assert found is not None
    assert (found.low, found.high) == (0, 7)


def test_the_spread_is_as_fine_as_no_cell_is_small() -> None:
    assert len(suppression.spread([5, 6, 7, 8, 9])) == 5
    assert suppression.spread([2, 6, 7, 8, 9]) == [((0, 1), 8), ((2,), 7), ((3, 4), 17)]
    assert suppression.spread([2, 2, 2, 8, 9]) == [((0, 1, 2), 6), ((3, 4), 17)]
    assert suppression.spread([1, 1, 1, 8, 9]) == []
    assert suppression.spread([5, 6, 7, 8, 9], compared=True) == []


def test_the_interval_is_that_of_wilson() -> None:
    assert consent.interval(8, 10) == pytest.approx((0.4902, 0.9433), abs=0.0001)
    assert consent.interval(0, 10) == pytest.approx((0.0, 0.2775), abs=0.0001)
    assert consent.interval(10, 10)[1] == pytest.approx(1.0)
    assert consent.interval(0, 0) == (0.0, 1.0)


@pytest.mark.parametrize(
    ("outcome", "advice"),
    [
        (Outcome(70, 100, 100, 200, 0), "go"),
        (Outcome(69, 100, 100, 200, 0), "adapt"),
        (Outcome(70, 100, 100, 200, 1), "adapt"),
        (Outcome(70, 100, 99, 200, 0), "wait"),
        (Outcome(0, 0, 0, 200, 0), "wait"),
    ],
)
def test_the_advice_follows_from_the_threshold(outcome: Outcome, advice: str) -> None:
    assert consent.advice(consent.reasons(Threshold(70, 50, True), outcome)) == advice


def test_a_threshold_without_grave_objections_does_not_look_at_them() -> None:
    found = consent.reasons(Threshold(70, 0, False), Outcome(7, 10, 10, 10, 3))

    assert found == [Reason("response", True, 0), Reason("share", True, 70)]
