"""All figures of events, one after another on the same two servers."""

from collections.abc import Iterator

from tests.bench.events import relaying, through, waking
from tests.bench.events.place import place
from tests.bench.figure import Figure

ROWS = 50_000
WAITING = 1_000_000
RELAYED = 20_000  # what the relay sends before it is asked whether to go on
LOOKS = 400  # events at low load


def figures(rows: int = ROWS, waiting: int = WAITING) -> Iterator[Figure]:
    """Measure everything, in these sizes."""
    with place() as there:
        yield from through.figures(there, rows)
        yield from relaying.figures(there, min(rows, RELAYED))
        yield from waking.services(there, LOOKS)
        yield from waking.embedded(LOOKS)
        yield from relaying.many_waiting(there, waiting)
