"""Reads the CSV files that ship beside this module."""

import csv
import io
from collections.abc import Iterator
from importlib.resources import files


def rows(name: str) -> Iterator[dict[str, str]]:
    """The rows of one shipped file, by column name; for the cached loaders of this package."""
    text = files("shared.reference").joinpath(name).read_text(encoding="utf-8")
    yield from csv.DictReader(io.StringIO(text, newline=""))
