"""The operator's work over the databases of the services: look, try again, send again, give up."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from getpass import getuser
from pathlib import Path

import click
from sqlalchemy import inspect
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.orm import Session

from shared import actor, audit, operating
from shared.backlog import Backlog, backlog
from shared.config import Settings
from shared.db import Database
from shared.operating import Row, Wanted

Decide = Callable[[Session], int]


@dataclass(frozen=True)
class Seen:
    """What was found in one service: its numbers, and the events asked for, as far as shown."""

    service: str
    backlog: Backlog | None  # None when its database could not be asked, and `fault` says why
    count: int
    rows: Sequence[Row]
    fault: str = ""


def look(settings: Settings, services: Sequence[str], wanted: Wanted, *, limit: int) -> list[Seen]:
    """Return how it stands with the services, and the events that are meant."""
    return [_look(settings, name, wanted, limit=limit) for name in services]


def _look(settings: Settings, name: str, wanted: Wanted, *, limit: int) -> Seen:
    try:
        with _opened(settings, name) as database, database.read() as db:
            count, rows = operating.counted(db, wanted), operating.listed(db, wanted, limit=limit)
            return Seen(name, backlog(db), count, rows)
    except click.ClickException as fault:
        # the others are shown all the same
        return Seen(name, None, 0, (), fault.message)


@dataclass(frozen=True)
class Decision:
    """Something the operator decided, as the audit log tells of it."""

    act: str
    decide: Decide
    at: datetime
    noted: dict[str, str]


def carry_out(settings: Settings, services: Sequence[str], decision: Decision) -> dict[str, int]:
    """Carry a decision out in each service; returns of how many events, by service."""
    changed = {}
    for name in services:
        with _opened(settings, name) as database, database.write() as db:
            count = decision.decide(db)
            if count:
                who = {"at_the_command_line": getuser(), "events": str(count)}
                objects = {**who, **decision.noted}
                audit.note(db, actor.service(name), decision.act, at=decision.at, objects=objects)
        changed[name] = count
    return changed


@contextmanager
def _opened(settings: Settings, name: str) -> Iterator[Database]:
    address = settings.database(name)
    file = Path(address.removeprefix("sqlite:///"))
    if address.startswith("sqlite") and not file.exists():
        # connecting would make an empty one
        raise click.ClickException(
            f"There is no database of {name} at {file}. Is MISSIONSCOACH_DATA_DIR right?"
        )
    database = Database(address)
    try:
        if not inspect(database.engine).has_table("inbox"):
            raise click.ClickException(f"The database of {name} is empty: missionscoach migrate")
        yield database
    except (OperationalError, DBAPIError) as fault:
        said = str(fault.orig).strip().partition("\n")[0]
        raise click.ClickException(f"The database of {name} does not answer. {said}") from None
    finally:
        database.close()
