"""What runs beside the web: one thing again and again, and timed jobs."""

import threading
from collections.abc import Callable, Sequence
from time import monotonic

from shared import log
from shared.config import Settings
from shared.events.confirms import BusDown
from shared.service import Job, Tools


class Loop(threading.Thread):
    """Does one thing again and again until stopped; a fault is logged and the thing tried again."""

    def __init__(self, name: str, step: Callable[[], object], *, pause: float) -> None:
        super().__init__(name=name, daemon=True)
        self._step = step
        self._pause = pause
        self._wake = threading.Event()
        self._stopping = False

    def wake(self) -> None:
        """Do it now."""
        self._wake.set()

    def run(self) -> None:
        """Repeat until stopped."""
        while not self._stopping:
            try:
                self._step()
            except BusDown as fault:
                log.get("events").warning("broker away", thread=self.name, error=str(fault))
                self._wake.wait(2.0)
            except Exception:
                log.get("worker").exception("a round failed", thread=self.name)
            self._wake.wait(self._pause)
            self._wake.clear()

    def stop(self) -> None:
        """Finish the round and end."""
        self._stopping = True
        self._wake.set()
        self.join(timeout=25)


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
