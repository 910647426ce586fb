"""What every plot is made of: paths, dots and words in a box that is 640 units wide."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil

from services.portal.reports.geometry.letters import lines, width_of

Point = tuple[float, float]

WIDTH = 640.0
LINE = 14.0
LABELS = 200.0  # where plots in rows have their names
ROOM = 192.0  # of such a name


@dataclass(frozen=True)
class Path:
    """A line or, closed, a face; `kind` names its look."""

    kind: str
    points: tuple[Point, ...]
    closed: bool = False


@dataclass(frozen=True)
class Dot:
    """A round mark."""

    kind: str
    x: float
    y: float
    size: float = 5.0


@dataclass(frozen=True)
class Words:
    """One line of text; `anchor` is start, middle or end."""

    kind: str
    x: float
    y: float
    text: str
    anchor: str = "start"

    @property
    def left(self) -> float:
        """Where the line begins in the font of our PDFs."""
        part = {"start": 0.0, "middle": 0.5, "end": 1.0}[self.anchor]
        return self.x - part * width_of(self.text)


Shape = Path | Dot | Words


@dataclass(frozen=True)
class Drawing:
    """A finished plot."""

    height: float
    shapes: tuple[Shape, ...]
    width: float = WIDTH


@dataclass(frozen=True)
class Speech:
    """What plots say, in the reader's language."""

    number: Callable[[float], str]
    percent: Callable[[float], str]
    month: Callable[[date], str]
    unknown: str
    now: str
    desired: str
    limit: str
    today: str
    no_date: str
    equal: str

    def value(self, value: float | None) -> str:
        """Return a number in words; of None that it is unknown."""
        return self.unknown if value is None else self.number(value)


def box(kind: str, left: float, top: float, width: float, height: float) -> Path:
    """Return a rectangle."""
    right, bottom = left + width, top + height
    return Path(kind, ((left, top), (right, top), (right, bottom), (left, bottom)), closed=True)


def diamond(kind: str, x: float, y: float, size: float = 6.5) -> Path:
    """Return a mark that differs from a dot without any colour."""
    return Path(kind, ((x, y - size), (x + size, y), (x, y + size), (x - size, y)), closed=True)


def hatch(kind: str, face: Path, gap: float = 6.0) -> Iterator[Path]:
    """Yield slanted lines that fill a rectangle, for paper without colour."""
    (left, top), _, (right, bottom), _ = face.points
    width, height = right - left, bottom - top
    for step in range(1, ceil((width + height) / gap)):
        at = step * gap  # the line x + y = at, counted from the upper left corner
        begin = (left + max(0.0, at - height), top + min(at, height))
        end = (left + min(at, width), top + max(0.0, at - width))
        yield Path(kind, (begin, end))


def between(value: float, most: float, begin: float, end: float) -> float:
    """Return where a value from 0 to `most` stands between two places."""
    part = 0.0 if most <= 0 else min(1.0, max(0.0, value / most))
    return begin + part * (end - begin)


def label(
    text: str, y: float, *, x: float = 0.0, room: float = ROOM, kind: str = "words"
) -> Iterator[Words]:
    """Yield the name of a row, its lines around the height `y`."""
    yield from around(lines(text, room), x, y, kind=kind, anchor="start")


def around(
    texts: Sequence[str], x: float, y: float, *, kind: str = "words", anchor: str = "middle"
) -> Iterator[Words]:
    """Yield lines of text whose middle is at the height `y`."""
    first = y - (len(texts) - 1) * LINE / 2 + LINE * 0.3
    for number, text in enumerate(texts):
        yield Words(kind, x, first + number * LINE, text, anchor)


def runs(points: Sequence[Point | None]) -> Iterator[tuple[Point, ...]]:
    """Yield the unbroken parts of a line that leaves out what is unknown."""
    held: list[Point] = []
    for point in [*points, None]:
        if point is not None:
            held.append(point)
        elif held:
            yield tuple(held)
            held = []
