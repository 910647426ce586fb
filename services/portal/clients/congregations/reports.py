"""What the page for sheets of paper asks of congregations."""

from typing import Any
from urllib.parse import quote

from services.portal.clients.calling import call
from shared.errors import NotFound


def sheet(code: str) -> dict[str, Any] | None:
    """Return `{kind, subject_id, congregation_id}` behind a sheet's code; None when unknown."""
    try:
        found: dict[str, Any] = call("congregations", "GET", f"/sheets/{quote(code, safe='')}").json
    except NotFound:
        return None
    return found
