"""Putting something in the place of a name, for a while."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


@contextmanager
def put(where: Any, name: str, what: object) -> Iterator[None]:
    """Replace it inside, and put back what was there."""
    was_own = name in vars(where)
    kept = getattr(where, name)
    setattr(where, name, what)
    try:
        yield
    finally:
        if was_own:
            setattr(where, name, kept)
        else:
            delattr(where, name)
