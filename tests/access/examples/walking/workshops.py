"""One valid request to every route about workshops."""

from tests.access.checks import Example, Examples
from tests.access.worlds.workshops import photo

EXAMPLES: Examples = {
    "GET /congregations/<uuid:congregation_id>/workshops": (
        Example("/congregations/{a}/workshops", of=("a",)),
        Example("/congregations/{b}/workshops", of=("b",)),
    ),
    "POST /congregations/<uuid:congregation_id>/workshops": (
        Example("/congregations/{a}/workshops", {"step_id": "{step_discover_a}"}, of=("a",)),
    ),
    "GET /workshops/<uuid:workshop_id>": (
        Example("/workshops/{workshop_a}", of=("a",)),
        Example("/workshops/{workshop_b}", of=("b",)),
    ),
    "GET /workshops/<uuid:workshop_id>/report": (
        Example("/workshops/{published_a}/report", of=("a",)),
    ),
    "PATCH /workshops/<uuid:workshop_id>": (
        Example("/workshops/{workshop_a}", {"agreed": "Verder in maart"}, of=("a",)),
    ),
    "POST /workshops/<uuid:workshop_id>/cards": (
        Example(
            "/workshops/{workshop_a}/cards",
            {"key": "formulier-9", "cards": [{"board": "next", "text": "Bellen"}]},
            of=("a",),
        ),
    ),
    "PATCH /workshops/<uuid:workshop_id>/cards": (
        Example(
            "/workshops/{workshop_a}/cards",
            {"cards": [{"id": "{card_workshop_a}", "votes": 3}]},
            of=("a",),
        ),
    ),
    "POST /workshops/<uuid:workshop_id>/merges": (
        Example(
            "/workshops/{workshop_a}/merges",
            {"cards": ["{card_workshop_a}", "{second_workshop_a}"]},
            of=("a",),
        ),
    ),
    "POST /workshops/<uuid:workshop_id>/photos": (
        Example("/workshops/{workshop_a}/photos", raw=photo(), media="image/jpeg", of=("a",)),
    ),
    "DELETE /workshop-photos/<uuid:photo_id>": (Example("/workshop-photos/{photo_a}", of=("a",)),),
    "POST /workshops/<uuid:workshop_id>/publication": (
        Example("/workshops/{workshop_a}/publication", {}, of=("a",)),
    ),
    "POST /workshops/<uuid:workshop_id>/reopening": (
        Example("/workshops/{published_a}/reopening", of=("a",)),
    ),
    "GET /sheets/<string:code>": (Example("/sheets/{sheet_a}", of=("a",)),),
}
