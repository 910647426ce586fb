"""Programs beside the one that measures: they hear words and tell facts, one line each.

Only the standard library is used, so that peers in an environment of their own can use it too.
"""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType
from typing import Any

ROOT = Path(__file__).parents[3]
MODULE = "tests.bench.events"
NOTHING: Mapping[str, str] = MappingProxyType({})
WAY_OUT = 30.0  # seconds until a program that was told to end is made to


class Beside:
    """The other end of a program that was begun here."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process

    def hear(self) -> dict[str, Any]:
        """Wait for the next line it tells."""
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError(f"{self._process.args} ended with {self._process.wait()}")
        told: dict[str, Any] = json.loads(line)
        return told

    def ask(self, word: str) -> dict[str, Any]:
        """Say a word and return what it tells then."""
        assert self._process.stdin is not None
        self._process.stdin.write(f"{word}\n")
        self._process.stdin.flush()
        return self.hear()


@contextmanager
def beside(
    module: str,
    *words: object,
    python: str = sys.executable,
    environment: Mapping[str, str] = NOTHING,
    quiet: bool = False,
) -> Iterator[Beside]:
    """Run a program of this folder as long as the block lasts; a quiet one is never heard."""
    # our own settings would lead a measured process elsewhere
    inherited = {k: v for k, v in os.environ.items() if not k.startswith("MISSIONSCOACH_")}
    process = subprocess.Popen(
        [python, "-m", f"{MODULE}.{module}", *map(str, words)],
        cwd=ROOT,
        env={**inherited, **environment, "PYTHONPATH": str(ROOT)},
        stdin=subprocess.PIPE,
        # a pipe that nobody empties would stop a program that tells much
        stdout=subprocess.DEVNULL if quiet else subprocess.PIPE,
        stderr=subprocess.DEVNULL if quiet else None,
        text=True,
    )
    try:
        yield Beside(process)
    finally:
        process.terminate()
        try:
            process.communicate(timeout=WAY_OUT)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def tell(**facts: object) -> None:
    """Tell facts to whoever began this program."""
    print(json.dumps(facts), flush=True)


def answer(**words: Callable[[], dict[str, object]]) -> None:
    """Answer each word that is heard until nobody speaks any more."""
    for line in sys.stdin:
        tell(**words[line.strip()]())
