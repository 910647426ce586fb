from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from services.portal.reports import geometry
from services.portal.reports.geometry import Dot, Drawing, Path, Speech, Words
from services.portal.reports.geometry.letters import lines, width_of

SPEECH = Speech(
    number=lambda value: f"{value:.1f}",
    percent=lambda part: f"{part:.0%}",
    month=lambda day: f"{day:%m %Y}",
    unknown="onbekend",
    now="nu",
    desired="gewenst",
    limit="grens",
    today="vandaag",
    no_date="nog geen datum",
    equal="gelijke delen",
)
TODAY = date(2026, 11, 23)

names = some.text(max_size=60)
levels = some.none() | some.floats(0, 5)
shares = some.none() | some.floats(0, 1)
counts = some.none() | some.integers(0, 500)
days = some.none() | some.dates(date(2024, 1, 1), date(2032, 1, 1))
few = {"max_size": 14}


def rows_of(count: int, cell: Any) -> Any:
    return some.lists(some.lists(cell, min_size=count, max_size=count), **few)


@some.composite
def heats(draw: Callable[..., Any]) -> Drawing:
    columns = draw(some.lists(names, max_size=8))
    cells = draw(rows_of(len(columns), levels))
    rows = [draw(names) for _ in cells]
    return geometry.heat(rows, columns, cells, 5, SPEECH)


@some.composite
def slopes(draw: Callable[..., Any]) -> Drawing:
    moments = draw(some.lists(names, max_size=5))
    values = draw(rows_of(len(moments), levels))
    return geometry.slope(moments, [(draw(names), each) for each in values], 5, SPEECH)


@some.composite
def stacks(draw: Callable[..., Any]) -> Drawing:
    categories = draw(some.lists(names, max_size=7))
    groups = [(draw(names), each, draw(names)) for each in draw(rows_of(len(categories), counts))]
    return geometry.stacked(groups, categories, SPEECH)


def listed(*parts: Any) -> Any:
    return some.lists(some.tuples(*parts), **few)


PLOTS = {
    "radar": listed(names, levels, levels, levels).map(lambda x: geometry.radar(x, 5, SPEECH)),
    "heat": heats(),
    "dumbbell": listed(names, levels, levels).map(lambda x: geometry.dumbbell(x, 5, SPEECH)),
    "slope": slopes(),
    "stacked": stacks(),
    "curve": some.builds(
        geometry.curve,
        listed(names, counts),
        some.integers(0, 500),
        some.just(SPEECH),
        some.none() | some.integers(0, 600),
    ),
    "bars": listed(names, counts).map(lambda x: geometry.bars(x, SPEECH)),
    "shares": some.lists(some.integers(0, 900), **few).map(lambda x: geometry.shares(x, SPEECH)),
    "schedule": listed(
        names, days, days, some.sampled_from(["done", "now", "planned", "waiting", "stopped"])
    ).map(lambda x: geometry.schedule(x, TODAY, SPEECH)),
    "interval": some.builds(
        geometry.interval, listed(names, shares, shares, shares), some.just(SPEECH), shares
    ),
}


def corners(drawing: Drawing) -> Iterator[tuple[float, float]]:
    for shape in drawing.shapes:
        if isinstance(shape, Path):
            yield from shape.points
        elif isinstance(shape, Dot):
            yield shape.x - shape.size, shape.y - shape.size
            yield shape.x + shape.size, shape.y + shape.size
        else:
            yield shape.left, shape.y - 9
            yield shape.left + width_of(shape.text), shape.y + 3


@pytest.mark.parametrize("plot", PLOTS)
@given(data=some.data())
def test_everything_of_a_plot_stays_inside_its_frame(plot: str, data: Any) -> None:
    drawing = data.draw(PLOTS[plot])

    outside = [
        (x, y)
        for x, y in corners(drawing)
        if not (-1 <= x <= drawing.width + 1 and -1 <= y <= drawing.height + 1)
    ]
    assert outside == []


