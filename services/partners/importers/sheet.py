"""Rows of a CSV or XLSX file as texts by column name; formulas stay texts, nothing is computed."""

import csv
import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import BinaryIO

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from shared.errors import Invalid

MOST_BYTES = 5 * 1024 * 1024
MOST_UNPACKED = 60 * 1024 * 1024
MOST_ROWS = 5000
MOST_COLUMNS = 60
SEPARATORS = (",", ";", "\t")
DAMAGED = (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, TypeError, OSError)


@dataclass(frozen=True)
class Line:
    """One row: its number in the file and its cells by column name."""

    number: int
    cells: dict[str, str]


def lines_of(file: BinaryIO) -> list[Line]:
    """Read all rows below the header; raises `Invalid` with one sentence."""
    is_zip = file.read(4) == b"PK\x03\x04"
    file.seek(0)
    rows = _of_workbook(file) if is_zip else _of_csv(file)
    return _named(rows)


def _named(rows: Iterator[tuple[int, list[str]]]) -> list[Line]:
    header: list[str] = []
    found: list[Line] = []
    for number, cells in rows:
        if not any(cells):
            continue
        if not header:
            header = _header(cells)
            continue
        if len(found) == MOST_ROWS:
            raise _refused(f"The file has more than {MOST_ROWS} rows.")
        if any(cells[len(header) :]):
            raise _refused(f"Row {number} has more cells than the header.")
        found.append(Line(number, dict(zip(header, cells, strict=False))))
    if not found:
        raise _refused("There is no row below the header.")
    return found


def _header(cells: list[str]) -> list[str]:
    names = [cell.strip().lower() for cell in cells]
    while names and not names[-1]:
        names.pop()
    if len(set(names)) != len(names) or "" in names:
        raise _refused("The header has an empty or a repeated column name.")
    return names


def _of_csv(file: BinaryIO) -> Iterator[tuple[int, list[str]]]:
    content = file.read(MOST_BYTES)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise _refused("The file is neither XLSX nor CSV in UTF-8.") from None
    if "\x00" in text:
        raise _refused("The file is neither XLSX nor CSV in UTF-8.")
    first = text.lstrip().split("\n", 1)[0]
    separator = max(SEPARATORS, key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        for cells in reader:
            yield reader.line_num, [cell.strip() for cell in cells]
    except csv.Error as fault:
        raise _refused(f"The CSV is damaged near row {reader.line_num}.") from fault


def _of_workbook(file: BinaryIO) -> Iterator[tuple[int, list[str]]]:
    try:
        with zipfile.ZipFile(file) as packed:
            if sum(part.file_size for part in packed.infolist()) > MOST_UNPACKED:
                raise _refused("The workbook is too large when unpacked.")
        file.seek(0)
        book = load_workbook(file, read_only=True, data_only=False, keep_links=False)
        sheet = book.worksheets[0]
        rows = sheet.iter_rows(max_col=MOST_COLUMNS, values_only=True)
        for number, cells in enumerate(rows, start=1):
            yield number, [_text(cell) for cell in cells]
    except (*DAMAGED, IndexError, SyntaxError) as fault:
        raise _refused("The workbook cannot be read.") from fault


def _text(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    # a formula over several cells carries its text beside it
    return str(getattr(cell, "text", cell)).strip()


def _refused(sentence: str) -> Invalid:
    return Invalid(sentence, {"file": sentence})
