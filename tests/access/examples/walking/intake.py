"""One valid request to every route about intake."""

from tests.access.checks import Example, Examples

PLAN = {"tracks": [{"kind": "kairos", "evenings": 9, "dates": "in het voorjaar"}]}
ANSWER = {
    "answer": "yes",
    "body": "church_council",
    "held_on": "2026-11-20",
    "text": "Akkoord.",
    "as_reported": {"by_role": "leader"},
}

EXAMPLES: Examples = {
    "GET /congregations/<uuid:congregation_id>/intake": (
        Example("/congregations/{a}/intake", of=("a",)),
        Example("/congregations/{c}/intake", of=("c",)),
    ),
    "POST /congregations/<uuid:congregation_id>/enquiries": (
        Example(
            "/congregations/{a}/enquiries",
            {"on_day": "2026-11-01", "asked_by_role": "predikant", "question": "Hoe?"},
            of=("a",),
        ),
    ),
    "POST /congregations/<uuid:congregation_id>/conversations": (
        Example(
            "/congregations/{a}/conversations",
            {"on_day": "2026-11-01", "moves": "Veel"},
            of=("a",),
        ),
    ),
    "POST /congregations/<uuid:congregation_id>/proposals": (
        Example(
            "/congregations/{c}/proposals",
            PLAN,
            of=("c",),
            never={409: "a draft lies there already"},
        ),
    ),
    "GET /proposals/<uuid:proposal_id>": (Example("/proposals/{proposal_c}", of=("c",)),),
    "PUT /proposals/<uuid:proposal_id>": (Example("/proposals/{draft_c}", PLAN, of=("c",)),),
    "POST /proposals/<uuid:proposal_id>/offer": (Example("/proposals/{draft_c}/offer", of=("c",)),),
    "POST /proposals/<uuid:proposal_id>/withdrawal": (
        Example("/proposals/{proposal_c}/withdrawal", {"reason": "Later"}, of=("c",)),
    ),
    "POST /proposals/<uuid:proposal_id>/answers": (
        Example("/proposals/{proposal_c}/answers", ANSWER, of=("c",)),
    ),
}
