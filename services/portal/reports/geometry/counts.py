"""Counts: opinions from against to in favour, plain bars, and how unevenly something is shared."""

from collections.abc import Iterator, Sequence
from itertools import accumulate

from services.portal.reports.geometry.drawing import (
    LABELS,
    WIDTH,
    Dot,
    Drawing,
    Path,
    Shape,
    Speech,
    Words,
    between,
    box,
    hatch,
    label,
)
from services.portal.reports.geometry.letters import lines, width_of

Group = tuple[str, Sequence[float | None], str]
Bar = tuple[str, float | None]

ROW = 44.0
BAR = 22.0
SQUARE = 260.0


def stacked(groups: Sequence[Group], categories: Sequence[str], speech: Speech) -> Drawing:
    """Return per group (name, counts from most against to most in favour, note) its shares.

    What is against stands left of the middle and what is in favour right of it. A group of which
    one count is unknown gets no bar: its shares are unknown too.
    """
    keys, top = _keys(categories)
    shapes: list[Shape] = [*keys]
    extents = [_extent(_shares(counts)) for _name, counts, _note in groups]
    left = max((extent[0] for extent in extents), default=0.0)
    right = max((extent[1] for extent in extents), default=0.0)
    unit = (WIDTH - LABELS - 10) / ((left + right) or 1.0)
    middle = LABELS + left * unit
    height = top + len(groups) * ROW
    shapes.append(Path("axis", ((middle, top), (middle, height))))
    for number, group in enumerate(groups):
        shapes += _group(group, top + (number + 0.5) * ROW, middle, unit, speech)
    return Drawing(height, tuple(shapes))


def bars(items: Sequence[Bar], speech: Speech) -> Drawing:
    """Return a bar per (name, value) with its number behind it; unknown is said in words."""
    row = 34.0
    most = max((value for _name, value in items if value is not None), default=0.0)
    shapes: list[Shape] = [Path("axis", ((LABELS + 10, 0), (LABELS + 10, len(items) * row)))]
    for number, (name, value) in enumerate(items):
        y = (number + 0.5) * row
        end = LABELS + 10
        shapes += label(name, y)
        if value:
            end = between(value, most, LABELS + 10, WIDTH - 100)
            shapes.append(box("tone-3", LABELS + 10, y - 10, end - LABELS - 10, 20))
        kind = "soft" if value is None else "words"
        shapes.append(Words(kind, end + 8, y + 4, speech.value(value)))
    return Drawing(max(1.0, len(items) * row), tuple(shapes))


def shares(parts: Sequence[float], speech: Speech) -> Drawing:
    """Return the Lorenz curve of how parts share a whole, beside the line of equal parts."""
    left, top = (WIDTH - SQUARE) / 2, 12.0
    bottom, right = top + SQUARE, left + SQUARE
    whole = sum(parts)
    points = [(left, bottom)]
    for number, held in enumerate(accumulate(sorted(parts)), start=1):
        x = between(number, len(parts), left, right)
        points.append((x, between(held, whole, bottom, top)))
    shapes: list[Shape] = [
        box("field", left, top, SQUARE, SQUARE),
        Path("limit", ((left, bottom), (right, top))),
        Words("soft", (left + right) / 2 - 10, (top + bottom) / 2 - 8, speech.equal, "end"),
        Words("soft", left - 8, bottom + 4, speech.percent(0), "end"),
        Words("soft", left - 8, top + 8, speech.percent(1), "end"),
        Words("soft", right, bottom + 16, speech.percent(1), "end"),
    ]
    if whole > 0:
        shapes.append(Path("value", tuple(points)))
        shapes += [Dot("mark", x, y, 3) for x, y in points[1:-1]]
    return Drawing(bottom + 22, tuple(shapes))


def _shares(counts: Sequence[float | None]) -> list[float]:
    known = [count for count in counts if count is not None]
    whole = sum(known)
    if len(known) < len(counts) or whole <= 0:
        return []
    return [count / whole for count in known]


def _extent(parts: Sequence[float]) -> tuple[float, float]:
    """Return how far a group reaches to either side; the middle category is halved."""
    half = len(parts) // 2
    neutral = parts[half] / 2 if len(parts) % 2 else 0.0
    return sum(parts[:half]) + neutral, sum(parts[len(parts) - half :]) + neutral


def _group(group: Group, y: float, middle: float, unit: float, speech: Speech) -> Iterator[Shape]:
    name, counts, note = group
    yield from label(name, y - 6 if note else y)
    if note:
        yield Words("soft", 0, y + 19, lines(note, LABELS, 1)[0])
    parts = _shares(counts)
    if not parts:
        known = all(count is not None for count in counts)
        said = speech.number(0) if known else speech.unknown
        yield Words("soft", LABELS + 10, y + 4, said)
        return
    x = middle - _extent(parts)[0] * unit
    for number, (part, count) in enumerate(zip(parts, counts, strict=True)):
        if part > 0:
            face = box(_look(number, len(parts)), x, y - BAR / 2, part * unit, BAR)
            yield from _face(face)
            yield from _count(face, speech.number(count or 0))
        x += part * unit


def _look(number: int, count: int) -> str:
    if count % 2 and number == count // 2:
        return "neutral"
    side = "against" if number < count / 2 else "favour"
    return f"{side}-strong" if number in (0, count - 1) and count > 3 else side


def _face(face: Path) -> Iterator[Shape]:
    yield face
    if face.kind == "against":
        yield from hatch("hatch", face)
    if face.kind == "against-strong":
        yield from hatch("hatch-light", face, 5)


def _count(face: Path, text: str) -> Iterator[Shape]:
    (left, top), _, (right, bottom), _ = face.points
    wide = width_of(text) + 8
    if right - left < wide + 4:
        return
    middle = (left + right) / 2
    yield box("label", middle - wide / 2, top + 3, wide, bottom - top - 6)
    yield Words("words", middle, bottom - 7, text, "middle")


def _keys(categories: Sequence[str]) -> tuple[list[Shape], float]:
    """Return the legend, in as many lines as it needs, and its height."""
    shapes: list[Shape] = []
    x, y = 0.0, 4.0
    for number, category in enumerate(categories):
        text = lines(category, 280, 1)[0]
        wide = 28 + width_of(text) + 20
        if x and x + wide - 20 > WIDTH:
            x, y = 0.0, y + 22
        shapes += _face(box(_look(number, len(categories)), x, y, 22, 14))
        shapes.append(Words("words", x + 28, y + 11, text))
        x += wide
    return shapes, y + 26
