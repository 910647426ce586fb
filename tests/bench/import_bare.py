"""The peer of the import: each row of a list is kept as JSON, and nothing is judged."""

import csv
import io
import json
import sqlite3
import sys
from pathlib import Path
from time import perf_counter

from tests.bench.processes import largest_memory


def bare(file: Path, folder: Path) -> float:
    """Return the seconds of reading and writing."""
    begun = perf_counter()
    text = file.read_text("utf-8-sig")
    # a title and an empty line come before the header
    rows = csv.DictReader(io.StringIO(text[text.index("ROG3,") :]))
    db = sqlite3.connect(folder / "bare.sqlite3", isolation_level=None)
    db.execute("PRAGMA journal_mode=WAL")
    db.execute("PRAGMA synchronous=FULL")
    db.execute("CREATE TABLE people_group (id INTEGER PRIMARY KEY, content TEXT)")
    db.execute("BEGIN IMMEDIATE")
    made = ((json.dumps({k: v for k, v in row.items() if k}),) for row in rows)
    db.executemany("INSERT INTO people_group (content) VALUES (?)", made)
    db.execute("COMMIT")
    db.close()
    return perf_counter() - begun


if __name__ == "__main__":
    seconds = bare(Path(sys.argv[1]), Path(sys.argv[2]))
    print(json.dumps({"seconds": seconds, "memory": largest_memory()}))
