"""Reads a template from plain values, as a file or a form gives them, and says what is wrong."""

import re
from collections.abc import Mapping, Sequence
from graphlib import CycleError, TopologicalSorter
from typing import Any

from services.congregations.journeys.template import StepPlan, Template, TrackPlan
from shared.reference.vocabulary import is_code

MOST_TRACKS, MOST_STEPS = 20, 60
TAKEN = frozenset({"own", "rest"})  # a congregation's own parts, and all parts that are missing
_CODE = re.compile(r"[a-z][a-z0-9_-]{1,39}\Z", re.ASCII)


class Unreadable(ValueError):
    """A template is not as it should be: `field` says where, the sentence what to do."""

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(sentence)
        self.field = field


def read(values: Mapping[str, Any]) -> Template:
    """Return the template that these values describe; raises `Unreadable`."""
    _only(values, "", ("id", "version", "title_nl", "title_en", "tracks"))
    tracks = tuple(_track(one, n) for n, one in enumerate(_list(values, "tracks", MOST_TRACKS), 1))
    _demand_order(tracks)
    return Template(
        id=_code(values, "id"),
        version=_whole(values, "version", 1, 10_000),
        title_nl=_line(values, "title_nl", 120),
        title_en=_line(values, "title_en", 120),
        tracks=tracks,
    )


def _track(values: Mapping[str, Any], number: int) -> TrackPlan:
    where = f"tracks.{number}."
    known = ("kind", "title_nl", "title_en", "aim_nl", "aim_en", "entry", "steps", "prerequisites")
    _only(values, where, known)
    steps = [
        step
        for n, one in enumerate(_list(values, "steps", MOST_STEPS, where, least=0), 1)
        for step in _steps(one, f"{where}steps.{n}.")
    ]
    if len(steps) > MOST_STEPS:
        raise Unreadable(f"{where}steps", f"A part has at most {MOST_STEPS} sessions.")
    return TrackPlan(
        kind=_kind(values, where),
        title_nl=_line(values, "title_nl", 120, where),
        title_en=_line(values, "title_en", 120, where),
        aim_nl=_line(values, "aim_nl", 300, where, empty=True),
        aim_en=_line(values, "aim_en", 300, where, empty=True),
        entry=values.get("entry", False) is True,
        steps=tuple(steps),
        prerequisites=_codes(values.get("prerequisites", ()), f"{where}prerequisites"),
    )


def _kind(values: Mapping[str, Any], where: str) -> str:
    kind = _code(values, "kind", where)
    if kind in TAKEN:
        raise Unreadable(f"{where}kind", f"{kind} means something else here; take another code.")
    return kind


def _steps(values: Mapping[str, Any], where: str) -> list[StepPlan]:
    """Return a session, or as many as `repeat` says with `{n}` in the title numbered."""
    _only(values, where, ("kind", "title_nl", "title_en", "minutes", "repeat"))
    kind = _line(values, "kind", 40, where)
    if not is_code("session_kinds", kind):
        raise Unreadable(f"{where}kind", f"{kind} is no kind of session that we know.")
    minutes = _whole(values, "minutes", 5, 2880, where)
    repeat = _whole({"repeat": 1, **values}, "repeat", 1, MOST_STEPS, where)
    title_nl = _line(values, "title_nl", 120, where)
    title_en = _line(values, "title_en", 120, where)
    numbers = [str(number) for number in range(1, repeat + 1)]
    return [
        StepPlan(kind, title_nl.replace("{n}", n), title_en.replace("{n}", n), minutes)
        for n in numbers
    ]


def _demand_order(tracks: Sequence[TrackPlan]) -> None:
    kinds = [track.kind for track in tracks]
    if len(set(kinds)) != len(kinds):
        raise Unreadable("tracks", "Two parts have the same code; every part has its own.")
    if sum(track.entry for track in tracks) != 1:
        raise Unreadable("tracks", "Choose one part as the entry, with which a journey may begin.")
    for number, track in enumerate(tracks, 1):
        for needed in track.prerequisites:
            if needed not in kinds:
                field = f"tracks.{number}.prerequisites"
                raise Unreadable(field, f"{track.kind} needs {needed}, which is no part of this.")
    try:
        TopologicalSorter({track.kind: track.prerequisites for track in tracks}).prepare()
    except CycleError as circle:
        way = " → ".join(reversed(circle.args[1]))
        sentence = f"These parts wait for each other: {way}. Take one of the prerequisites out."
        raise Unreadable("tracks", sentence) from circle


def _only(values: object, where: str, known: Sequence[str]) -> None:
    if not isinstance(values, Mapping):
        raise Unreadable(where.rstrip(".") or "template", "A table of names and values is needed.")
    for name in values:
        if name not in known:
            raise Unreadable(f"{where}{name}", f"There is no {name} here; a slip of the pen?")


def _list(
    values: Mapping[str, Any], name: str, most: int, where: str = "", *, least: int = 1
) -> Sequence[Mapping[str, Any]]:
    found = values.get(name, [])
    if not isinstance(found, (list, tuple)) or not least <= len(found) <= most:
        raise Unreadable(f"{where}{name}", f"Between {least} and {most} of these are needed.")
    return found


def _codes(found: object, where: str) -> tuple[str, ...]:
    if not isinstance(found, (list, tuple)) or not all(isinstance(one, str) for one in found):
        raise Unreadable(where, "A list of the codes of parts is needed.")
    return tuple(dict.fromkeys(found))


def _code(values: Mapping[str, Any], name: str, where: str = "") -> str:
    code = values.get(name)
    if not isinstance(code, str) or not _CODE.match(code):
        raise Unreadable(f"{where}{name}", "Two to forty small letters, digits, - or _ are needed.")
    return code


def _line(
    values: Mapping[str, Any], name: str, most: int, where: str = "", *, empty: bool = False
) -> str:
    line = values.get(name, "" if empty else None)
    if not isinstance(line, str) or not line.isprintable() or len(line.strip()) > most:
        raise Unreadable(f"{where}{name}", f"One line of at most {most} characters is needed.")
    if not line.strip() and not empty:
        raise Unreadable(f"{where}{name}", "It may not be empty.")
    return line.strip()


def _whole(values: Mapping[str, Any], name: str, low: int, high: int, where: str = "") -> int:
    found = values.get(name)
    if isinstance(found, bool) or not isinstance(found, int) or not low <= found <= high:
        raise Unreadable(f"{where}{name}", f"A whole number from {low} to {high} is needed.")
    return found
