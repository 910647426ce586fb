"""How far each row of a picture is: the number of the last event, or owner's row, that made it.

A mark stays when its row goes, so that an older event cannot bring the row back.
"""

from collections.abc import Iterable

from sqlalchemy import Column, ColumnElement, Integer, MetaData, String, Table, or_, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from shared.db import metadata
from shared.events.handlers import Happening, Skip

CATALOGUE = metadata()

mark = Table(
    "projection_mark",
    CATALOGUE,
    Column("projection", String(40), primary_key=True),
    Column("key", String(80), primary_key=True),
    Column("seq", Integer, nullable=False),
)


def add_to(catalogue: MetaData) -> None:
    """Copy the table into a service's catalogue, for its migrations."""
    mark.to_metadata(catalogue)


def key_of(parts: Iterable[object]) -> str:
    """Return a row's key as text: its ids, `/` between them; keys sort as the ids do."""
    return "/".join(str(part) for part in parts)


def is_news(db: Session, projection: str, happening: Happening, *key: object) -> bool:
    """Note that an event makes the row of this key; false when what is there is newer."""
    older = mark.c.seq < happening.subjectseq
    return _raised(db, projection, key_of(key), happening.subjectseq, older)


def demand_news(db: Session, projection: str, happening: Happening, *key: object) -> None:
    """Note that an event makes the row of this key; skips it when what is there is newer."""
    if not is_news(db, projection, happening, *key):
        raise Skip("something newer is known")


def claim(db: Session, projection: str, key: str, *, seq: int, seen: int) -> bool:
    """Note that the owner's row makes the row of this key; false when a newer event did so.

    `seen` is the mark as it was before the owner was asked. One that stands unchanged cannot be
    ahead of the owner, whatever its number, unless the owner was put back from a backup: then the
    owner is right too.
    """
    return _raised(db, projection, key, seq, or_(mark.c.seq <= seq, mark.c.seq == seen))


def all_of(db: Session, projection: str) -> dict[str, int]:
    """Return the marks of a picture by key."""
    rows = db.execute(select(mark.c.key, mark.c.seq).where(mark.c.projection == projection))
    return {row.key: row.seq for row in rows}


def _raised(db: Session, projection: str, key: str, seq: int, only_if: ColumnElement[bool]) -> bool:
    # one statement: whoever else writes this row waits here, and then looks again
    dialect = postgresql if db.get_bind().dialect.name == "postgresql" else sqlite
    statement = dialect.insert(mark).values(projection=projection, key=key, seq=seq)
    changed = statement.on_conflict_do_update(
        index_elements=["projection", "key"], set_={"seq": seq}, where=only_if
    )
    return db.execute(changed.returning(mark.c.seq)).first() is not None
