"""The injected store: SQLite files copied from a template, failing at any statement or commit."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Column, Integer, String, Table, event
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from services.notifications.model import Base
from shared.db import Database, metadata
from shared.events import tables
from tests.simulation.scheduler import Process, Scheduler

PUBLISHER, LEDGER, LETTERS = "publisher", "ledger", "letters"

_publisher = metadata()
tables.add_to(_publisher)
# what was written: the truth that every effect is held against
fact = Table("fact", _publisher, Column("number", Integer, primary_key=True))

_ledger = metadata()
tables.add_to(_ledger)
effect = Table(
    "effect",
    _ledger,
    Column("position", Integer, primary_key=True),
    Column("number", Integer, nullable=False),
    Column("subject", String, nullable=False),
    Column("subjectseq", Integer, nullable=False),
)

CATALOGUES = {PUBLISHER: _publisher, LEDGER: _ledger, LETTERS: Base.metadata}


class Cut(OperationalError):
    """The connection to the database was lost; all is rolled back, or nobody knows."""

    def __init__(self) -> None:
        super().__init__("", {}, ConnectionResetError("the server closed the connection"))


class Store(Database):
    """A database that passes a point of the scheduler at each statement, and may be cut off."""

    scheduler: Scheduler

    def __init__(self, path: Path) -> None:
        super().__init__(f"sqlite:///{path}")
        self.name = path.stem
        self.cut, self.cuts = 0.0, 0
        self.may_be_cut: Callable[[Process], bool] = lambda _process: True
        event.listen(self.engine, "connect", self._set_up)
        event.listen(self.engine, "before_cursor_execute", self._before)
        event.listen(self.engine, "commit", self._before)
        event.listen(self.engine, "rollback", _mended)

    @contextmanager
    def write(self) -> Iterator[Session]:
        """Open a writing transaction, when nobody else has one; its end may stay unknown."""
        self.scheduler.point("begin")
        self.scheduler.writing.add(self.name)
        try:
            with super().write() as db:
                yield db
        finally:
            self.scheduler.writing.discard(self.name)
        self.scheduler.point("committed")
        if self._is_cut():
            raise Cut

    @contextmanager
    def read(self) -> Iterator[Session]:
        """Open a reading transaction; what it read may be old at once."""
        with super().read() as db:
            yield db
        self.scheduler.point("looked")

    def _set_up(self, connection: Any, _record: object) -> None:
        connection.create_function("random", 0, lambda: self.scheduler.dice.getrandbits(62))
        # nothing survives the machine here, so nothing need reach its disk
        connection.execute("PRAGMA synchronous=OFF")

    def _before(self, connection: Any, _cursor: object = None, words: str = "commit", *_: Any):
        if connection.info.get("cut"):
            raise Cut
        self.scheduler.point(words[:24])
        if self._is_cut():
            connection.info["cut"] = True
            raise Cut

    def _is_cut(self) -> bool:
        scheduler = self.scheduler
        if not scheduler.stack or scheduler.dice.random() >= self.cut:
            return False
        cut = self.may_be_cut(scheduler.process)
        self.cuts += cut
        return cut


class Shelf:
    """The databases of one world after another: compiled statements are worth keeping."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        for name, catalogue in CATALOGUES.items():
            database = Database(f"sqlite:///{folder / name}.empty")
            catalogue.create_all(database.engine)
            database.close()
        self._stores = {name: Store(folder / f"{name}.sqlite3") for name in CATALOGUES}

    def emptied(self, scheduler: Scheduler) -> dict[str, Store]:
        """Return them as they were at first, for another world."""
        for name, store in self._stores.items():
            store.close()
            for path in self._folder.glob(f"{name}.sqlite3*"):
                path.unlink()
            shutil.copyfile(self._folder / f"{name}.empty", self._folder / f"{name}.sqlite3")
            store.scheduler = scheduler
            store.cut, store.cuts = 0.0, 0
        return self._stores


def _mended(connection: Any) -> None:
    if not connection.invalidated:
        connection.info.pop("cut", None)
