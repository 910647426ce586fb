"""Turns the bytes of a list into a header and records with their line numbers.

Real lists have a title above the header and a legend below the data, come in UTF-8 with a byte
order mark, and come back from Excel with semicolons, decimal commas and Windows-1252.
"""

import codecs
import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass

from services.partners.peoplegroups.rows import Unreadable

MAX_ROWS = 100_000
LINES_TO_HEADER = 200
LINES_IN_RECORD = 50
CELLS_IN_CLOSING_LINE = 3
SEPARATORS = (",", ";", "\t")
KEY_COLUMN = "PeopleID3"
OTHER_LIST = "PEID"

Record = tuple[int, list[str]]


@dataclass(frozen=True, slots=True)
class Table:
    """Header and records of a list; `closing` are the cells of the lines below the data."""

    title: str
    separator: str
    header: tuple[str, ...]
    records: list[Record]
    closing: list[list[str]]


def decoded(content: bytes) -> tuple[str, str]:
    """The text and the encoding it was in: strict UTF-8, else Windows-1252; else Unreadable.

    A byte order mark promises UTF-8: damaged, such a file is refused rather than misread.
    """
    if content.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF")):
        raise Unreadable("not_text")
    if b"\x00" in content:
        raise Unreadable("encoding")
    marked = content.startswith(codecs.BOM_UTF8)
    for encoding in ("utf-8-sig",) if marked else ("utf-8", "cp1252"):
        try:
            return content.decode(encoding), encoding.removesuffix("-sig")
        except UnicodeDecodeError:
            continue
    raise Unreadable("encoding")


def table_of(text: str) -> Table:
    """The table in the text; Unreadable when there is no header or there are too many rows."""
    lines = io.StringIO(text, newline="")
    title, separator, header, above = _found_header(lines)
    _refuse_repeated_columns(header)
    records = _records(lines, separator, above)
    closing = _taken_from_end(records, header)
    return Table(title, separator, header, records, closing)


def _found_header(lines: io.StringIO) -> tuple[str, str, tuple[str, ...], int]:
    title, other_list = "", False
    for number, line in enumerate(lines, start=1):
        for separator in SEPARATORS:
            names = tuple(" ".join(cell.split()) for cell in _cells(line, separator))
            if KEY_COLUMN in names:
                return title, separator, names, number
            other_list = other_list or OTHER_LIST in names
        title = title or _title_in(line)
        if number == LINES_TO_HEADER:
            break
    raise Unreadable("other_list" if other_list else "no_header")


def _cells(line: str, separator: str) -> list[str]:
    try:
        return next(csv.reader([line], delimiter=separator), [])
    except csv.Error:
        return []


def _title_in(line: str) -> str:
    if line.startswith("sep="):
        return ""
    return line.strip().strip(",;\t").strip('"').strip()[:300]


def _refuse_repeated_columns(header: tuple[str, ...]) -> None:
    named = [name for name in header if name]
    twice = sorted({name for name in named if named.count(name) > 1})
    if twice:
        raise Unreadable("repeated_column", ", ".join(twice))


def _records(lines: io.StringIO, separator: str, above: int) -> list[Record]:
    found: list[Record] = []
    for line, cells in _numbered(lines, separator, above):
        if any(cell.strip() for cell in cells):
            found.append((line, cells))
        if len(found) > MAX_ROWS + LINES_TO_HEADER:
            raise Unreadable("too_many_rows", str(MAX_ROWS))
    return found


def _numbered(lines: io.StringIO, separator: str, above: int) -> Iterator[Record]:
    """Each record with the line it begins on; one that runs on and on has an open quote."""
    reader = csv.reader(lines, delimiter=separator)
    while True:
        begins = above + reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise Unreadable("open_quote", str(begins)) from error
        if above + reader.line_num - begins > LINES_IN_RECORD:
            raise Unreadable("open_quote", str(begins))
        yield begins, cells


def _taken_from_end(records: list[Record], header: tuple[str, ...]) -> list[list[str]]:
    """Takes the closing lines (short, without an id) off the end and returns their cells."""
    closing: list[list[str]] = []
    key = header.index(KEY_COLUMN)
    while records and _closes(records[-1][1], key, len(header)):
        closing.append([cell.strip() for cell in records.pop()[1] if cell.strip()])
    if len(records) > MAX_ROWS:
        raise Unreadable("too_many_rows", str(MAX_ROWS))
    return closing[::-1]


def _closes(cells: list[str], key: int, columns: int) -> bool:
    used = [cell for cell in cells if cell.strip()]
    if len(used) > min(CELLS_IN_CLOSING_LINE, columns // 2) or any("\n" in cell for cell in used):
        return False
    identity = cells[key].strip() if key < len(cells) else ""
    return not (identity.isdigit() and len(identity) > CELLS_IN_CLOSING_LINE)
