"""The relay alone: rows out of an outbox into a queue that nobody reads."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack

from shared.db import Database
from shared.events.confirms import WINDOW
from tests.bench.events.beside import Beside, beside
from tests.bench.events.place import Place, fill
from tests.bench.figure import Figure, all_turns

ROUNDS = 5
FEW = 10_000  # waiting, with which many are compared
LARGEST = 120.0  # MB, our limit for a relay


def figures(place: Place, rows: int, rounds: int = ROUNDS) -> Iterator[Figure]:
    """Measure rows per second beside a loop without our code, and beside one confirm each."""
    few = max(rows // 20, 20)
    with ExitStack() as stack:
        works = [
            _filled(place, stack, rows, lambda urls: beside("ours", "sends", *urls)),
            _filled(place, stack, rows, lambda urls: beside("bare_relay", *urls, WINDOW)),
            _filled(place, stack, few, lambda urls: beside("bare_relay", *urls, 1)),
        ]
        product, loop, singly = all_turns(rounds, *works)
    yield Figure.of_rounds("relay beside a loop without our code", "rows/s", product, loop)
    yield Figure.of_rounds("relay beside one confirm per message", "rows/s", product, singly)


def many_waiting(place: Place, rows: int, few: int = FEW, rounds: int = ROUNDS) -> Iterator[Figure]:
    """Measure the relay with so many rows waiting, of which each round sends a part."""
    urls = place.database(), place.broker_url
    _fill(urls[0], rows)
    with ExitStack() as stack:
        relay = stack.enter_context(beside("ours", "sends", *urls))
        works = [
            lambda: _rate(place, relay),
            _filled(place, stack, few, lambda urls: beside("ours", "sends", *urls)),
        ]
        product, peer = all_turns(rounds, *works)
        memory = relay.ask("cost")["memory"]
    name = f"relay with {rows} rows waiting"
    yield Figure.of_rounds(f"{name}, beside {few}", "rows/s", product, peer)
    yield Figure(f"{name}, memory (limit as peer)", memory, "MB", LARGEST)


def _filled(
    place: Place, stack: ExitStack, rows: int, begin: Callable[[tuple[str, str]], object]
) -> Callable[[], float]:
    """Return a work that fills an outbox of its own and has this program send it."""
    urls = place.database(), place.broker_url
    program = stack.enter_context(begin(urls))

    def work() -> float:
        _fill(urls[0], rows)
        return _rate(place, program)

    return work


def _rate(place: Place, program: Beside) -> float:
    told = program.ask("once")
    place.purge()
    rate: float = told["sent"] / told["seconds"]
    return rate


def _fill(url: str, rows: int) -> None:
    database = Database(url)
    fill(database, rows)
    database.close()
