"""One valid request to every route about templates."""

from typing import Any

from tests.access.checks import Example, Examples

OWN: dict[str, Any] = {
    "id": "own-way",
    "title_nl": "Onze weg",
    "title_en": "Our way",
    "tracks": [
        {"kind": "discover", "title_nl": "Zien", "title_en": "See", "entry": True, "steps": []}
    ],
}

EXAMPLES: Examples = {
    "POST /templates": (Example("/templates", OWN),),
    "GET /templates/<string:template_id>": (Example("/templates/o3"),),
    "GET /journeys/<uuid:journey_id>/template": (
        Example("/journeys/{journey_a}/template?template=o3", of=("a",)),
    ),
    "POST /journeys/<uuid:journey_id>/template": (
        Example("/journeys/{journey_a}/template", {"template": "o3"}, of=("a",)),
    ),
    "GET /journeys/<uuid:journey_id>/reshapings": (
        Example("/journeys/{journey_a}/reshapings", of=("a",)),
    ),
    "POST /reshapings/<uuid:reshaping_id>/undoing": (
        Example("/reshapings/{reshaping_b}/undoing", of=("b",)),
    ),
}
