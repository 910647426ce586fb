"""Turns the bytes of a CSV or XLSX file into named columns and rows of text.

Nothing in a cell is ever calculated: a formula is the text that was typed.
"""

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from openpyxl import load_workbook

from shared.errors import Invalid

MOST_ROWS = 5000
MOST_COLUMNS = 60
UNPACKED = 50 * 1024 * 1024  # bytes an XLSX may unfold into
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")
_OLD_EXCEL = b"\xd0\xcf\x11\xe0"

Numbered = tuple[int, list[str]]  # line in the file, cells


@dataclass(frozen=True)
class Row:
    """One row: its line in the file, its text by column, and how many cells had no column."""

    line: int
    cells: dict[str, str]
    surplus: int


@dataclass(frozen=True)
class Sheet:
    """A file as rows by the columns we know; other columns are named and left alone."""

    rows: tuple[Row, ...]
    ignored: tuple[str, ...]


def read(body: bytes, columns: dict[str, str], required: Sequence[str]) -> Sheet:
    """Read a file; `columns` maps each known header (folded) to the name of its column.

    Raises `Invalid` with one sentence when the file as a whole cannot be read.
    """
    lines = _xlsx(body) if body.startswith(b"PK") else _csv(_decoded(body))
    header = next(lines, None)
    if header is None:
        raise Invalid("The file is empty.", {"file": "There are no rows."})
    names = [columns.get(folded(cell)) for cell in header[1]]
    _check_header(header[1], names, required)
    rows = tuple(_row(line, cells, names) for line, cells in lines if any(cells))
    if not rows:
        raise Invalid("The file has a header and nothing below it.", {"file": "No rows."})
    ignored = tuple(
        cell[:80] for cell, name in zip(header[1], names, strict=True) if cell and name is None
    )
    return Sheet(rows, ignored)


def folded(header: str) -> str:
    """Return a header or label as it is compared: small letters, no marks around it."""
    return re.sub(r"[\s_-]+", " ", header.strip(" *:\t")).casefold()


def _check_header(
    cells: Sequence[str], names: Sequence[str | None], required: Sequence[str]
) -> None:
    known = [name for name in names if name]
    if len(known) != len(set(known)):
        twice = next(name for name in known if known.count(name) > 1)
        raise Invalid("A column occurs twice.", {"file": f"Twice: {twice}."})
    absent = [name for name in required if name not in known]
    if absent:
        raise Invalid("A column is missing.", {"file": f"Missing: {', '.join(absent)}."})
    if len(cells) > MOST_COLUMNS:
        raise Invalid("There are too many columns.", {"file": f"At most {MOST_COLUMNS}."})


def _row(line: int, cells: Sequence[str], names: Sequence[str | None]) -> Row:
    named = {name: cell for name, cell in zip(names, cells, strict=False) if name and cell}
    surplus = sum(1 for cell in cells[len(names) :] if cell)
    return Row(line, named, surplus)


def _decoded(body: bytes) -> str:
    if body.startswith(_OLD_EXCEL):
        raise Invalid("Save it as XLSX or CSV.", {"file": "An old Excel file (XLS)."})
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            text = body.decode(encoding)
        except UnicodeDecodeError:
            continue
        if _CONTROLS.search(text):
            raise Invalid("This is no CSV file.", {"file": "It holds no plain text."})
        return text
    raise Invalid("Save the CSV as UTF-8.", {"file": "The encoding is not known."})


def _csv(text: str) -> Iterator[Numbered]:
    first = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max(";,\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line, found = 1, 0
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                found += 1
                _check_count(found)
                yield line, [cell.strip() for cell in cells]
            line = reader.line_num + 1
    except csv.Error as fault:
        raise Invalid(
            "This is no CSV file that can be read.", {"file": f"Line {line}: {fault}."}
        ) from fault


def _xlsx(body: bytes) -> Iterator[Numbered]:
    try:
        _check_package(body)
        book = load_workbook(io.BytesIO(body), read_only=True, data_only=False, keep_links=False)
        sheet = book.worksheets[0]
        # what the file says of its own size may lie
        sheet.reset_dimensions()
        yield from _filled(sheet.iter_rows(values_only=True))
    except Invalid:
        raise
    except Exception as fault:
        # the reader fails on a broken file in as many ways as a file can be broken
        raise Invalid(
            "This is no Excel file that can be read.", {"file": "Save it again as XLSX or CSV."}
        ) from fault


def _check_package(body: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(body)) as package:
        entries = package.infolist()
        if len(entries) > 1000 or sum(entry.file_size for entry in entries) > UNPACKED:
            raise Invalid("The file unfolds into too much.", {"file": "At most 50 MB."})


def _filled(rows: Iterable[tuple[object, ...]]) -> Iterator[Numbered]:
    found = 0
    for line, values in enumerate(rows, 1):
        cells = [_text(value) for value in values]
        if any(cells):
            found += 1
            _check_count(found)
            yield line, cells
        elif line > 4 * MOST_ROWS:
            return


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


def _check_count(found: int) -> None:
    if found > MOST_ROWS + 1:
        raise Invalid("There are too many rows.", {"file": f"At most {MOST_ROWS}."})