@given(listed(names, levels, levels, levels))
def test_a_radar_marks_each_known_median_and_no_other(axes: list[Any]) -> None:
    drawing = geometry.radar(axes, 5, SPEECH)

    assert len(dots(drawing)) == sum(axis[1] is not None for axis in axes)
    assert said(drawing).count("(onbekend)") == sum(axis[1] is None for axis in axes)


def test_a_radar_joins_only_known_neighbours() -> None:
    axes = [(str(n), value, None, None) for n, value in enumerate([3, None, 2, 4, 1])]
    lines_drawn = [s for s in paths(geometry.radar(axes, 5, SPEECH)) if s.kind == "value"]

    assert len(lines_drawn) == 3


@given(listed(names, levels, levels))
def test_unknown_now_or_desired_has_no_mark_but_a_word(items: list[Any]) -> None:
    drawing = geometry.dumbbell(items, 5, SPEECH)
    key = 1

    assert len(dots(drawing)) - key == sum(item[1] is not None for item in items)
    assert len([p for p in paths(drawing) if p.kind == "goal"]) - key == sum(
        item[2] is not None for item in items
    )
    assert said(drawing).count("nu: ?") == sum(item[1] is None for item in items)
    assert said(drawing).count("gewenst: ?") == sum(item[2] is None for item in items)


def test_an_unknown_moment_breaks_a_slope_instead_of_falling_to_zero() -> None:
    drawing = geometry.slope(["0", "6", "12"], [("Gebed", [3, None, 4])], 5, SPEECH)

    assert not [p for p in paths(drawing) if p.kind.startswith("line")]
    assert len(dots(drawing)) == 2


def test_a_slope_that_ends_unknown_says_so_at_its_name() -> None:
    drawing = geometry.slope(["0", "6"], [("Gebed", [3, None])], 5, SPEECH)

    assert "Gebed ?" in said(drawing)


@given(some.lists(some.floats(0, 5), min_size=2, max_size=14))
def test_names_at_the_end_of_slopes_never_stand_on_each_other(values: list[float]) -> None:
    drawing = geometry.slope(["a", "b"], [("naam", [2, value]) for value in values], 5, SPEECH)
    heights = sorted(s.y for s in words(drawing) if s.text.startswith("naam"))

    assert all(below - above >= 13.9 for above, below in pairwise(heights))


def test_a_field_of_unknown_level_is_empty_with_a_question_mark_and_zero_is_a_number() -> None:
    drawing = geometry.heat(["rij"], ["een", "twee"], [[None, 0]], 5, SPEECH)

    assert said(drawing).count("?") == 1
    assert said(drawing).count("0.0") == 1
    assert [p.kind for p in paths(drawing)] == ["field", "tone-0"]


@given(some.lists(some.integers(1, 400), min_size=2, max_size=7))
def test_a_groups_parts_are_as_wide_as_its_shares(group: list[int]) -> None:
    categories = [str(n) for n in range(len(group))]
    drawing = geometry.stacked([("groep", group, "")], categories, SPEECH)
    faces = bars_of(drawing)[len(categories) :]
    wide = [width(face) for face in faces]

    assert [part / sum(wide) for part in wide] == pytest.approx([n / sum(group) for n in group])


def test_what_is_against_stands_left_of_the_middle_and_what_is_in_favour_right() -> None:
    drawing = geometry.stacked([("groep", [3, 4, 2], "")], ["tegen", "neutraal", "voor"], SPEECH)
    middle = next(p for p in paths(drawing) if p.kind == "axis").points[0][0]
    against, neutral, favour = bars_of(drawing)[3:]

    assert against.points[1][0] < middle < favour.points[0][0]
    assert (neutral.points[0][0] + neutral.points[1][0]) / 2 == pytest.approx(middle)


def test_a_group_with_a_hidden_count_gets_no_bar_from_which_it_could_be_read() -> None:
    drawing = geometry.stacked([("groep", [None, 4, 2], "")], ["a", "b", "c"], SPEECH)

    assert len(bars_of(drawing)) == 3  # the legend's
    assert "onbekend" in said(drawing)


