"""What is asked of congregations about templates of journeys."""

from typing import Any
from urllib.parse import quote

from services.portal.clients.calling import call

Answer = dict[str, Any]


def newest() -> list[Answer]:
    """Return the newest version of every template."""
    found: list[Answer] = call("congregations", "GET", "/templates").json["items"]
    return found


def one(template_id: str) -> Answer:
    """Return the newest version of one template."""
    found: Answer = call("congregations", "GET", f"/templates/{quote(template_id, safe='')}").json
    return found


def add(template: Answer) -> Answer:
    """Add a template, or a new version of one."""
    made: Answer = call("congregations", "POST", "/templates", json_body=template).json
    return made


def preview(journey_id: str, template_id: str) -> Answer:
    """Return what going over would do: `{before, after, changes}`."""
    path = f"/journeys/{journey_id}/template?template={quote(template_id, safe='')}"
    found: Answer = call("congregations", "GET", path).json
    return found


def go_over(journey_id: str, template_id: str) -> Answer:
    """Bring a journey over to the newest version of a template."""
    path, body = f"/journeys/{journey_id}/template", {"template": template_id}
    made: Answer = call("congregations", "POST", path, json_body=body).json
    return made


def reshapings(journey_id: str) -> Answer:
    """Return `{items, templates}`: when a journey changed its template, and what there is."""
    found: Answer = call("congregations", "GET", f"/journeys/{journey_id}/reshapings").json
    return found


def go_back(reshaping_id: str) -> Answer:
    """Bring a journey back to the template it came from."""
    made: Answer = call("congregations", "POST", f"/reshapings/{reshaping_id}/undoing").json
    return made
