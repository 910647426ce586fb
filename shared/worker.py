"""What runs beside the web: one thing again and again, and timed jobs."""

import threading
from collections.abc import Callable, Sequence
from time import monotonic

from sqlalchemy.exc import OperationalError

from shared import log
from shared.config import Settings
from shared.events.confirms import BusDown
from shared.service import Job, Tools

REST = 2.0  # seconds after which a broker or a database that was away is asked again


class Loop(threading.Thread):
    """Does one thing again and again until stopped, at once when there may be more to do.

    A step that moved something says so by returning how much. A fault is logged and the thing
    tried again.
    """

    def __init__(
        self, name: str, step: Callable[[], object], *, pause: float, rest: float = REST
    ) -> None:
        super().__init__(name=name, daemon=True)
        self._step = step
        self._pause, self._rest = pause, rest
        self._wake = threading.Event()
        self._stopping = threading.Event()

    def wake(self) -> None:
        """Do it now."""
        self._wake.set()

    def run(self) -> None:
        """Repeat until stopped."""
        while not self._stopping.is_set():
            try:
                if self._step():
                    continue
            except BusDown as fault:
                self._sit_out("broker away", str(fault))
            except OperationalError as fault:
                self._sit_out("database away", type(fault.orig).__name__)
            except Exception:
                log.get("worker").exception("a round failed", thread=self.name)
            self._wake.wait(self._pause)
            self._wake.clear()

    def stop(self) -> None:
        """Finish the round and end."""
        self._stopping.set()
        self._wake.set()
        self.join(timeout=25)

    def _sit_out(self, what: str, error: str) -> None:
        log.get("events").warning(what, thread=self.name, error=error)
        # not ended by a write: under many writes each would knock at a closed door
        self._stopping.wait(self._rest)


class Timetable:
    """Runs each of a service's timed jobs when its time has come."""

    def __init__(self, jobs: Sequence[Job], settings: Settings, tools: Tools) -> None:
        self._jobs = jobs
        self._settings = settings
        self._tools = tools
        self._next = {job.name: 0.0 for job in jobs}
        # a clock that was moved ahead brings on what is due by it
        self._due = {job.name: tools.clock.now() for job in jobs}

    def tick(self) -> None:
        """Run what is due now."""
        for job in self._jobs:
            now = self._tools.clock.now()
            if monotonic() >= self._next[job.name] or now >= self._due[job.name]:
                self._next[job.name] = monotonic() + job.every.total_seconds()
                self._due[job.name] = now + job.every
                self._run(job)

    def _run(self, job: Job) -> None:
        with log.traced():
            try:
                job.run(self._settings, self._tools)
            except Exception:
                log.get("jobs").exception("job failed", job=job.name)
