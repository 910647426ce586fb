"""The pictures of an installation, each with the tools of the service that holds it.

In one process all services are at hand. Of separate services these are the ones whose secret the
settings hold; owners are asked over HTTP.
"""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import click
from sqlalchemy.exc import DBAPIError

from services.alone import alone
from shared.config import Settings
from shared.errors import Refusal
from shared.projections import rebuilding
from shared.projections.picture import Held, sum_of
from shared.service import Service, Tools

BETWEEN = 0.5  # seconds

Say = Callable[[str], None]


@dataclass(frozen=True)
class Picture:
    """One picture, where it hangs."""

    service: str
    held: Held
    tools: Tools

    @property
    def title(self) -> str:
        """Return which picture it is."""
        return f"{self.service}\t{self.held.name} of {self.held.owner}"

    def count(self) -> int:
        """Return how many rows stand in it."""
        with self.tools.db.read() as db:
            return sum_of(db, self.held, ()).rows

    def is_equal(self, patience: float, say: Say) -> bool:
        """Tell whether it is as its owner has it, if need be after so many seconds."""
        until = time.monotonic() + patience
        found = rebuilding.compare(self.held, self.tools)
        while not found.equal and time.monotonic() < until:
            time.sleep(BETWEEN)
            found = rebuilding.compare(self.held, self.tools)
        verdict = "equal" if found.equal else "NOT EQUAL"
        say(f"{self.title}\t{found.here.rows} here\t{found.there.rows} there\t{verdict}")
        return found.equal

    def rebuild(self, say: Say) -> None:
        """Make it as its owner has it, and say what that took."""
        done = rebuilding.rebuild(self.held, self.tools)
        say(
            f"{self.title}\t{done.put} put right\t{done.dropped} taken away\t"
            f"{done.outrun} left to newer events\t{done.refused} refused"
        )


@contextmanager
def opened(
    settings: Settings, services: Sequence[str], name: str | None
) -> Iterator[list[Picture]]:
    """Give the pictures that are meant; what goes wrong with them ends the command in a sentence.

    Raises `UsageError` when there is none.
    """
    house = _house if settings.mode == "embedded" else _each_alone
    with house(settings, services) as holders:
        found = [
            Picture(holder.name, held, tools)
            for holder, tools in holders
            for held in holder.held
            if name in (None, held.name)
        ]
        if not found:
            raise click.UsageError("There is no such picture; `list` shows them.")
        try:
            yield found
        except Refusal as fault:
            raise click.ClickException(f"Nothing more was done. {fault.detail}") from fault
        except DBAPIError as fault:
            told = "A database does not answer, or is not brought up to date"
            raise click.ClickException(f"{told} ({type(fault.orig).__name__}).") from fault


@contextmanager
def _house(settings: Settings, names: Sequence[str]) -> Iterator[list[tuple[Service, Tools]]]:
    # a process of separate services loads only those it works for
    from services.host import BY_NAME, Host

    house = Host(settings)
    try:
        yield [(BY_NAME[name], house.tools[name]) for name in names]
    finally:
        house.stop()


@contextmanager
def _each_alone(settings: Settings, names: Sequence[str]) -> Iterator[list[tuple[Service, Tools]]]:
    ours = [name for name in names if name in settings.service_secrets]
    if not ours:
        raise click.ClickException("The settings hold no secret of a service that is meant.")
    holders = [alone(name, settings) for name in ours]
    try:
        yield holders
    finally:
        for _service, tools in holders:
            tools.db.close()
