"""What a storm does: programs, a broker and a database are killed and come back, time and again."""

import os
import random
import signal
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

import psycopg
from child_programs import Program

from tests.faults.line import until
from tests.faults.plan import Plan

ROOT = Path(__file__).parents[2]
ENVIRONMENT = {"PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'deploy'}"}
TOGETHER = 16  # kinds of faults at the same time

Dice = random.Random


class Server(Protocol):
    """What can be killed and started again."""

    def kill(self) -> None:
        """End it at once."""

    def start(self) -> None:
        """Bring it back on its data."""


@dataclass
class Crew:
    """The programs of one role of a chain."""

    role: str
    plan: Plan
    many: int
    programs: list[Program] = field(default_factory=list)
    killed: int = 0

    def start(self) -> None:
        """Start them all."""
        self.programs = [self._start(number) for number in range(self.many)]

    def stop(self) -> None:
        """End them all; they must bear that at any time."""
        for each in self.programs:
            each.stop(signal.SIGKILL)
        self.programs = []

    def kill(self, dice: Dice) -> None:
        """Kill one that works, whichever and whenever, and start it again."""
        number = dice.randrange(self.many)
        self.wait_until_ready(number)
        time.sleep(dice.uniform(0, 0.8))
        self.programs[number].stop(signal.SIGKILL)
        self.killed += 1
        self.programs[number] = self._start(number)

    def wait_until_ready(self, number: int) -> None:
        """Wait until a program has begun its work."""
        program = self.programs[number]
        is_ready = self.plan.file("ready", str(program.pid)).exists
        until(lambda: is_ready() or program.failure() is not None)
        assert is_ready(), program.failure()

    def restart_ended(self) -> int:
        """Start those again that ended by themselves; returns how many."""
        ended = [n for n, each in enumerate(self.programs) if each.failure() is not None]
        for number in ended:
            self.programs[number].stop(signal.SIGKILL)
            self.programs[number] = self._start(number)
        return len(ended)

    def _start(self, number: int) -> Program:
        module = [sys.executable, "-m", "tests.faults.programs"]
        environment = {**os.environ, **ENVIRONMENT}
        command = [*module, self.role, str(self.plan.file("plan.json")), str(number)]
        return Program(command, None, environment, folder=Path(self.plan.folder))


@dataclass(frozen=True)
class Fault:
    """Something that is done so many times, with pauses of so many seconds before."""

    name: str
    times: int
    pause: tuple[float, float]
    act: Callable[[Dice], int | None]

    def strike(self, seed: int) -> int:
        """Do it, at moments that the seed decides; returns what the acts add up to."""
        dice, sum_ = Dice(f"{seed} {self.name}"), 0
        for _ in range(self.times):
            time.sleep(dice.uniform(*self.pause))
            sum_ += self.act(dice) or 0
        return sum_


def restart(server: Server, dice: Dice) -> None:
    """Kill a server and bring it back."""
    server.kill()
    time.sleep(dice.uniform(0, 1))
    server.start()


def cut(url: str, name: str) -> int:
    """Cut one connection to a database, if there is one and the server is up; returns how many."""
    some = (
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        " WHERE datname = %s AND pid <> pg_backend_pid() ORDER BY random() LIMIT 1"
    )
    plain = url.replace("postgresql+psycopg", "postgresql")
    with suppress(psycopg.Error), psycopg.connect(plain, connect_timeout=2) as connection:
        return len(connection.execute(some, (name,)).fetchall())
    return 0


def strike_together(faults: list[Fault], seed: int) -> int:
    """Let all faults happen, independently of each other; returns what their acts add up to."""
    with ThreadPoolExecutor(TOGETHER) as pool:
        struck = [pool.submit(each.strike, seed) for each in faults]
        return sum(done.result() for done in struck)


@contextmanager
def working(*crews: Crew) -> Iterator[None]:
    """Have these programs run as long as the block does."""
    try:
        for each in crews:
            each.start()
        for each in crews:
            for number in range(each.many):
                each.wait_until_ready(number)
        yield
    finally:
        for each in crews:
            each.stop()


def seconds(begun: float) -> float:
    """Tell how long ago that was."""
    return time.monotonic() - begun
