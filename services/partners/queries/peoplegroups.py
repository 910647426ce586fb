"""People groups as the newest applied list has them, and what a list would change."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.partners.model import PeopleGroup, PeopleGroupImport
from services.partners.peoplegroups import PeopleGroupRow


@dataclass(frozen=True)
class Known:
    """What is kept of a people group, as far as a new list is compared with it."""

    id: UUID
    digest: str
    gone: bool


@dataclass(frozen=True)
class Comparison:
    """What applying a list would do."""

    added: tuple[PeopleGroupRow, ...]
    changed: tuple[tuple[UUID, PeopleGroupRow], ...]
    vanished: tuple[UUID, ...]
    unchanged: int


@dataclass(frozen=True)
class Sought:
    """Which people groups are wanted: by words of a name, country or keys."""

    query: str | None = None
    country: str | None = None
    keys: tuple[str, ...] = ()


Found = Sequence[tuple[PeopleGroup, PeopleGroupImport]]


def compared(db: Session, rows: Iterable[PeopleGroupRow], digests: Mapping[str, str]) -> Comparison:
    """Compare a list with what is kept; `digests` are those of its rows by key."""
    known = _known(db)
    added, changed, unchanged = [], [], 0
    for row in rows:
        there = known.pop(row.key, None)
        if there is None:
            added.append(row)
        elif there.gone or there.digest != digests[row.key]:
            changed.append((there.id, row))
        else:
            unchanged += 1
    vanished = tuple(each.id for each in known.values() if not each.gone)
    return Comparison(tuple(added), tuple(changed), vanished, unchanged)


def listed(db: Session, sought: Sought, *, limit: int, after: str | None) -> Found:
    """Return one page of people groups by key, each with the import it comes from."""
    query = (
        select(PeopleGroup, PeopleGroupImport)
        .join(PeopleGroupImport, PeopleGroupImport.id == PeopleGroup.import_id)
        .where(PeopleGroup.vanished_at.is_(None))
        .order_by(PeopleGroup.key)
        .limit(limit)
    )
    if sought.query:
        query = query.where(PeopleGroup.name_folded.contains(folded(sought.query), autoescape=True))
    if sought.country:
        query = query.where(PeopleGroup.country == sought.country)
    if sought.keys:
        query = query.where(PeopleGroup.key.in_(sought.keys))
    if after:
        query = query.where(PeopleGroup.key > after)
    return [(group, source) for group, source in db.execute(query)]


def imports(db: Session) -> Sequence[PeopleGroupImport]:
    """Return the lists that were applied, newest first, at most fifty."""
    newest = select(PeopleGroupImport).order_by(PeopleGroupImport.id.desc()).limit(50)
    return db.scalars(newest).all()


def folded(name: str) -> str:
    """Return a name as it is searched: without case and without space at its ends."""
    return " ".join(name.casefold().split())


def _known(db: Session) -> dict[str, Known]:
    columns = (PeopleGroup.key, PeopleGroup.id, PeopleGroup.digest, PeopleGroup.vanished_at)
    return {
        key: Known(known, digest, gone is not None)
        for key, known, digest, gone in db.execute(select(*columns))
    }
