"""Checks that every letter says the same in both languages and in both of its bodies."""

import re
from collections.abc import Mapping
from html import unescape

from jinja2 import nodes

from services.notifications.render import (
    DISCREET,
    FILES,
    LANGUAGES,
    LETTERS,
    LetterKind,
    environment,
    render,
)

_TAG = re.compile(r"<[^>]*>")
_SPACE = re.compile(r"\s+")
# A meeting's moment is told as these; a date or a name keeps its own name.
_TOLD_AS: Mapping[str, tuple[str, ...]] = {
    "start": ("day", "time"),
    "previous_start": ("previous_day", "previous_time"),
}
_SUBJECT_MAY_NAME = {"day"}


def parity_gaps() -> list[str]:
    """Return one sentence for each placeholder that a letter lacks, or has in one place only."""
    return [gap for kind in (*LETTERS, DISCREET) for gap in _gaps(kind)]


def facts_missing_in(name: str, language: str, facts: Mapping[str, object]) -> list[str]:
    """Return the lines of the plain body that a reader of the HTML body would not find."""
    rendered = render(name, language, facts)
    page = rendered.html.partition("<body")[2]
    seen = _squeezed(unescape(_TAG.sub(" ", page)))
    # A link stands under its words with a colon; on the page it stands behind a button.
    lines = (_squeezed(line).rstrip(":") for line in rendered.plain.splitlines() if line != "--")
    return [line for line in lines if line not in seen]


def _gaps(kind: LetterKind) -> list[str]:
    used = {
        (language, file): _placeholders(kind, language, file)
        for language in LANGUAGES
        for file in FILES
    }
    told = _told(kind)
    gaps = [
        f"{kind.name}/{language}/{file} tells {sorted(names)} instead of {sorted(told)}"
        for (language, file), names in used.items()
        if file != "subject.txt" and names != told
    ]
    if used["nl", "subject.txt"] != used["en", "subject.txt"]:
        gaps.append(f"{kind.name}: the subjects name different facts")
    for name in used["nl", "subject.txt"] - _SUBJECT_MAY_NAME:
        gaps.append(f"{kind.name}: a subject is read by others and must not name {name}")
    return gaps


def _placeholders(kind: LetterKind, language: str, file: str) -> set[str]:
    loader = environment().loader
    if loader is None:
        raise LookupError("letters are read from a folder")
    source, _, _ = loader.get_source(environment(), f"{kind.name}/{language}/{file}")
    tree = environment().parse(source)
    imported = {str(name) for line in tree.find_all(nodes.FromImport) for name in line.names}
    names = list(tree.find_all(nodes.Name))
    of_loops = {name.name for name in names if name.ctx == "store"}
    return {name.name for name in names} - imported - of_loops


def _told(kind: LetterKind) -> set[str]:
    facts = set(kind.facts)
    if kind is not DISCREET:
        facts -= {"code", "discreet"} if "discreet" in facts else set()
    if "start" in facts:
        facts -= {"minutes"}
    return {told for fact in facts for told in _TOLD_AS.get(fact, (fact,))}


def _squeezed(text: str) -> str:
    return _SPACE.sub("", text)
