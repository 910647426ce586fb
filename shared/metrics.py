"""Figures of one process, for Prometheus: what the database knows is read when somebody asks.

What only a process knows, such as how long its handlers took, it counts itself. A label holds a
code (a service, a type of event, an ending), never anything that somebody wrote.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from shared import log
from shared.backlog import Backlog, backlog, passed_by
from shared.clock import Clock
from shared.db import Database

BUCKETS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 5.0, 30.0)  # seconds


class Metrics:
    """What one process tells about the services in it."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self._waiting = _Waiting()
        self._registry.register(self._waiting)
        own: dict[str, Any] = {"registry": self._registry, "namespace": "missionscoach"}
        by_type = ("service", "type")
        self._handled = Counter(
            "events_handled", "Events handled, by their ending.", (*by_type, "ending"), **own
        )
        self._seconds = Histogram(
            "handler_seconds", "How long handlers took.", by_type, buckets=BUCKETS, **own
        )
        self._confirmed = Counter(
            "relay_confirmed", "Events that the broker confirmed.", ("service",), **own
        )
        self._sound = Gauge(
            "queue_sound", "1: the service's queue answers, and is read.", ("service",), **own
        )
        self._aside = Gauge("unrouted_messages", "Messages on the broker nobody asked for.", **own)
        self._dead = Gauge("dead_messages", "Messages that the broker gave up.", **own)

    def handled(self, service: str) -> Callable[[str, str, float], None]:
        """Return what counts the endings of a service's inbox."""

        def count(type_name: str, ending: str, seconds: float) -> None:
            self._handled.labels(service, type_name, ending).inc()
            self._seconds.labels(service, type_name).observe(seconds)

        return count

    def confirmed(self, service: str) -> Callable[[int], None]:
        """Return what counts the events of a service that the broker confirmed."""
        return self._confirmed.labels(service).inc

    def on_broker(self, service: str, *, sound: bool, unrouted: int, dead: int) -> None:
        """Note what was last seen on the broker."""
        self._sound.labels(service).set(sound)
        self._aside.set(unrouted)
        self._dead.set(dead)

    def watch(
        self,
        service: str,
        database: Database,
        clock: Clock,
        *,
        readers: Sequence[Database] | None = None,
    ) -> None:
        """Tell from now on what waits in a service's database.

        `readers` are the databases of those that follow its outbox in the same process; None: a
        relay marks what it sent.
        """
        self._waiting.places.append(_Place(service, database, clock, readers))

    def text(self) -> bytes:
        """Return everything as Prometheus reads it."""
        return generate_latest(self._registry)


@dataclass(frozen=True)
class _Place:
    service: str
    database: Database
    clock: Clock
    readers: Sequence[Database] | None

    def look(self) -> Backlog | None:
        """Count what waits; None when the database does not answer."""
        try:
            passed = None if self.readers is None else passed_by(self.readers, self.service)
            with self.database.read() as db:
                return backlog(db, passed=passed)
        except Exception as fault:
            # the other figures are told all the same
            log.get("metrics").warning(
                "cannot count", service=self.service, error=type(fault).__name__
            )
            return None


class _Waiting(Collector):
    """The rows that wait in the databases, counted when somebody asks."""

    def __init__(self) -> None:
        self.places: list[_Place] = []

    def describe(self) -> Sequence[GaugeMetricFamily]:
        """Name nothing beforehand: that would ask the databases."""
        return ()

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """Look, and tell."""
        up = _family("database_up", "1: the database answers.")
        waiting = _family("outbox_waiting", "Events recorded and not sent yet.")
        refused = _family("outbox_refused", "Events that the broker refused.")
        oldest = _family("outbox_oldest_seconds", "Age of the oldest event not sent yet.")
        inbox = _family("inbox_rows", "Events taken in and not done with.", "state")
        for place in self.places:
            found = place.look()
            up.add_metric([place.service], found is not None)
            if found is None:
                continue
            waiting.add_metric([place.service], found.waiting)
            refused.add_metric([place.service], found.refused)
            oldest.add_metric([place.service], found.age(place.clock.now()))
            for state, count in found.inbox.items():
                inbox.add_metric([place.service, state], count)
        yield from (up, waiting, refused, oldest, inbox)


def _family(name: str, sentence: str, *labels: str) -> GaugeMetricFamily:
    return GaugeMetricFamily(f"missionscoach_{name}", sentence, labels=["service", *labels])
