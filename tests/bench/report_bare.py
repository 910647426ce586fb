"""The peer of the report: the library alone on as many words, without plots, style or tags."""

import json
import sys
from importlib import import_module
from statistics import median
from time import perf_counter

from tests.bench.processes import largest_memory

ROWS = "<tr><th>Onderwijs en toerusting<td>3<td>onbekend<td>2,5<td>4" * 45
NOTES = "<li>Wij zien dat er gebeden wordt, en dat het jaar te vol is voor meer." * 40


def bare() -> float:
    """Return the seconds of one PDF; the first loads the library."""
    begun = perf_counter()
    library = import_module("weasyprint")
    words = f"<h1>Nulmeting</h1><table>{ROWS}</table><ul>{NOTES}</ul>"
    made = library.HTML(string=words).write_pdf()
    taken = perf_counter() - begun
    assert made.startswith(b"%PDF")
    return taken


if __name__ == "__main__":
    first, *later = [bare() for _ in range(int(sys.argv[1]) + 1)]
    print(json.dumps({"first": first, "later": median(later), "memory": largest_memory()}))
