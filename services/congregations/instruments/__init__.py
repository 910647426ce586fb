"""The open question bank: instruments beside this module, one file per version, never rewritten.

An instrument has areas; each area has two questions and six levels, described once per area in
words that fit both questions. A version that was used stays as it is: another wording is another
version, so that what a congregation said later can be laid beside what it said first.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

LEVELS = 6


@dataclass(frozen=True, slots=True)
class Item:
    """One question: what is looked at."""

    code: str
    text_nl: str
    text_en: str


@dataclass(frozen=True, slots=True)
class Area:
    """A field of church life, its questions, and a sentence for each level from 0 to 5."""

    code: str
    title_nl: str
    title_en: str
    items: tuple[Item, ...]
    levels_nl: tuple[str, ...]
    levels_en: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Instrument:
    """One version of the questions."""

    id: str
    version: int
    title_nl: str
    title_en: str
    areas: tuple[Area, ...]

    @property
    def reference(self) -> str:
        """Return `id@version`, the name that a round keeps for good."""
        return f"{self.id}@{self.version}"

    @property
    def questions(self) -> dict[str, tuple[str, ...]]:
        """Return the codes of the questions of each area."""
        return {area.code: tuple(item.code for item in area.items) for area in self.areas}

    def frozen(self) -> dict[str, Any]:
        """Return all of it as plain values, to be kept with a round."""
        return asdict(self)


def thaw(kept: Mapping[str, Any]) -> Instrument:
    """Return the instrument that a round kept."""
    return Instrument(**{**kept, "areas": tuple(_area(area) for area in kept["areas"])})


@cache
def instruments() -> Mapping[str, Instrument]:
    """Return all shipped versions by reference; ValueError when a file is not as it should be."""
    found = [
        _instrument(tomllib.loads(entry.read_text("utf-8")))
        for entry in files(__name__).iterdir()
        if entry.name.endswith(".toml")
    ]
    return MappingProxyType({one.reference: one for one in found})


def newest() -> Instrument:
    """Return the version with which a first round is held."""
    return max(instruments().values(), key=lambda one: one.version)


def _instrument(read: Mapping[str, Any]) -> Instrument:
    made = thaw(read)
    codes = [item.code for area in made.areas for item in area.items]
    if len(set(codes)) != len(codes) or len({area.code for area in made.areas}) != len(made.areas):
        raise ValueError(f"{made.reference}: every code occurs once")
    for area in made.areas:
        if not len(area.levels_nl) == len(area.levels_en) == LEVELS:
            raise ValueError(f"{made.reference}: {area.code} needs {LEVELS} levels")
    return made


def _area(read: Mapping[str, Any]) -> Area:
    return Area(
        code=read["code"],
        title_nl=read["title_nl"],
        title_en=read["title_en"],
        items=tuple(Item(**item) for item in read["items"]),
        levels_nl=tuple(read["levels_nl"]),
        levels_en=tuple(read["levels_en"]),
    )
