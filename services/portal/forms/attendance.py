"""Who was there, as one types it: a line per role with a number, and nobody's name asked."""

import re
from typing import Any

_BEFORE = re.compile(r"(\d{1,4})\s*(?:[x×]\s+)?(.+)\Z", re.ASCII)
_AFTER = re.compile(r"(.+?)[\s:,]+(\d{1,4})\Z", re.ASCII)


def present_of(text: str) -> list[dict[str, Any]]:
    """Return `{role, people}` for each line like `2 elders` or `elders: 2`; without one it is 1."""
    return [_one(line.strip()) for line in text.splitlines() if line.strip()]


def lines_of(present: list[dict[str, Any]]) -> str:
    """Return the lines that somebody would have typed."""
    return "\n".join(f"{one['people']} {one['role']}" for one in present)


def _one(line: str) -> dict[str, Any]:
    if found := _BEFORE.match(line):
        return {"role": found[2].strip(), "people": int(found[1])}
    if found := _AFTER.match(line):
        return {"role": found[1].strip(), "people": int(found[2])}
    return {"role": line, "people": 1}
