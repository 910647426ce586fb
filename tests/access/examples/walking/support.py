"""One valid request to every route about support."""

from tests.access.checks import Example, Examples
from tests.access.examples.reasons import READS

HELD_IN = "a slip of nobody leaves no trace of when it came"
HOLDER = "whoever holds a slip reads what it asks"
COUNTED = {
    "id": "{support_asked_a}",
    "present": 5,
    "in_favour": 5,
    "with_reservations": 0,
    "against": 0,
    "abstained": 0,
}
MEASURE = {"kind": "counted", "groups": [{"name": "De gemeente", "invited": 30}]}
DECISION = {
    "outcome": "go",
    "body": "church_council",
    "held_on": "2026-11-20",
    "text": "Wij gaan door.",
}
REPORTED = {**DECISION, "as_reported": {"by_role": "leader"}}
AT_A, AT_B = ("a",), ("b",)

EXAMPLES: Examples = {
    "GET /congregations/<uuid:congregation_id>/support": (
        Example("/congregations/{a}/support", of=AT_A),
        Example("/congregations/{b}/support", of=AT_B),
    ),
    "POST /journeys/<uuid:journey_id>/support/groups": (
        Example("/journeys/{journey_a}/support/groups", {"name": "Ouderen"}, of=AT_A),
    ),
    "PATCH /support/groups/<uuid:group_id>": (
        Example("/support/groups/{support_group_a}", {"stance_now": "neutral"}, of=AT_A),
    ),
    "DELETE /support/groups/<uuid:group_id>": (
        Example("/support/groups/{support_group_a}", of=AT_A),
    ),
    "POST /support/groups/<uuid:group_id>/steps": (
        Example(
            "/support/groups/{support_group_a}/steps",
            {"kind": "service", "text": "Dienst"},
            of=AT_A,
        ),
    ),
    "PATCH /support/steps/<uuid:step_id>": (
        Example("/support/steps/{support_step_a}", {"done_on": "2026-11-20"}, of=AT_A),
    ),
    "DELETE /support/steps/<uuid:step_id>": (Example("/support/steps/{support_step_a}", of=AT_A),),
    "POST /journeys/<uuid:journey_id>/support/measures": (
        Example(
            "/journeys/{journey_a}/support/measures",
            MEASURE,
            of=AT_A,
            never={409: "one measure at a time; that it works is seen as the world is built"},
        ),
    ),
    "DELETE /support/<uuid:measure_id>": (Example("/support/{support_draft_b}", of=AT_B),),
    "POST /support/<uuid:measure_id>/thresholds": (
        Example("/support/{support_draft_b}/thresholds", {"share": 60, "response": 20}, of=AT_B),
    ),
    "POST /support/<uuid:measure_id>/opening": (
        Example("/support/{support_draft_b}/opening", of=AT_B),
    ),
    "POST /support/<uuid:measure_id>/slips": (
        Example(
            "/support/{support_survey_a}/slips",
            {"group_id": "{support_asked_a}", "number": 3},
            of=AT_A,
        ),
    ),
    "PUT /support/<uuid:measure_id>/counts": (
        Example(
            "/support/{support_survey_a}/counts",
            {"held_on": "2026-11-20", "groups": [COUNTED]},
            of=AT_A,
            never={409: "in a survey nothing is counted; the world is built with a count"},
        ),
    ),
    "POST /support/<uuid:measure_id>/closing": (
        Example("/support/{support_survey_a}/closing", of=AT_A),
    ),
    "POST /support/<uuid:measure_id>/objections": (
        Example("/support/{support_closed_a}/objections", {"text": "Te duur"}, of=AT_A),
    ),
    "PATCH /support/objections/<uuid:objection_id>": (
        Example("/support/objections/{objection_support_a}", {"answer": "Gehoord"}, of=AT_A),
    ),
    "POST /support/<uuid:measure_id>/decision": (
        Example(
            "/support/{support_closed_a}/decision",
            DECISION,
            of=AT_A,
            but=dict.fromkeys(
                ("coach_k", "coach_m"), "a coach writes a decision down only as reported"
            ),
        ),
        Example(
            "/support/{support_closed_a}/decision",
            REPORTED,
            of=AT_A,
            but={"leader_a": "a leader's own decision is not reported"},
        ),
    ),
    "POST /support/slips/check": (
        Example("/support/slips/check", {"token": "{support_token_a}"}, still=READS, open=HOLDER),
    ),
    "POST /support/slips": (
        Example(
            "/support/slips",
            {"token": "{support_token_a}", "answers": [4]},
            silent=HELD_IN,
        ),
    ),
}
