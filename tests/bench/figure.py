"""One measured figure and the line that tells it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median
from time import perf_counter


@dataclass(frozen=True)
class Figure:
    """What was measured, and the same of a peer in the same run."""

    name: str
    value: float
    unit: str
    peer: float

    def line(self) -> str:
        value, peer = short(self.value), short(self.peer)
        ratio = self.value / self.peer
        return f"figure: {self.name} = {value} {self.unit} (peer {peer} {self.unit}, {ratio:.2f})"


def short(number: float) -> str:
    """Return three digits that count, without an exponent."""
    return f"{number:.0f}" if number >= 100 else f"{number:.3g}"


def in_turns(rounds: int, *works: Callable[[], float]) -> Sequence[float]:
    """Let the works take turns, and return the median of what each returned."""
    found = [[work() for work in works] for _ in range(rounds)]
    return [median(each) for each in zip(*found, strict=True)]


def milliseconds(work: Callable[[], object]) -> Callable[[], float]:
    """Return a work that tells how long this takes."""

    def timed() -> float:
        begun = perf_counter()
        work()
        return (perf_counter() - begun) * 1000

    return timed