def test_each_kind_of_opinion_differs_without_colour() -> None:
    categories = ["zeer tegen", "tegen", "neutraal", "voor", "zeer voor"]
    kinds = {p.kind for p in bars_of(geometry.stacked([], categories, SPEECH))}

    assert len(kinds) == 5


def test_a_bar_of_zero_and_an_unknown_one_are_told_apart() -> None:
    drawing = geometry.bars([("niets", 0), ("weet niet", None), ("veel", 9)], SPEECH)

    assert len([p for p in paths(drawing) if p.closed]) == 1
    assert said(drawing).count("0.0") == 1
    assert said(drawing).count("onbekend") == 1


@given(listed(names, counts))
def test_a_curve_marks_only_what_is_known(points: list[Any]) -> None:
    drawing = geometry.curve(points, 500, SPEECH)

    assert len(dots(drawing)) == sum(value is not None for _name, value in points)


def test_a_share_that_is_not_known_has_no_dot_and_no_range() -> None:
    drawing = geometry.interval([("Ouderen", None, None, None)], SPEECH)

    assert not dots(drawing)
    assert not [p for p in paths(drawing) if p.kind == "spread"]
    assert "?" in said(drawing)


@given(some.lists(some.integers(1, 900), min_size=2, max_size=20))
def test_a_lorenz_curve_rises_ever_steeper_and_stays_under_equal_parts(parts: list[int]) -> None:
    drawing = geometry.shares(parts, SPEECH)
    curve = next(p for p in paths(drawing) if p.kind == "value").points
    rises = [first[1] - second[1] for first, second in pairwise(curve)]

    assert all(before <= after + 1e-6 for before, after in pairwise(rises))
    assert curve[0][1] - curve[-1][1] == pytest.approx(260)


def test_nothing_to_share_draws_no_curve() -> None:
    assert not [p for p in paths(geometry.shares([], SPEECH)) if p.kind == "value"]
    assert not [p for p in paths(geometry.shares([0, 0], SPEECH)) if p.kind == "value"]


def test_a_plan_without_a_day_says_so_and_half_a_plan_is_a_mark() -> None:
    later = TODAY + timedelta(days=90)
    items = [("niets", None, None, "open"), ("tot", None, later, "planned")]
    drawing = geometry.schedule(items, TODAY, SPEECH)

    assert "nog geen datum" in said(drawing)
    assert len([p for p in paths(drawing) if p.closed]) == 1


def test_time_runs_evenly_from_left_to_right() -> None:
    items = [("a", TODAY, TODAY + timedelta(days=100), "now")]
    items += [("b", TODAY, TODAY + timedelta(days=50), "now")]
    long, half = bars_of(geometry.schedule(items, TODAY, SPEECH))

    assert width(half) == pytest.approx(width(long) / 2)


@given(names, some.floats(20, 300), some.integers(1, 3))
def test_lines_of_a_name_are_never_wider_than_their_room(text: str, room: float, most: int) -> None:
    found = lines(text, room, most)

    assert len(found) <= most
    assert all(width_of(line) <= room for line in found)


@given(names)
def test_a_name_that_fits_is_kept_whole(text: str) -> None:
    assert " ".join(lines(text, 10_000)) == " ".join(text.split())


def dots(drawing: Drawing) -> list[Dot]:
    return [shape for shape in drawing.shapes if isinstance(shape, Dot)]


def paths(drawing: Drawing) -> list[Path]:
    return [shape for shape in drawing.shapes if isinstance(shape, Path)]


def words(drawing: Drawing) -> list[Words]:
    return [shape for shape in drawing.shapes if isinstance(shape, Words)]


def said(drawing: Drawing) -> list[str]:
    return [shape.text for shape in words(drawing)]


def bars_of(drawing: Drawing) -> list[Path]:
    return [p for p in paths(drawing) if p.closed and p.kind != "label"]


def width(face: Path) -> float:
    return face.points[1][0] - face.points[0][0]
