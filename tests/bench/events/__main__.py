"""Print the figures of events alone: `python -m tests.bench.events [ROWS [WAITING]]`."""

import sys

from shared import log
from tests.bench.events import lines

log.configure("ERROR")
for figure in lines.figures(*map(int, sys.argv[1:])):
    print(figure.line(), flush=True)
