"""What is missing, said in one sentence, and waiting for something with a deadline."""

from collections.abc import Callable
from time import monotonic, sleep
from typing import TypeVar

T = TypeVar("T")
PATIENCE = 60.0  # seconds until what must happen has happened
PAUSE = 0.1  # seconds between two looks


class Missing(Exception):
    """The tour cannot go on; the sentence says what was expected and did not come."""


def expect(condition: object, sentence: str) -> None:
    """Raise `Missing` with this sentence unless the condition holds."""
    if not condition:
        raise Missing(sentence)


def wait_for(look: Callable[[], T | None], sentence: str, *, patience: float = PATIENCE) -> T:
    """Look again and again until something is there; raise `Missing` with the sentence."""
    deadline = monotonic() + patience
    while True:
        found = look()
        if found:
            return found
        if monotonic() >= deadline:
            raise Missing(sentence)
        sleep(PAUSE)
