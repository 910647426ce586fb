"""A figure through time beside its limit, and shares with how sure one may be of them."""

from collections.abc import Iterator, Sequence
from math import ceil

from services.portal.reports.geometry.drawing import (
    LABELS,
    WIDTH,
    Dot,
    Drawing,
    Path,
    Shape,
    Speech,
    Words,
    around,
    between,
    label,
    runs,
)
from services.portal.reports.geometry.letters import lines

Item = tuple[str, float | None]
Range = tuple[str, float | None, float | None, float | None]

TOP, BOTTOM = 16.0, 216.0
FIRST, LAST = 70.0, 600.0
ROW = 34.0
BEGIN, END = LABELS + 10, 560.0
MOST_NAMES = 8


def curve(
    points: Sequence[Item], most: float, speech: Speech, limit: float | None = None
) -> Drawing:
    """Return (name, value) one after another from 0 to `most`; unknown breaks the line."""
    shapes: list[Shape] = []
    for value in (0.0, most / 2, most):
        y = between(value, most, BOTTOM, TOP)
        shapes.append(Path("grid", ((FIRST, y), (LAST, y))))
        shapes.append(Words("soft", FIRST - 8, y + 4, speech.number(value), "end"))
    if limit is not None:
        y = between(limit, most, BOTTOM, TOP)
        shapes.append(Path("limit", ((FIRST, y), (LAST, y))))
        shapes.append(Words("words", FIRST + 4, y - 5 if y > TOP + 12 else y + 14, speech.limit))
    places = [_across(number, len(points)) for number in range(len(points))]
    line = [
        None if value is None else (x, between(value, most, BOTTOM, TOP))
        for x, (_name, value) in zip(places, points, strict=True)
    ]
    shapes += [Path("value", run) for run in runs(line) if len(run) > 1]
    shapes += [Dot("mark", *point, 4) for point in line if point]
    shapes += _names(points, places)
    return Drawing(BOTTOM + 44, tuple(shapes))


def interval(items: Sequence[Range], speech: Speech, limit: float | None = None) -> Drawing:
    """Return per (name, low, point, high), shares from 0 to 1, a dot within its range."""
    top = 26.0
    height = top + len(items) * ROW
    shapes: list[Shape] = []
    for part in (0.0, 0.25, 0.5, 0.75, 1.0):
        x = between(part, 1, BEGIN, END)
        shapes.append(Path("grid", ((x, top), (x, height))))
        shapes.append(Words("soft", x, top - 8, speech.percent(part), "middle"))
    if limit is not None:
        x = between(limit, 1, BEGIN, END)
        shapes.append(Path("limit", ((x, top), (x, height))))
        shapes.append(Words("words", x, height + 14, speech.limit, "middle"))
    for number, item in enumerate(items):
        shapes += _range(item, top + (number + 0.5) * ROW, speech)
    return Drawing(height + (20 if limit is not None else 4), tuple(shapes))


def _across(number: int, count: int) -> float:
    return (FIRST + LAST) / 2 if count < 2 else FIRST + (LAST - FIRST) * number / (count - 1)


def _names(points: Sequence[Item], places: Sequence[float]) -> Iterator[Shape]:
    step = max(1, ceil(len(points) / MOST_NAMES))
    room = min(2 * (WIDTH - LAST), (LAST - FIRST) / min(MOST_NAMES, max(1, len(points) - 1)) - 4)
    for number, ((name, value), x) in enumerate(zip(points, places, strict=True)):
        if value is None:
            yield Words("soft", x, BOTTOM - 6, "?", "middle")
        if number % step == 0:
            yield from around(lines(name, room), x, BOTTOM + 22)


def _range(item: Range, y: float, speech: Speech) -> Iterator[Shape]:
    name, low, point, high = item
    yield from label(name, y)
    yield Path("grid", ((BEGIN, y), (END, y)))
    if low is not None and high is not None:
        begin, end = (between(value, 1, BEGIN, END) for value in (low, high))
        yield Path("spread", ((begin, y), (end, y)))
        yield from (Path("axis", ((x, y - 7), (x, y + 7))) for x in (begin, end))
    if point is None:
        yield Words("soft", END + 10, y + 4, "?")
        return
    yield Dot("mark", between(point, 1, BEGIN, END), y)
    yield Words("words", END + 10, y + 4, speech.percent(point))
