"""What partners asks of other services."""

from uuid import UUID

from shared.errors import Unavailable
from shared.service import Tools


def congregation_name(tools: Tools, congregation_id: UUID) -> str:
    """Return name and place of a congregation that chose to be named; `Unavailable` without."""
    bearer = tools.credentials.bearer("congregations")
    path = f"/cards?ids={congregation_id}"
    items = tools.client.call("congregations", "GET", path, bearer=bearer).json["items"]
    if not items:
        raise Unavailable("The congregation's name cannot be read now; try again shortly.")
    place = items[0].get("place")
    return f"{items[0]['name']}, {place}" if place else str(items[0]["name"])


def add_contact(tools: Tools, agency_id: UUID, person: dict[str, str]) -> None:
    """Hand the contact person of an unclaimed agency (name, email, language) to identity."""
    tools.client.call(
        "identity",
        "POST",
        f"/organisations/{agency_id}/contacts",
        bearer=tools.credentials.bearer("identity"),
        json_body=person,
    )
