"""How much each fault test does: a short form in `make test`, the large one in `make faults`."""

import os
from typing import TypeVar

Size = TypeVar("Size")

LARGE = os.environ.get("FAULTS") == "large"
SEED = int(os.environ.get("FAULTS_SEED", "1"))


def sized(short: Size, large: Size) -> Size:
    """Choose by the size of this run."""
    return large if LARGE else short
