"""A plan in time: what runs from when until when, and where today stands in it."""

from collections.abc import Iterator, Sequence
from datetime import date
from math import ceil

from services.portal.reports.geometry.drawing import (
    LABELS,
    WIDTH,
    Drawing,
    Path,
    Shape,
    Speech,
    Words,
    between,
    box,
    diamond,
    hatch,
    label,
)
from services.portal.reports.geometry.letters import width_of

Item = tuple[str, date | None, date | None, str]

BEGIN, END = LABELS + 10, WIDTH - 8
TOP, ROW, BAR = 40.0, 34.0, 16.0
MOST_MONTHS = 6
HATCHED = frozenset({"waiting", "attention"})
SOLID = frozenset({"done", "now"})


def schedule(items: Sequence[Item], today: date, speech: Speech) -> Drawing:
    """Return a bar per (name, from, until, shape); one day alone is a mark, none is said."""
    days = [day for _name, begin, end, _shape in items for day in (begin, end) if day]
    first, last = min([today, *days]), max([today, *days])
    height = TOP + len(items) * ROW
    shapes: list[Shape] = []
    for month in _months(first, last):
        x = _place(month, first, last)
        shapes.append(Path("grid", ((x, TOP), (x, height))))
        name = speech.month(month)
        anchor = "end" if x + width_of(name) > WIDTH else "start"
        shapes.append(Words("soft", x, TOP - 6, name, anchor))
    for number, item in enumerate(items):
        shapes += _row(item, TOP + (number + 0.5) * ROW, (first, last), speech)
    x = _place(today, first, last)
    shapes.append(Path("limit", ((x, 16), (x, height))))
    anchor = "end" if x > (BEGIN + END) / 2 else "start"
    shapes.append(Words("words", x, 12, speech.today, anchor))
    return Drawing(height, tuple(shapes))


def _place(day: date, first: date, last: date) -> float:
    return between((day - first).days, (last - first).days, BEGIN, END)


def _months(first: date, last: date) -> list[date]:
    """Return the beginnings of months in between, thinned out to what can be read."""
    begin, end = (day.year * 12 + day.month for day in (first, last))
    months = [date(number // 12, number % 12 + 1, 1) for number in range(begin, end)]
    return months[:: max(1, ceil(len(months) / MOST_MONTHS))]


def _row(item: Item, y: float, days: tuple[date, date], speech: Speech) -> Iterator[Shape]:
    name, begin, end, shape = item
    yield from label(name, y)
    if begin and end:
        left, right = sorted((_place(begin, *days), _place(end, *days)))
        bar = box(_look(shape), left, y - BAR / 2, max(2.0, right - left), BAR)
        yield bar
        if shape in HATCHED:
            yield from hatch("hatch", bar)
    elif end:
        yield diamond("goal", _inside(_place(end, *days)), y)
    elif begin:
        x = _inside(_place(begin, *days))
        yield Path("mark", ((x - 5, y - 7), (x + 6, y), (x - 5, y + 7)), closed=True)
    else:
        yield Words("soft", BEGIN + 4, y + 4, speech.no_date)


def _look(shape: str) -> str:
    if shape in SOLID:
        return "tone-4" if shape == "done" else "tone-3"
    return "stopped" if shape == "stopped" else "field"


def _inside(x: float) -> float:
    return min(max(x, BEGIN), END)
