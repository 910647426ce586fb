"""Print every figure beside its peer; see this folder's docstring for what each means."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from shared import log
from tests.bench import (
    fairness,
    home,
    mails,
    offerings,
    pages,
    people_groups,
    ranking,
    ranking_scale,
    reports,
    starting,
    survey,
)
from tests.bench.events import frameworks
from tests.bench.events import lines as events
from tests.bench.figure import Figure
from tests.bench.houses import network


def figures() -> Iterator[Figure]:
    """Measure everything, in the sizes of a grown network."""
    yield from people_groups.figures(rows=17_000)
    yield from fairness.figures()
    with network(offerings=10_000) as there:
        yield from ranking.figures(there)
        yield from offerings.figures(there)
    with network(offerings=100_000) as there:
        yield from ranking_scale.figures(there)
    with TemporaryDirectory() as folder:
        yield from starting.figures(Path(folder))
    yield from home.figures(congregations=200)
    yield from mails.figures(sessions=5)
    yield from reports.figures()
    yield from survey.figures()
    if line := pages.not_run():
        print(line, flush=True)
    else:
        yield from pages.figures(congregations=300)
        yield from events.figures()
    if line := frameworks.not_run():
        print(line, flush=True)


def main() -> None:
    log.configure("ERROR")
    version = ".".join(map(str, sys.version_info[:3]))
    load = os.getloadavg()[0]
    print(f"Python {version}, {os.cpu_count()} processors, load {load:.1f} before", flush=True)
    for figure in figures():
        print(figure.line(), flush=True)
    print(f"load {os.getloadavg()[0]:.1f} after", flush=True)


main()
