"""How long a printed report takes and how much memory its process needs."""

from collections.abc import Iterator

from tests.bench.figure import Figure
from tests.bench.processes import measured

ROUNDS = 5


def figures(rounds: int = ROUNDS) -> Iterator[Figure]:
    """Measure a report of four pages with five plots beside the bare library."""
    ours, peer = measured("report_product", rounds), measured("report_bare", rounds)
    name = "PDF of 5 plots"
    yield Figure(f"{name} (limit 1.5 s)", ours["later"], "s", peer["later"])
    yield Figure(f"{name}, the first, which loads the engine", ours["first"], "s", peer["first"])
    yield Figure(f"{name}, memory (limit 150 MB)", ours["memory"], "MB", peer["memory"])
