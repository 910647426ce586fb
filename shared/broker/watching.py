"""A worker's own look at its queue, so that somebody hears of it when that is not sound."""

from collections.abc import Sequence

from shared import log
from shared.broker.checking import check_queue
from shared.broker.topology import DEAD, UNROUTED, queue_of
from shared.events.confirms import BusDown
from shared.metrics import Metrics

PAUSE = 20.0  # seconds between two looks: with the wait for an answer, half a minute at most


class Watch:
    """Looks at a service's queue and at what was set aside; remembers what it saw."""

    def __init__(self, url: str, service: str, metrics: Metrics) -> None:
        self._url = url
        self._service = service
        self._metrics = metrics
        self._faults: tuple[str, ...] = ()

    @property
    def faults(self) -> Sequence[str]:
        """Return sentences on what was wrong at the last look."""
        return self._faults

    def look(self) -> None:
        """Look, tell the figures, and log what asks for a person."""
        try:
            report = check_queue(self._url, queue_of(self._service))
        except BusDown:
            self._faults = ("the broker does not answer",)
            raise
        self._faults = tuple(report.lines)
        aside = report.aside
        self._metrics.on_broker(
            self._service, sound=not report.faults, unrouted=aside[UNROUTED], dead=aside[DEAD]
        )
        for fault in self._faults:
            log.get("broker").error("look at the broker", fault=fault)
