"""The templates from which journeys begin: files beside this module, read once, never written."""

import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from shared.reference.vocabulary import is_code


@dataclass(frozen=True, slots=True)
class StepPlan:
    """A session that a track usually has."""

    kind: str
    title_nl: str
    title_en: str
    minutes: int


@dataclass(frozen=True, slots=True)
class TrackPlan:
    """A part of a template; the entry track may be walked alone."""

    kind: str
    title_nl: str
    title_en: str
    aim_nl: str
    aim_en: str
    entry: bool
    steps: tuple[StepPlan, ...]


@dataclass(frozen=True, slots=True)
class Template:
    """One version of a journey as it is proposed to a congregation."""

    id: str
    version: int
    title_nl: str
    title_en: str
    tracks: tuple[TrackPlan, ...]

    @property
    def reference(self) -> str:
        """Return `id@version`, the name a journey keeps for good."""
        return f"{self.id}@{self.version}"

    def frozen(self) -> dict[str, Any]:
        """Return the whole template as plain values, to be kept with a journey."""
        return asdict(self)


def thaw(blueprint: Mapping[str, Any]) -> Template:
    """Return the template that a journey kept."""
    tracks = tuple(
        TrackPlan(**{**track, "steps": tuple(StepPlan(**step) for step in track["steps"])})
        for track in blueprint["tracks"]
    )
    return Template(**{**blueprint, "tracks": tracks})


@cache
def templates() -> Mapping[str, Template]:
    """Return the shipped templates by id; ValueError when a file is not as it should be."""
    found = [
        _template(tomllib.loads(entry.read_text("utf-8")))
        for entry in files(__name__).iterdir()
        if entry.name.endswith(".toml")
    ]
    return MappingProxyType({one.id: one for one in sorted(found, key=lambda one: one.id)})


def _template(read: Mapping[str, Any]) -> Template:
    tracks = tuple(_track(track) for track in read["tracks"])
    kinds = [track.kind for track in tracks]
    if len(set(kinds)) != len(kinds) or sum(track.entry for track in tracks) != 1:
        raise ValueError(f"{read['id']}: kinds occur once, and one track is the entry")
    return Template(read["id"], read["version"], read["title_nl"], read["title_en"], tracks)


def _track(read: Mapping[str, Any]) -> TrackPlan:
    return TrackPlan(
        kind=read["kind"],
        title_nl=read["title_nl"],
        title_en=read["title_en"],
        aim_nl=read["aim_nl"],
        aim_en=read["aim_en"],
        entry=read.get("entry", False),
        steps=tuple(step for entry in read["steps"] for step in _steps(entry)),
    )


def _steps(read: Mapping[str, Any]) -> list[StepPlan]:
    if not is_code("session_kinds", read["kind"]):
        raise ValueError(f"{read['kind']} is no kind of session")
    return [
        StepPlan(
            kind=read["kind"],
            title_nl=read["title_nl"].format(n=number),
            title_en=read["title_en"].format(n=number),
            minutes=read["minutes"],
        )
        for number in range(1, read.get("repeat", 1) + 1)
    ]
