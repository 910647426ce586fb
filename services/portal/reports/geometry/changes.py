"""What is and what is wanted, and what was and what became of it."""

from collections.abc import Iterator, Sequence

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
    diamond,
    label,
    runs,
)
from services.portal.reports.geometry.letters import lines

Gap = tuple[str, float | None, float | None]
Line = tuple[str, Sequence[float | None]]

ROW = 40.0
BEGIN, END = LABELS + 10, 525.0
FIRST, LAST = 40.0, 400.0
TOP = 44.0
DASHES = 3


def dumbbell(items: Sequence[Gap], levels: int, speech: Speech) -> Drawing:
    """Return per item (name, now, desired) a dot for now and a diamond for what is desired."""
    height = TOP + len(items) * ROW
    shapes: list[Shape] = [*_key(speech)]
    for level in range(levels + 1):
        x = between(level, levels, BEGIN, END)
        shapes.append(Path("grid", ((x, TOP), (x, height))))
        shapes.append(Words("soft", x, TOP - 6, str(level), "middle"))
    for number, item in enumerate(items):
        shapes += _gap(item, TOP + (number + 0.5) * ROW, levels, speech)
    return Drawing(height, tuple(shapes))


def slope(moments: Sequence[str], named: Sequence[Line], levels: int, speech: Speech) -> Drawing:
    """Return a line per name through its values at each moment; unknown breaks the line."""
    bottom = TOP + max(260.0, LINE * 1.2 * len(named))
    shapes: list[Shape] = [*_frame(moments, levels, bottom)]
    ends: list[tuple[float, str]] = []
    for number, (name, values) in enumerate(named):
        points = [
            None
            if value is None
            else (_across(place, len(moments)), between(value, levels, bottom, TOP))
            for place, value in enumerate(values)
        ]
        shapes += _traced(number, points)
        known = [point[1] for point in points if point]
        ends.append((known[-1] if known else bottom, _end(name, values, speech)))
    shapes += _apart(ends, bottom)
    return Drawing(bottom + 16, tuple(shapes))


def _key(speech: Speech) -> Iterator[Shape]:
    yield Dot("mark", 8, 10)
    yield Words("words", 20, 14, speech.now)
    yield diamond("goal", 100, 10)
    yield Words("words", 112, 14, speech.desired)


def _gap(item: Gap, y: float, levels: int, speech: Speech) -> Iterator[Shape]:
    name, now, desired = item
    yield from label(name, y)
    yield Path("grid", ((BEGIN, y), (END, y)))
    if now is not None and desired is not None:
        ends = tuple((between(value, levels, BEGIN, END), y) for value in (now, desired))
        yield Path("spread", ends)
    if now is not None:
        yield Dot("mark", between(now, levels, BEGIN, END), y)
    if desired is not None:
        yield diamond("goal", between(desired, levels, BEGIN, END), y)
    missing = ((speech.now, now), (speech.desired, desired))
    said = [f"{word}: ?" for word, value in missing if value is None]
    yield from around(said, END + 14, y, kind="soft", anchor="start")


def _frame(moments: Sequence[str], levels: int, bottom: float) -> Iterator[Shape]:
    for level in range(levels + 1):
        y = between(level, levels, bottom, TOP)
        yield Path("grid", ((FIRST, y), (LAST, y)))
        yield Words("soft", FIRST - 14, y + 4, str(level), "end")
    room = (LAST - FIRST) / max(1, len(moments)) - 4
    for number, moment in enumerate(moments):
        x = _across(number, len(moments))
        yield Path("axis", ((x, TOP), (x, bottom)))
        anchor = "start" if number == 0 else "end" if number == len(moments) - 1 else "middle"
        yield Words("words", x, TOP - 14, lines(moment, room, 1)[0], anchor)


def _across(number: int, count: int) -> float:
    return FIRST if count < 2 else FIRST + (LAST - FIRST) * number / (count - 1)


def _traced(number: int, points: Sequence[Point | None]) -> Iterator[Shape]:
    for run in runs(points):
        if len(run) > 1:
            yield Path(f"line-{number % DASHES}", run)
    yield from (_mark(number, *point) for point in points if point)


def _mark(number: int, x: float, y: float) -> Shape:
    match number % 4:
        case 0:
            return Dot("mark", x, y)
        case 1:
            return box("goal", x - 4.5, y - 4.5, 9, 9)
        case 2:
            return diamond("mark", x, y)
        case _:
            return Path("goal", ((x, y - 6), (x + 6, y + 5), (x - 6, y + 5)), closed=True)


def _end(name: str, values: Sequence[float | None], speech: Speech) -> str:
    value = values[-1] if values else None
    return (
        f"{lines(name, WIDTH - LAST - 60, 1)[0]} {'?' if value is None else speech.number(value)}"
    )


def _apart(ends: Sequence[tuple[float, str]], bottom: float) -> Iterator[Shape]:
    """Yield the names at the lines' ends, none over another."""
    ordered = sorted(ends)
    heights = [y for y, _text in ordered]
    for number in range(1, len(heights)):
        heights[number] = max(heights[number], heights[number - 1] + LINE)
    ceiling = bottom
    for number in reversed(range(len(heights))):
        heights[number] = min(heights[number], ceiling)
        ceiling = heights[number] - LINE
    for y, (_wished, text) in zip(heights, ordered, strict=True):
        yield Words("words", LAST + 16, y + 4, text)
