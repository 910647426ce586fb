"""How long it takes from starting the process to the first page."""

from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

from tests.bench.figure import Figure, in_turns
from tests.bench.processes import free_port, running, wait_for

ROUNDS = 3


def figures(folder: Path, rounds: int = ROUNDS) -> Iterator[Figure]:
    """Measure the first start in this folder, and later ones, beside a bare app."""
    first, first_peer = house(folder), bare()
    yield Figure("first start to first page", first, "s", first_peer)
    again, peer = in_turns(rounds, lambda: house(folder), bare)
    yield Figure("later start to first page", again, "s", peer)


def house(folder: Path) -> float:
    """Return the seconds until `missionscoach run --sample` in this folder shows a page."""
    environment = {"MISSIONSCOACH_DATA_DIR": str(folder)}
    return _seconds("services", "run", "--sample", "--port", environment=environment)


def bare() -> float:
    """Return the seconds until a bare app shows a page."""
    return _seconds("tests.bench.bare_page", environment={})


def _seconds(*command: str, environment: dict[str, str]) -> float:
    port = free_port()
    begun = perf_counter()
    with running(*command, port, environment=environment):
        wait_for(port)
        return perf_counter() - begun
