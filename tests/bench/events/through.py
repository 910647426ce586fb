"""From the outbox of one service to an effect in another: events per second."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from time import monotonic, sleep

from sqlalchemy import text

from shared.db import Database
from tests.bench.events import frameworks
from tests.bench.events.beside import beside
from tests.bench.events.place import Place, fill
from tests.bench.figure import Figure, all_turns
from tests.bench.processes import PATIENCE

ROUNDS = 5
LOOK = 0.05  # seconds


def figures(
    place: Place, rows: int, rounds: int = ROUNDS, others: Sequence[str] = frameworks.NAMES
) -> Iterator[Figure]:
    """Measure so many events; the slow peers get fewer, for their rate is what counts."""
    few = max(rows // 15, 20)
    works = [
        lambda: ours(place, rows),
        lambda: kombu(place, "safe", few),
        lambda: kombu(place, "unsafe", max(rows * 2 // 5, 20)),
    ]
    names = ["kombu, a confirm and an ack each, no database", "kombu, neither (unsafe)"]
    with ExitStack() as stack:
        for name in others if frameworks.not_run() is None else ():
            works.append(stack.enter_context(frameworks.working(name, place, few)))
            names.append(f"{name}, the same row")
        product, *peers = all_turns(rounds, *works)
    for name, peer in zip(names, peers, strict=True):
        yield Figure.of_rounds(f"{rows} events to effects beside {name}", "events/s", product, peer)


def ours(place: Place, rows: int) -> float:
    """Return the rate of the product, from the first claim to the last effect."""
    sender, receiver = place.database(), place.database()
    database = Database(sender)
    fill(database, rows)
    database.close()
    with (
        beside("ours", "takes", receiver, place.broker_url) as reader,
        beside("ours", "sends", sender, place.broker_url) as relay,
    ):
        relay.ask("cost"), reader.ask("cost")  # both have loaded
        begun = relay.ask("start")["begun"]
        _wait_for(rows, lambda: reader.ask("count")["count"])
        ended = max(reader.ask("times")["times"])
    _demand_effects(receiver, rows)
    return rows / (ended - begun)


def kombu(place: Place, way: str, many: int) -> float:
    """Return the rate of a program that keeps nothing, from the first publish to the last ack."""
    with beside("naive", "take", place.broker_url, way, many) as reader:
        reader.hear()
        with beside("naive", "publish", place.broker_url, way, many) as publisher:
            begun = publisher.hear()["begun"]
            ended = reader.hear()["ended"]
    rate: float = many / (ended - begun)
    return rate


def _wait_for(rows: int, count: Callable[[], int]) -> None:
    deadline = monotonic() + PATIENCE
    while (found := count()) < rows:
        assert monotonic() < deadline, f"{found} of {rows} events came"
        sleep(LOOK)


def _demand_effects(receiver: str, rows: int) -> None:
    database = Database(receiver)
    with database.read() as db:
        assert db.scalar(text("SELECT count(*) FROM effect")) == rows
    database.close()
