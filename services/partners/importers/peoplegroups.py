"""Taking in a people-group list, from a page's upload or from the command line alike."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from os import PathLike
from typing import Any, BinaryIO

from sqlalchemy.orm import Session

from services.partners.actions import peoplegroups as acts
from services.partners.actions.peoplegroups import Counts, Origin, Progress
from services.partners.peoplegroups import Reading, Unreadable, read, say
from shared import audit
from shared.actor import service
from shared.errors import Invalid
from shared.reference.countries import from_fips
from shared.reference.languages import retired
from shared.service import Tools

SOURCE = "Joshua Project"
ATTRIBUTION = {
    "nl": "Gegevens van Joshua Project",
    "en": "Data provided by Joshua Project",
    "url": "https://joshuaproject.net",
}
INVENTED = {"nl": "Verzonnen gegevens", "en": "Invented data", "url": None}
MOST_SHOWN = 200


@dataclass(frozen=True)
class Told:
    """What the person who brings the file tells of it; all of it may be left out."""

    release: str | None = None
    as_of: date | None = None
    bible_scale: str | None = None
    language: str = "nl"


Report = dict[str, Any]


def load(file: str | PathLike[str] | BinaryIO, told: Told) -> Reading:
    """Read a list; raises `Invalid` with one sentence when the file as a whole cannot be read."""
    try:
        return read(
            file, iso_of_fips=_iso_of_fips, successor_of=_successor, bible_scale=told.bible_scale
        )
    except Unreadable as fault:
        sentence = say(fault.code, told.language, fault.detail)
        raise Invalid(sentence, {"file": sentence}) from fault


def origin_of(reading: Reading, told: Told, *, at: datetime) -> Origin:
    """Return where a list comes from, as far as its title and its bringer tell."""
    release = told.release or reading.release or at.date().isoformat()
    return Origin(
        source=SOURCE,
        release=release[:40],
        as_of=told.as_of or _day(release) or at.date(),
        invented="invented" in reading.title.lower(),
    )


def import_file(
    tools: Tools,
    file: str | PathLike[str] | BinaryIO,
    *,
    dry_run: bool,
    told: Told,
    progress: Progress = lambda _done, _total: None,
) -> Report:
    """Read and apply a list in one transaction, or only tell what it would change."""
    reading = load(file, told)
    at = tools.clock.now()
    if dry_run:
        with tools.db.read() as db:
            return tell(db, reading, told, at=at)
    with tools.db.write() as db:
        report = take(db, reading, told, at=at, progress=progress)
        audit.note(db, service("partners"), "import people-groups", at=at)
        return report


def tell(db: Session, reading: Reading, told: Told, *, at: datetime) -> Report:
    """Return what a list would change, without changing anything."""
    return _report(reading, origin_of(reading, told, at=at), acts.compare(db, reading), told)


def take(
    db: Session,
    reading: Reading,
    told: Told,
    *,
    at: datetime,
    progress: Progress = lambda _done, _total: None,
    actor: Any = None,
) -> Report:
    """Apply a list in the caller's transaction and return what changed."""
    origin = origin_of(reading, told, at=at)
    asker = actor or service("partners")
    counts = acts.apply(db, asker, reading, origin, at=at, progress=progress)
    return _report(reading, origin, counts, told)


def attribution(*, invented: bool) -> dict[str, str | None]:
    """Return the words and the address that stand wherever values of a list are shown."""
    return dict(INVENTED if invented else ATTRIBUTION)


def _report(reading: Reading, origin: Origin, counts: Counts, told: Told) -> Report:
    flags = Counter(flag.code for flag in reading.flags)
    return {
        "applied": counts.import_id is not None,
        "import_id": counts.import_id,
        "source": origin.source,
        "release": origin.release,
        "as_of": origin.as_of,
        "invented": origin.invented,
        "layout": reading.layout.value,
        "title": reading.title,
        "encoding": reading.encoding,
        "separator": reading.separator,
        "sha256": reading.sha256,
        "rows": len(reading.rows) + len(reading.rejected),
        "accepted": len(reading.rows),
        "added": counts.added,
        "changed": counts.changed,
        "vanished": counts.vanished,
        "unchanged": counts.unchanged,
        "rejected_count": len(reading.rejected),
        "rejected": [
            {
                "line": each.line,
                "code": each.reason,
                "reason": say(each.reason, told.language, each.detail),
            }
            for each in reading.rejected[:MOST_SHOWN]
        ],
        "flags": [
            {"code": code, "count": number, "sentence": say(code, told.language)}
            for code, number in flags.most_common()
        ],
        "attribution": attribution(invented=origin.invented),
    }


def _iso_of_fips(code: str) -> str | None:
    found = from_fips(code)
    return found.iso2 if found else None


def _successor(code: str) -> str | None:
    gone = retired(code)
    return gone.use_instead if gone else None


def _day(release: str) -> date | None:
    try:
        return date.fromisoformat(release)
    except ValueError:
        return None
