"""A template as a form shows it and reads it back: parts as fields, sessions as lines of text."""

from collections.abc import Mapping
from typing import Any

from services.portal.forms.texts import whole

Values = dict[str, Any]
MOST = 20
SPARE = 3  # empty parts that one may fill in
TEXTS = ("kind", "title_nl", "title_en", "aim_nl", "aim_en")
EMPTY: Values = dict.fromkeys((*TEXTS, "prerequisites", "steps"), "") | {"entry": False}


def rows(template: Mapping[str, Any]) -> list[Values]:
    """Return one row per part, and some empty ones."""
    found = [_row(number, track) for number, track in enumerate(template["tracks"], 1)]
    numbers = range(len(found) + 1, min(len(found) + SPARE, MOST) + 1)
    return found + [{**EMPTY, "number": number, "place": number} for number in numbers]


def read(form: Mapping[str, str]) -> Values:
    """Return the template that was typed; what is wrong with it is said by its owner."""
    found = sorted(
        (track for number in range(1, MOST + 1) if (track := _track(form, number))),
        key=lambda track: track.pop("place"),
    )
    return {
        "id": form.get("id", "").strip(),
        "title_nl": form.get("title_nl", "").strip(),
        "title_en": form.get("title_en", "").strip(),
        "tracks": found,
    }


def _row(number: int, track: Mapping[str, Any]) -> Values:
    lines = [
        f"{step['minutes']}; {step['kind']}; {step['title_nl']}; {step['title_en']}"
        for step in track["steps"]
    ]
    return {
        "number": number,
        "place": number,
        **{name: track[name] for name in TEXTS},
        "entry": track["entry"],
        "prerequisites": ", ".join(track["prerequisites"]),
        "steps": "\n".join(lines),
    }


def _track(form: Mapping[str, str], number: int) -> Values | None:
    texts = {name: form.get(f"{name}-{number}", "").strip() for name in TEXTS}
    if not any(texts.values()) or form.get(f"drop-{number}"):
        return None
    needed = form.get(f"prerequisites-{number}", "").replace(";", ",").split(",")
    lines = [line for line in form.get(f"steps-{number}", "").splitlines() if line.strip()]
    return {
        **texts,
        "place": whole(form.get(f"place-{number}"), number),
        "entry": form.get("entry") == str(number),
        "prerequisites": [one.strip() for one in needed if one.strip()],
        "steps": [_step(line) for line in lines],
    }


def _step(line: str) -> Values:
    """Return the session of a line `minutes; kind; Dutch title; English title`.

    A title alone makes an hour and a half of its own kind in both languages.
    """
    parts = [part.strip() for part in line.split(";")]
    if len(parts) == 1:
        return {"minutes": 90, "kind": "other", "title_nl": parts[0], "title_en": parts[0]}
    minutes, kind, title_nl, *rest = [*parts, "", ""][:4]
    title_en = rest[0] or title_nl
    return {"minutes": whole(minutes), "kind": kind, "title_nl": title_nl, "title_en": title_en}
