"""What may be told of forms: nothing of fewer than five people, nor by taking one from another."""

from collections import Counter
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.congregations.portfolio import MIDDLES, before_and_after, focus
from services.congregations.ratings import LEAST, Form, grouped, summarise, tellable
from shared.reference.vocabulary import codes

AREAS = {"prayer": ("p1", "p2"), "giving": ("g1", "g2")}
ROLES = ("council", "youth", "members", "worship")

form = st.builds(
    Form,
    role=st.sampled_from(ROLES),
    levels=st.dictionaries(
        st.sampled_from(["p1", "p2", "g1", "g2"]), st.none() | st.integers(0, 5), min_size=1
    ),
)
forms = st.lists(form, max_size=40)


def filled(role: str, *levels: int | None) -> list[Form]:
    return [Form(role, dict.fromkeys(("p1", "p2", "g1", "g2"), level)) for level in levels]


def people(given: list[Form], area: str, roles: tuple[str, ...] = ROLES) -> frozenset[int]:
    """Return the places of those whose level in an area is part of a figure about these roles."""
    return frozenset(
        place
        for place, one in enumerate(given)
        if one.role in roles and any(one.levels.get(name) is not None for name in AREAS[area])
    )


def sets_told(given: list[Form]) -> dict[str, list[frozenset[int]]]:
    """Return, per area, of which sets of people a figure is shown."""
    summary = summarise(given, AREAS)
    told: dict[str, list[frozenset[int]]] = {}
    for area, spread in summary.areas.items():
        told[area] = [people(given, area)] if spread.median is not None else []
        for group, median in zip(summary.groups, spread.by_group, strict=True):
            if median is not None:
                told[area].append(people(given, area, group.roles))
    return told


@given(forms)
def test_no_figure_is_about_fewer_than_five_people(given_forms):
    for sets in sets_told(given_forms).values():
        assert all(len(one) >= LEAST for one in sets)


@given(forms)
def test_no_difference_of_figures_is_about_fewer_than_five_people(given_forms):
    for sets in sets_told(given_forms).values():
        if not sets:
            continue
        whole, *groups = sets
        for several in range(len(groups) + 1):
            for chosen in combinations(groups, several):
                rest = whole.difference(*chosen)
                assert not rest or len(rest) >= LEAST


@given(forms)
def test_numbers_of_people_leave_no_small_number_over(given_forms):
    summary = summarise(given_forms, AREAS)
    if not summary.has_figures:
        assert len(given_forms) < LEAST
        assert (summary.groups, summary.areas) == ((), {})
        return

    assert all(group.size >= LEAST for group in summary.groups)
    assert sum(group.size for group in summary.groups) in (0, summary.answers)
    for spread in summary.areas.values():
        for number in (spread.answers, spread.unknown):
            assert not number or number >= LEAST
        if spread.answers is not None:
            assert summary.answers - spread.answers == spread.unknown


@given(st.dictionaries(st.sampled_from(ROLES), st.integers(0, 12)))
def test_every_role_belongs_to_one_group_or_there_are_no_groups(sizes):
    groups = grouped(sizes)
    roles = Counter(role for group in groups for role in group.roles)

    assert len(groups) != 1
    if groups:
        assert roles == Counter(role for role, size in sizes.items() if size)
    for group in groups:
        assert group.size == sum(sizes[role] for role in group.roles) >= LEAST


@given(st.dictionaries(st.sampled_from(ROLES), st.integers(0, 12)))
def test_what_is_told_while_a_round_is_open_gives_no_small_role_away(sizes):
    total, told = tellable(sizes)
    hidden = sum(size for role, size in sizes.items() if told[role] is None)

    assert all(size is None or size >= LEAST for size in told.values())
    if total is not None:
        rest = total - sum(size for size in told.values() if size)
        assert rest == hidden
        assert rest == 0 or rest >= LEAST


@given(st.permutations(filled("council", 0, 1, 2, 3, 4, 5) + filled("youth", 5, 5, 5)))
def test_the_order_of_forms_changes_nothing(shuffled):
    usual = summarise(filled("council", 0, 1, 2, 3, 4, 5) + filled("youth", 5, 5, 5), AREAS)

    assert summarise(shuffled, AREAS) == usual


def test_four_forms_give_no_figures_at_all():
    assert not summarise(filled("council", 1, 2, 3, 4), AREAS).has_figures


def test_a_small_role_takes_the_smallest_shown_one_into_the_others():
    groups = grouped({"council": 5, "members": 9, "youth": 2})

    assert [(group.roles, group.size) for group in groups] == [
        (("members",), 9),
        (("council", "youth"), 7),
    ]


def test_two_small_roles_that_make_five_are_told_together():
    groups = grouped({"council": 6, "worship": 3, "youth": 2})

    assert [group.roles for group in groups] == [("council",), ("worship", "youth")]


def test_a_role_of_which_too_few_know_an_area_hides_another_with_it():
    given_forms = filled("council", 1, 1, 1, 1, 1) + filled("youth", 4, 4, 4, None, None)
    spread = summarise(given_forms, AREAS).areas["prayer"]

    # eight know it; without the council three would be left over
    assert spread.by_group == (None, None)
    assert spread.median == 1.0
    assert (spread.answers, spread.unknown) == (None, None)


def test_i_do_not_know_is_an_answer_that_has_no_level():
    given_forms = filled("council", 2, 2, 2, 2, 2, *[None] * 5)
    spread = summarise(given_forms, AREAS).areas["giving"]

    assert (spread.median, spread.answers, spread.unknown) == (2.0, 5, 5)


def test_the_spread_is_that_of_a_spreadsheet():
    spread = summarise(filled("council", 0, 1, 1, 2, 3, 5, 5), AREAS).areas["prayer"]

    # QUARTILE.INC of 0 1 1 2 3 5 5
    assert (spread.low, spread.median, spread.high) == (1.0, 2.0, 4.0)


def test_an_area_that_hardly_anybody_knows_has_no_figures():
    given_forms = filled("council", 2, 2, 2, 2, None, None)
    spread = summarise(given_forms, AREAS).areas["prayer"]

    assert (spread.median, spread.answers, spread.unknown) == (None, None, None)


def test_one_commitment_is_all_focus_and_ten_equal_ones_hardly_any():
    assert focus(["10_25"]).index == 1.0
    assert focus(["10_25"] * 10).index == 0.1
    assert focus([]).index is None
    assert focus(["none", None]).index is None


@pytest.mark.parametrize("going", ["phase_out", "transfer"])
def test_what_is_phased_out_or_passed_on_no_longer_counts_afterwards(going):
    before, after = before_and_after([("10_25", "keep"), ("10_25", going)])

    assert (before.index, after.index) == (0.5, 1.0)


@given(st.lists(st.sampled_from([*MIDDLES, None]), max_size=20))
def test_shares_rise_and_make_one_whole(bands):
    found = focus(bands)

    assert list(found.shares) == sorted(found.shares)
    if found.index is not None:
        assert abs(sum(found.shares) - 1) < 1e-9
        assert 0 < found.index <= 1


def test_every_band_has_a_middle_and_they_rise():
    assert list(MIDDLES) == [term.code for term in codes("share_bands")]
    assert sorted(MIDDLES.values()) == list(MIDDLES.values())
