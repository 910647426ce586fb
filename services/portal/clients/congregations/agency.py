"""What agencies ask of congregations: those to which they were introduced."""

from typing import Any

from services.portal.clients.calling import call


def open_courses() -> list[dict[str, Any]]:
    """Return when and where about courses are open; never whose they are nor who comes."""
    found: list[dict[str, Any]] = call("congregations", "GET", "/courses/open").json["items"]
    return found


def card(congregation_id: str) -> dict[str, Any] | None:
    """Return `{id, name, place, …}` of a congregation; None for one that is not to be known."""
    found = call("congregations", "GET", f"/cards?ids={congregation_id}").json["items"]
    return found[0] if found else None
