"""The two sides of a picture as tables of the same columns, and one sum over either."""

import json
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import blake2b
from typing import Any
from uuid import UUID

from sqlalchemy import Select, TypeDecorator, literal, select, tuple_
from sqlalchemy.orm import Session
from sqlalchemy.types import TypeEngine

from shared.events.tables import subject_counter
from shared.projections.marks import key_of

PAGE = 200
Row = dict[str, Any]
Rows = Select[*tuple[Any, ...]]


def _as_it_is(_db: Session, _rows: Sequence[Row]) -> None:
    pass


@dataclass(frozen=True)
class Served:
    """Rows that others may keep a picture of: ids and codes, told of by events of one subject.

    `key` are the ids that name a row; `subject` is the subject of its events, filled in from the
    row; `complete` adds the columns that one statement cannot tell.
    """

    name: str
    key: tuple[str, ...]
    subject: str
    rows: Rows
    complete: Callable[[Session, Sequence[Row]], None] = _as_it_is


@dataclass(frozen=True)
class Held:
    """A picture of another service's rows: where it stands and how one of its rows is put right.

    `rows` gives the columns that are compared, by the owner's names of them. `put` makes a row as
    the owner has it and `drop` takes one away, each with what follows from that, as events do.
    `needs` are texts of the owner's that `put` asks for and nobody keeps.
    """

    name: str
    owner: str
    key: tuple[str, ...]
    rows: Rows
    put: Callable[[Session, Row, datetime], None]
    drop: Callable[[Session, Row, datetime], None]
    needs: tuple[str, ...] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        """Return the names of what is compared beside the key."""
        return tuple(name for name in self.rows.selected_columns.keys() if name not in self.key)  # noqa: SIM118

    def read(self, told: Mapping[str, Any]) -> Row:
        """Return what is kept of a row that the owner sent, typed as it is kept here.

        Other columns are passed over: a newer owner may send more.
        """
        kinds = {name: _kind(each.type) for name, each in self.rows.selected_columns.items()}
        kinds.update(dict.fromkeys(self.needs, str))
        return {name: _typed(told[name], kind) for name, kind in kinds.items() if name in told}


def steady(db: Session) -> None:
    """Let everything that this reading transaction reads be of one moment."""
    if db.get_bind().dialect.name == "postgresql":
        db.connection(execution_options={"isolation_level": "REPEATABLE READ"})


def page(db: Session, side: Served | Held, *, after: str = "", limit: int = PAGE) -> list[Row]:
    """Return rows in the order of their keys; raises `ValueError` when `after` is no key."""
    inner = side.rows.subquery()
    place = [inner.c[name] for name in side.key]
    statement = select(inner).order_by(*place).limit(limit)
    if after:
        ids = [UUID(part) for part in after.split("/")]
        if len(ids) != len(place):
            raise ValueError("a key of other parts")
        last = (literal(each, column.type) for each, column in zip(ids, place, strict=True))
        statement = statement.where(tuple_(*place) > tuple_(*last))
    rows: list[Row] = [dict(row._mapping) for row in db.execute(statement)]
    if isinstance(side, Served):
        side.complete(db, rows)
    return rows


def everything(db: Session, side: Served | Held) -> Iterator[tuple[str, Row]]:
    """Yield every row with its key, in the order of keys."""
    after = ""
    while True:
        rows = page(db, side, after=after)
        for row in rows:
            after = key_of(row[name] for name in side.key)
            yield after, row
        if len(rows) < PAGE:
            return


def numbered(db: Session, side: Served, rows: Sequence[Row]) -> Iterator[tuple[Row, int]]:
    """Yield rows with the number of the last event of their subject."""
    subjects = [side.subject.format_map(row) for row in rows]
    last = select(subject_counter).where(subject_counter.c.subject.in_(set(subjects)))
    numbers: dict[str, int] = {row.subject: row.last for row in db.execute(last)}
    for row, subject in zip(rows, subjects, strict=True):
        yield row, numbers.get(subject, 0)


@dataclass(frozen=True)
class Sum:
    """How many rows there are, and a checksum of what stands in them."""

    rows: int
    checksum: str


def sum_of(db: Session, side: Served | Held, columns: Collection[str]) -> Sum:
    """Return the sum over some columns; raises `KeyError` for a column that is not there."""
    total, count = blake2b(digest_size=16), 0
    for key, row in everything(db, side):
        total.update(digest(key, row, columns))
        count += 1
    return Sum(count, total.hexdigest())


def digest(key: str, row: Mapping[str, Any], columns: Collection[str]) -> bytes:
    """Return what tells this row from any other content of it."""
    values = {name: plain(row[name]) for name in columns}
    text = json.dumps([key, values], sort_keys=True, separators=(",", ":"))
    return blake2b(text.encode(), digest_size=16).digest()


def plain(value: Any) -> Any:
    """Return a value as JSON has it."""
    if isinstance(value, (datetime, date)):
        return value.isoformat()
    return str(value) if isinstance(value, UUID) else value


def _kind(stored: TypeEngine[Any]) -> type:
    inner = stored.impl_instance if isinstance(stored, TypeDecorator) else stored
    return inner.python_type


def _typed(value: Any, kind: type) -> Any:
    if value is None:
        return None
    if kind is UUID:
        return UUID(value)
    return kind.fromisoformat(value) if issubclass(kind, date) else value
