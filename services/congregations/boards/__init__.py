"""The boards that a workshop of each kind is held with: a file beside this module, read once."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from shared.reference.vocabulary import codes

FALLBACK = "other"


@dataclass(frozen=True, slots=True)
class Board:
    """What a group writes cards on: its title and a question that helps to begin.

    `finding` is the kind of finding that its cards become once the report is published.
    """

    code: str
    title_nl: str
    title_en: str
    ask_nl: str
    ask_en: str
    finding: str | None = None

    def frozen(self) -> dict[str, Any]:
        """Return the board as plain values, to be kept with a workshop."""
        return asdict(self)


def boards_of(kind: str) -> Sequence[Board]:
    """Return the boards of a kind of session, those of `other` where it has none of its own."""
    known = _kinds()
    return known.get(kind, known[FALLBACK])


def read(content: str) -> Mapping[str, tuple[Board, ...]]:
    """Return the boards per kind of session that a TOML text describes.

    Raises `ValueError` for a kind of session or a board that does not exist.
    """
    described = tomllib.loads(content)
    boards = {code: Board(code=code, **facts) for code, facts in described["boards"].items()}
    known = {term.code for term in codes("session_kinds")}
    for kind, names in described["kinds"].items():
        if kind not in known:
            raise ValueError(f"{kind} is no kind of session")
        if missing := [name for name in names if name not in boards]:
            raise ValueError(f"{kind} names boards that are not there: {', '.join(missing)}")
    return MappingProxyType(
        {kind: tuple(boards[name] for name in names) for kind, names in described["kinds"].items()}
    )


@cache
def _kinds() -> Mapping[str, tuple[Board, ...]]:
    return read(files(__name__).joinpath("boards.toml").read_text("utf-8"))
