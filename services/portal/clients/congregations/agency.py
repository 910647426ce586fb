"""What agencies ask of congregations: those to which they were introduced."""

from typing import Any

from services.portal.clients.calling import call


def card(congregation_id: str) -> dict[str, Any] | None:
    """Return `{id, name, place, …}` of a congregation; None for one that is not to be known."""
    found = call("congregations", "GET", f"/cards?ids={congregation_id}").json["items"]
    return found[0] if found else None
