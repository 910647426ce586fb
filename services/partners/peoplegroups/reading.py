"""Reads a whole list: recognises it, takes every good row, and says of each other one why not."""

import re
from collections.abc import Callable, Mapping
from hashlib import sha256
from os import PathLike
from pathlib import Path
from typing import BinaryIO

from services.partners.peoplegroups.bible import meanings
from services.partners.peoplegroups.record import Border, Refused, RowReader
from services.partners.peoplegroups.rows import (
    Flag,
    Layout,
    PeopleGroupRow,
    Reading,
    Rejected,
    Unreadable,
)
from services.partners.peoplegroups.table import Table, decoded, table_of

MAX_BYTES = 64 * 1024 * 1024
DATED = re.compile(r"\b(?:19|20)\d\d(?:-\d\d(?:-\d\d)?)?\b")
REQUIRED = ("PeopleID3", "ROG3")
NAMES = ("PeopNameInCountry", "PeopNameAcrossCountries")

Lookup = Callable[[str], str | None] | Mapping[str, str]


def nothing_retired(_code: str) -> None:
    """Says of every language code that it is still in use."""


def read(
    source: str | PathLike[str] | BinaryIO,
    *,
    iso_of_fips: Lookup,
    successor_of: Lookup = nothing_retired,
    far_outside: Callable[[str, float, float], bool] | None = None,
    bible_scale: str | None = None,
) -> Reading:
    """Reads a list from a path or a binary file of at most 64 MB and 100,000 rows, or Unreadable.

    `iso_of_fips` gives the ISO code of a ROG3 code or None; `successor_of` what took the place of
    a retired language code ("": a person must choose; None: still in use); `far_outside` takes
    ISO code, latitude, longitude; `bible_scale` ("2018", "2025") is for files that do not tell.
    """
    content = _content(source)
    text, encoding = decoded(content)
    table = table_of(text)
    _refuse_missing_columns(table.header)
    if not table.records:
        raise Unreadable("no_rows")
    border = Border(_asking(iso_of_fips), _asking(successor_of), far_outside)
    bible = meanings(table.closing, _bible_digits(table), bible_scale)
    rows, rejected = _rows(table, RowReader(table.header, table.separator == ";", bible, border))
    return Reading(
        layout=Layout.JP_2025 if "Frontier" in table.header else Layout.JP_2018,
        release=found.group() if (found := DATED.search(table.title)) else None,
        title=table.title,
        encoding=encoding,
        separator=table.separator,
        sha256=sha256(content).hexdigest(),
        rows=tuple(rows),
        rejected=tuple(rejected),
        flags=_flags(rows, bible_known=bool(bible) or "BibleStatus" not in table.header),
    )


def _asking(lookup: Lookup) -> Callable[[str], str | None]:
    return lookup if callable(lookup) else lookup.get


def _content(source: str | PathLike[str] | BinaryIO) -> bytes:
    if isinstance(source, str | PathLike):
        with Path(source).open("rb") as file:
            content = file.read(MAX_BYTES + 1)
    else:
        content = source.read(MAX_BYTES + 1)
    if len(content) > MAX_BYTES:
        raise Unreadable("too_large", "64")
    if not content.strip():
        raise Unreadable("empty")
    return content


def _refuse_missing_columns(header: tuple[str, ...]) -> None:
    missing = [name for name in REQUIRED if name not in header]
    if not any(name in header for name in NAMES):
        missing.append(NAMES[0])
    if missing:
        raise Unreadable("missing_column", ", ".join(missing))


def _bible_digits(table: Table) -> set[str]:
    if "BibleStatus" not in table.header:
        return set()
    at = table.header.index("BibleStatus")
    return {cells[at].strip() for _, cells in table.records if len(cells) > at}


def _rows(table: Table, reader: RowReader) -> tuple[list[PeopleGroupRow], list[Rejected]]:
    rows: list[PeopleGroupRow] = []
    rejected: list[Rejected] = []
    first: dict[str, PeopleGroupRow] = {}
    for line, cells in table.records:
        try:
            row = reader.row(line, cells)
        except Refused as refused:
            rejected.append(Rejected(line=line, reason=refused.code, detail=refused.detail))
            continue
        if first.setdefault(row.key, row) is row:
            rows.append(row)
        else:
            rejected.append(_duplicate(row, first[row.key]))
    return rows, rejected


def _duplicate(row: PeopleGroupRow, first: PeopleGroupRow) -> Rejected:
    same = row.values == first.values
    reason = "same_row_twice" if same else "key_twice_with_other_values"
    return Rejected(line=row.line, reason=reason, detail=f"{row.key}, {first.line}")


def _flags(rows: list[PeopleGroupRow], *, bible_known: bool) -> tuple[Flag, ...]:
    of_rows = [Flag(line=row.line, key=row.key, code=c) for row in rows for c in row.flags]
    of_file = [] if bible_known else [Flag(line=0, key="", code="bible_scale_unknown")]
    return (*of_file, *of_rows)
