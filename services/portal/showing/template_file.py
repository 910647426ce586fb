"""A template as the file that can be kept, changed by hand and brought again."""

import json
from collections.abc import Mapping
from typing import Any


def written(template: Mapping[str, Any]) -> str:
    """Return the template in TOML, without its version: it gets the next one when it is back."""
    lines = [_line(template, name) for name in ("id", "title_nl", "title_en")]
    for track in template["tracks"]:
        lines += ["", "[[tracks]]"]
        lines += [_line(track, name) for name in ("kind", "title_nl", "title_en")]
        lines += [_line(track, name) for name in ("aim_nl", "aim_en") if track[name]]
        if track["entry"]:
            lines.append("entry = true")
        if track["prerequisites"]:
            lines.append(_line(track, "prerequisites"))
        if not track["steps"]:
            lines.append("steps = []")
        for step in track["steps"]:
            lines.append("[[tracks.steps]]")
            lines += [_line(step, name) for name in ("kind", "title_nl", "title_en", "minutes")]
    return "\n".join(lines) + "\n"


def _line(values: Mapping[str, Any], name: str) -> str:
    # strings, numbers and lists of strings are written in TOML as in JSON
    return f"{name} = {json.dumps(values[name], ensure_ascii=False)}"
