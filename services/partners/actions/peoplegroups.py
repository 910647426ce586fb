"""Applying a people-group list: all its good rows in the caller's transaction, or none."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, insert, update
from sqlalchemy.orm import Session

from services.partners.model import PeopleGroup, PeopleGroupImport, SourceRecord
from services.partners.peoplegroups import PeopleGroupRow, Reading
from services.partners.queries import peoplegroups
from shared.actor import Actor
from shared.clock import new_id
from shared.contracts.partners import PeopleGroupsImported
from shared.events.outbox import record

BATCH = 1000
Progress = Callable[[int, int], None]  # rows written so far, rows to write


@dataclass(frozen=True)
class Origin:
    """Where a list comes from: source, release, and the day of which it tells."""

    source: str
    release: str
    as_of: date
    invented: bool


@dataclass(frozen=True)
class Counts:
    """What a list changed, or would change; `import_id` is None when nothing was written."""

    added: int
    changed: int
    vanished: int
    unchanged: int
    import_id: UUID | None = None


def compare(db: Session, reading: Reading) -> Counts:
    """Count what applying this list would do."""
    return _counts(peoplegroups.compared(db, reading.rows, digests(reading)))


def apply(
    db: Session, actor: Actor, reading: Reading, origin: Origin, *, at: datetime, progress: Progress
) -> Counts:
    """Take all good rows of a list; an event is recorded when anything differs."""
    kept = digests(reading)
    found = peoplegroups.compared(db, reading.rows, kept)
    counts = _counts(found)
    made = _import_of(actor, reading, origin, counts, at)
    db.add(made)
    db.flush()
    _Writer(db, made.id, kept, progress, len(found.added) + len(found.changed)).write(found, at)
    if counts.added or counts.changed or counts.vanished:
        record(db, _event(made), at=at)
    return _counts(found, made.id)


def digests(reading: Reading) -> dict[str, str]:
    """Return a fingerprint of each row's values by key."""
    return {row.key: _digest(row) for row in reading.rows}


class _Writer:
    """Writes rows in batches and tells how far it is."""

    def __init__(
        self, db: Session, import_id: UUID, kept: dict[str, str], progress: Progress, total: int
    ) -> None:
        self.db = db
        self.import_id = import_id
        self.kept = kept
        self.progress = progress
        self.total = total
        self.done = 0

    def write(self, found: peoplegroups.Comparison, at: datetime) -> None:
        """Add, change, and mark what the list no longer has."""
        fresh = [{"id": new_id(), **self._values(row)} for row in found.added]
        self._batches(insert(PeopleGroup), fresh, found.added)
        altered = [{"there": known, **self._values(row)} for known, row in found.changed]
        change = update(PeopleGroup).where(PeopleGroup.id == bindparam("there"))
        self._batches(change, altered, [row for _, row in found.changed])
        gone = [{"there": known, "vanished_at": at} for known in found.vanished]
        for start in range(0, len(gone), BATCH):
            self.db.connection().execute(change, gone[start : start + BATCH])

    def _batches(
        self, statement: Any, values: Sequence[dict[str, Any]], rows: Sequence[PeopleGroupRow]
    ) -> None:
        for start in range(0, len(rows), BATCH):
            some = rows[start : start + BATCH]
            self.db.connection().execute(statement, values[start : start + BATCH])
            self.db.execute(insert(SourceRecord), [self._record(row) for row in some])
            self.done += len(some)
            self.progress(self.done, self.total)

    def _values(self, row: PeopleGroupRow) -> dict[str, Any]:
        return {
            "key": row.key,
            "name": row.name,
            "name_in_country": row.name_in_country,
            "name_folded": peoplegroups.folded(f"{row.name} {row.name_in_country}"),
            "country": row.country_iso2,
            "population": row.population,
            "jp_scale": row.jp_scale,
            "least_reached": row.least_reached,
            "frontier": row.frontier,
            "language_code": row.language_code,
            "bible_status": row.bible_status.value if row.bible_status else None,
            "religion": row.religion,
            "percent_adherents": row.percent_adherents,
            "percent_evangelical": row.percent_evangelical,
            "latitude": row.latitude,
            "longitude": row.longitude,
            "digest": self.kept[row.key],
            "import_id": self.import_id,
            "vanished_at": None,
        }

    def _record(self, row: PeopleGroupRow) -> dict[str, Any]:
        return {
            "id": new_id(),
            "import_id": self.import_id,
            "key": row.key,
            "line": row.line,
            "values": dict(row.values),
            "flags": list(row.flags),
        }


def _digest(row: PeopleGroupRow) -> str:
    # with what we read from the values, so that a better reader is seen as a change
    read = (row.country_iso2, row.language_code, row.bible_status, row.jp_scale, row.flags)
    text = json.dumps([sorted(row.values.items()), read], ensure_ascii=False)
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _counts(found: peoplegroups.Comparison, import_id: UUID | None = None) -> Counts:
    return Counts(
        added=len(found.added),
        changed=len(found.changed),
        vanished=len(found.vanished),
        unchanged=found.unchanged,
        import_id=import_id,
    )


def _import_of(
    actor: Actor, reading: Reading, origin: Origin, counts: Counts, at: datetime
) -> PeopleGroupImport:
    return PeopleGroupImport(
        source=origin.source,
        release=origin.release,
        as_of=origin.as_of,
        invented=origin.invented,
        layout=reading.layout.value,
        title=reading.title[:300],
        sha256=reading.sha256,
        added=counts.added,
        changed=counts.changed,
        vanished=counts.vanished,
        unchanged=counts.unchanged,
        rejected=len(reading.rejected),
        applied_by=actor.id,
        applied_at=at,
    )


def _event(made: PeopleGroupImport) -> PeopleGroupsImported:
    return PeopleGroupsImported(
        import_id=made.id,
        source=made.source,
        release=made.release,
        added=made.added,
        changed=made.changed,
        vanished=made.vanished,
    )
