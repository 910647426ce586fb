"""Completion, heads, places and shares: what follows from the lists."""

from itertools import product

import pytest

from services.congregations.completion import (
    Progress,
    Thresholds,
    band_of_places,
    heads,
    is_completed,
    missing,
    shares,
)


@pytest.mark.parametrize(
    ("came", "wrote", "finished", "asks_wrote", "asks_finished"),
    list(product((True, False), repeat=5)),
)
def test_completing_takes_each_thing_that_is_asked_and_no_other(
    came: bool, wrote: bool, finished: bool, asks_wrote: bool, asks_finished: bool
):
    progress = Progress(
        attended=8 if came else 7, worksheets=9 if wrote else 8, final_done=finished
    )
    asked = Thresholds(worksheets_required=asks_wrote, final_required=asks_finished)
    lacking = [
        name
        for name, lacks in (
            ("attendance", not came),
            ("worksheets", asks_wrote and not wrote),
            ("final", asks_finished and not finished),
        )
        if lacks
    ]

    assert missing(progress, asked) == lacking
    assert is_completed(progress, asked) == (not lacking)


@pytest.mark.parametrize(
    ("share", "least"),
    [(0, 0), (1, 1), (50, 5), (77, 7), (78, 8), (80, 8), (88, 8), (89, 9), (100, 9)],
)
def test_a_share_of_nine_lessons_is_never_rounded_down(share: int, least: int):
    asked = Thresholds(attendance_share=share, worksheets_required=False, final_required=False)

    assert next(n for n in range(10) if is_completed(Progress(attended=n), asked)) == least


@pytest.mark.parametrize(
    ("team", "leading"),
    [
        ([], 0),
        ([("facilitator", 9)], 0),
        ([("trainee_head", 1)], 0),
        ([("trainee_head", 2)], 1),
        ([("trainee_head", 2), ("trainee_head", 3)], 2),
        ([("head", 0), ("trainee_head", 5)], 1),
        ([("head", 0), ("head", 5)], 2),
    ],
)
def test_a_trainee_leads_only_after_two_courses_and_under_no_head(team, leading):
    assert heads(team) == leading


def test_others_know_of_free_places_no_more_than_a_band():
    assert [band_of_places(n) for n in (0, 1, 3, 4, 9, 10, 80)] == [
        "full",
        "few",
        "few",
        "some",
        "some",
        "many",
        "many",
    ]


def test_a_share_counts_everybody_before_and_says_how_unsure_it_is():
    found = shares({2025: 10, 2023: 5}, "50_150")

    assert [(one.year, one.people) for one in found] == [(2023, 5), (2025, 15)]
    assert (found[1].low, found[1].middle, found[1].high) == (0.1, 0.15, 0.3)


def test_a_share_is_never_more_than_all_and_unknown_without_a_size():
    crowded = shares({2025: 60}, "under_50")[0]
    unknown = shares({2025: 60}, None)[0]

    assert (crowded.low, crowded.middle, crowded.high) == (1, 1, 1)
    assert (unknown.people, unknown.middle) == (60, None)
