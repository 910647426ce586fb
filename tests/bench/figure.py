"""One measured figure and the line that tells it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median
from time import perf_counter
from typing import Self


@dataclass(frozen=True)
class Figure:
    """What was measured, and the same of a peer in the same run; `spread` says how far apart."""

    name: str
    value: float
    unit: str
    peer: float
    spread: str = ""

    @classmethod
    def of_rounds(cls, name: str, unit: str, ours: Sequence[float], peers: Sequence[float]) -> Self:
        """Return the medians of rounds, with the least and the most of each."""
        spread = f" {_ends(ours)}, peer {_ends(peers)}"
        return cls(name, median(ours), unit, median(peers), spread)

    def line(self) -> str:
        value, peer = short(self.value), short(self.peer)
        ratio = f"{self.value / self.peer:.2f}"
        told = f"{self.name} = {value} {self.unit} (peer {peer} {self.unit}, {ratio})"
        return f"figure: {told}{self.spread}"


def short(number: float) -> str:
    """Return three digits that count, without an exponent."""
    return f"{number:.0f}" if number >= 100 else f"{number:.3g}"


def in_turns(rounds: int, *works: Callable[[], float]) -> Sequence[float]:
    """Let the works take turns, and return the median of what each returned."""
    return [median(each) for each in all_turns(rounds, *works)]


def all_turns(rounds: int, *works: Callable[[], float]) -> Sequence[Sequence[float]]:
    """Let the works take turns, and return all that each returned."""
    found = [[work() for work in works] for _ in range(rounds)]
    return list(zip(*found, strict=True))


def milliseconds(work: Callable[[], object]) -> Callable[[], float]:
    """Return a work that tells how long this takes."""

    def timed() -> float:
        begun = perf_counter()
        work()
        return (perf_counter() - begun) * 1000

    return timed


def _ends(values: Sequence[float]) -> str:
    return f"{short(min(values))}–{short(max(values))}"
