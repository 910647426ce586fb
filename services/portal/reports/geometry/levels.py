"""Levels per area: the radar with its spread, and the map of who sees an area how."""

from collections.abc import Iterator, Sequence
from math import cos, pi, sin

from services.portal.reports.geometry.drawing import (
    LABELS,
    LINE,
    WIDTH,
    Dot,
    Drawing,
    Path,
    Point,
    Shape,
    Speech,
    Words,
    around,
    between,
    box,
    label,
)
from services.portal.reports.geometry.letters import lines

Axis = tuple[str, float | None, float | None, float | None]

RADIUS = 165.0
MIDDLE: Point = (WIDTH / 2, 222.0)
TONES = 5


def radar(axes: Sequence[Axis], levels: int, speech: Speech) -> Drawing:
    """Return areas around a middle of level 0, each with (name, median, low, high)."""
    shapes: list[Shape] = []
    for level in range(1, levels + 1):
        ring = tuple(_at(number, len(axes), level / levels) for number in range(len(axes)))
        shapes.append(Path("grid", ring, closed=True))
    for number, axis in enumerate(axes):
        shapes.append(Path("grid", (MIDDLE, _at(number, len(axes), 1))))
        shapes += _spread(number, len(axes), axis, levels)
    shapes += _outline([axis[1] for axis in axes], levels)
    shapes += [
        Words("soft", MIDDLE[0] + 8, MIDDLE[1] - RADIUS * level / levels + 4, str(level))
        for level in range(1, levels + 1)
    ]
    for number, axis in enumerate(axes):
        shapes += _name(number, len(axes), axis, speech)
    return Drawing(2 * MIDDLE[1], tuple(shapes))


def heat(
    rows: Sequence[str],
    columns: Sequence[str],
    cells: Sequence[Sequence[float | None]],
    levels: int,
    speech: Speech,
) -> Drawing:
    """Return a field per row and column, darker where the level is higher, with its number."""
    wide, high = (WIDTH - LABELS) / max(1, len(columns)), 34.0
    heads = [lines(name, wide - 4, 3) for name in columns]
    top = LINE * max((len(head) for head in heads), default=0) + 8
    shapes: list[Shape] = []
    for number, head in enumerate(heads):
        shapes += around(head, LABELS + (number + 0.5) * wide, (top - 6) / 2)
    for number, name in enumerate(rows):
        y = top + number * high
        shapes += label(name, y + high / 2)
        for place, value in enumerate(cells[number]):
            field = box("field", LABELS + place * wide, y, wide - 2, high - 2)
            shapes += _field(field, value, levels, speech)
    return Drawing(top + len(rows) * high, tuple(shapes))


def _at(number: int, count: int, part: float) -> Point:
    angle = 2 * pi * number / max(1, count) - pi / 2
    return (MIDDLE[0] + RADIUS * part * cos(angle), MIDDLE[1] + RADIUS * part * sin(angle))


def _spread(number: int, count: int, axis: Axis, levels: int) -> Iterator[Shape]:
    _name, _median, low, high = axis
    if low is not None and high is not None:
        ends = tuple(_at(number, count, between(value, levels, 0, 1)) for value in (low, high))
        yield Path("spread", ends)


def _outline(medians: Sequence[float | None], levels: int) -> Iterator[Shape]:
    points = [
        None if median is None else _at(number, len(medians), between(median, levels, 0, 1))
        for number, median in enumerate(medians)
    ]
    for here, following in zip(points, [*points[1:], *points[:1]], strict=True):
        if here and following:
            yield Path("value", (here, following))
    yield from (Dot("mark", *point) for point in points if point)


def _name(number: int, count: int, axis: Axis, speech: Speech) -> Iterator[Shape]:
    x, y = _at(number, count, 1 + 18 / RADIUS)
    side = x - MIDDLE[0]
    anchor = "middle" if abs(side) < 5 else "start" if side > 0 else "end"
    room = WIDTH - x if anchor == "start" else x if anchor == "end" else 240
    named = lines(axis[0], room)
    if axis[1] is None:
        named.append(f"({speech.unknown})")
    up_or_down = (y - MIDDLE[1]) / RADIUS * (len(named) - 1) * LINE / 2
    yield from around(named, x, y + up_or_down, anchor=anchor)


def _field(field: Path, value: float | None, levels: int, speech: Speech) -> Iterator[Shape]:
    (left, top), _, (right, bottom), _ = field.points
    middle = ((left + right) / 2, (top + bottom) / 2 + 4)
    if value is None:
        yield field
        yield Words("soft", *middle, "?", "middle")
        return
    tone = min(TONES - 1, int(between(value, levels, 0, TONES)))
    yield Path(f"tone-{tone}", field.points, closed=True)
    ink = "light" if tone >= 3 else "words"
    yield Words(ink, *middle, speech.number(value), "middle")
