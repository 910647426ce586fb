"""What the fault tests counted, and the table and the figures that a run ends with.

A test reports while it runs; what it reported travels with pytest's report of it, so that it
arrives from another process too.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from tests.faults.sizes import SEED

KINDS = ("broker", "postgresql", "relay", "consumer", "embedded")
COLUMNS = ("fault", "events in", "effects", "lost", "doubled", "out of order", "seconds to drain")

Property = tuple[str, Any]


@dataclass(frozen=True)
class Outcome:
    """What became of the events of one fault test; a control's losses are wanted."""

    fault: str
    events: int
    effects: int
    lost: int
    doubled: int
    disordered: int
    drained: float
    duplicates: int = 0
    kills: Mapping[str, int] = field(default_factory=dict)
    control: bool = False


# what the test that runs now has reported; the hook below takes it away
_told: list[Property] = []


def report(outcome: Outcome) -> None:
    """Let the outcome of a fault stand in the table and count in the figures."""
    _told.append(("outcome", {**asdict(outcome), "kills": dict(outcome.kills)}))


def figure(name: str, value: int) -> None:
    """Add to a figure of this name."""
    _told.append(("figure", [name, value]))


def taken() -> list[Property]:
    """Take away what the test that ended has reported."""
    told = _told[:]
    _told.clear()
    return told


def summary(properties: Iterable[Property]) -> Iterator[str]:
    """Write the table and the figures of all that was reported; nothing if nothing was."""
    told = list(properties)
    outcomes = [Outcome(**value) for name, value in told if name == "outcome"]
    totals = Counter[str]()
    for name, value in (pair for kind, pair in told if kind == "figure"):
        totals[name] += value
    if outcomes:
        yield from _table(outcomes)
        yield f"seed = {SEED} (FAULTS_SEED=)"
    for name, value in {**(_figures(outcomes) if outcomes else {}), **totals}.items():
        yield f"figure: {name} = {value}"


def _table(outcomes: Sequence[Outcome]) -> Iterator[str]:
    rows = [COLUMNS, *(_row(each) for each in outcomes)]
    widths = [max(len(row[n]) for row in rows) for n in range(len(COLUMNS))]
    for row in rows:
        numbers = (cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True))
        yield "  ".join((row[0].ljust(widths[0]), *numbers))


def _row(outcome: Outcome) -> tuple[str, ...]:
    counted = (outcome.events, outcome.effects, outcome.lost, outcome.doubled, outcome.disordered)
    return (outcome.fault, *map(str, counted), f"{outcome.drained:.1f}")


def _figures(outcomes: Sequence[Outcome]) -> dict[str, int]:
    ours = [each for each in outcomes if not each.control]
    kills = Counter[str]()
    for each in outcomes:
        kills.update(each.kills)
    return {
        "lost": sum(each.lost for each in ours),
        "doubled": sum(each.doubled for each in ours),
        "out of order": sum(each.disordered for each in ours),
        "kills": kills.total(),
        **{f"kills {kind}": kills[kind] for kind in dict.fromkeys((*KINDS, *kills))},
        "control lost": sum(each.lost for each in outcomes if each.control),
        "duplicates dropped": sum(each.duplicates for each in ours),
    }
