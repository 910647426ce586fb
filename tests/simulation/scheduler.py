"""Who goes next: one thread, every choice drawn from the seed, so that each run can be repeated.

An actor's step runs production code. At every point of it (a statement, a commit, a frame, a word
to the relay) its process may end, or another actor may run a whole step in between.
"""

import gc
from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import blake2b
from random import Random

DEEPEST = 3  # steps within steps
NEVER = 1_000_000


class Crash(BaseException):
    """The process ended here, as if by kill -9: nothing of ours catches it."""


@dataclass(eq=False)
class Process:
    """A process: what it remembers is made anew by `start` after it ended."""

    name: str
    start: Callable[[], None]
    ended: Callable[[], None] = lambda: None
    dead: bool = True
    running: int = 0


@dataclass(eq=False)
class Actor:
    """Something a process does again and again; `writes` names the database it may lock."""

    name: str
    process: Process
    step: Callable[[], object]
    writes: str = ""
    weight: int = 4
    calm: bool = True  # goes on when all faults are over


@dataclass
class Odds:
    """How likely it is, at one point, that a process ends or another goes in between."""

    crash: float = 0.0
    between: float = 0.0


@dataclass
class Scheduler:
    """Runs steps of actors, one within another, and remembers what it did as one number."""

    dice: Random
    odds: Odds = field(default_factory=Odds)
    actors: list[Actor] = field(default_factory=list)
    stack: list[Actor] = field(default_factory=list)
    writing: set[str] = field(default_factory=set)
    may_crash: Callable[[Process], bool] = lambda _process: True
    points: int = 0
    crashes: int = 0

    def __post_init__(self) -> None:
        self._told = blake2b(digest_size=8)

    @property
    def told(self) -> str:
        """Return what stands for all that happened: equal for equal runs."""
        return self._told.hexdigest()

    @property
    def process(self) -> Process:
        """Return the process that runs now."""
        return self.stack[-1].process

    def go(self) -> None:
        """Let an actor drawn by weight take a step."""
        able = [each for each in self.actors if self._able(each)]
        (chosen,) = self.dice.choices(able, [each.weight for each in able])
        self.run(chosen)

    def run(self, actor: Actor) -> None:
        """Let this actor take one step; its process is started first if it had ended."""
        process = actor.process
        if process.dead:
            process.dead = False
            process.start()
        self._note(f">{actor.name}")
        self.stack.append(actor)
        process.running += 1
        try:
            actor.step()
        except Crash:
            assert process.dead
            # what it held open in a store is let go with it, as a real process's end would
            gc.collect()
        finally:
            process.running -= 1
            self.stack.pop()

    def point(self, what: str) -> None:
        """Pass a point of the step that runs now."""
        if not self.stack:
            return
        process = self.process
        if process.dead:
            raise Crash
        self.points += 1
        self._note(what)
        if self.dice.random() < self.odds.crash and self.may_crash(process):
            self.kill()
        if self.dice.random() < self.odds.between and len(self.stack) < DEEPEST:
            self._between()
        if process.dead:
            raise Crash

    def kill(self) -> None:
        """End the process that runs now."""
        process = self.process
        process.dead = True
        self.crashes += 1
        self._note(f"+{process.name}")
        process.ended()
        raise Crash

    def _between(self) -> None:
        more = True
        while more:
            able = [each for each in self.actors if self._able(each)]
            if not able:
                return
            self.run(self.dice.choice(able))
            more = self.dice.random() < 0.6

    def _able(self, actor: Actor) -> bool:
        """Tell whether it can begin: it would wait for no lock and is not at it already."""
        process = actor.process
        unwinding = process.dead and process.running
        return not (unwinding or actor in self.stack or actor.writes in self.writing)

    def _note(self, what: str) -> None:
        self._told.update(what.encode())
