"""One valid request to every route about launches."""

from tests.access.checks import Example, Examples

HELD = {409: "the launch was held; that it works is seen in the tests of launches"}
GO = {"body": "church_council", "held_on": "2026-11-20", "text": "Wij gaan ervoor."}
AT_A, AT_B = ("a",), ("b",)

EXAMPLES: Examples = {
    "GET /congregations/<uuid:congregation_id>/launch": (
        Example("/congregations/{a}/launch", of=AT_A),
        Example("/congregations/{b}/launch", of=AT_B),
    ),
    "PUT /journeys/<uuid:journey_id>/launch-plan": (
        Example("/journeys/{journey_a}/launch-plan", {"place": "Kerkzaal"}, of=AT_A),
    ),
    "POST /launch-plans/<uuid:plan_id>/go": (
        Example("/launch-plans/{launch_plan_b}/go", GO, of=AT_B, never=HELD),
    ),
    "POST /launch-plans/<uuid:plan_id>/postponement": (
        Example(
            "/launch-plans/{launch_plan_b}/postponement",
            {"reason": "Ziekte"},
            of=AT_B,
            never=HELD,
        ),
    ),
    "POST /launch-plans/<uuid:plan_id>/wrapping": (
        Example("/launch-plans/{launch_plan_b}/wrapping", {"note": "Mooi"}, of=AT_B),
    ),
    "POST /launch-plans/<uuid:plan_id>/options": (
        Example("/launch-plans/{launch_plan_b}/options", {"means": "go", "text": "Reis"}, of=AT_B),
    ),
    "PATCH /join-options/<uuid:option_id>": (
        Example("/join-options/{join_option_b}", {"capacity": 12}, of=AT_B),
    ),
    "DELETE /join-options/<uuid:option_id>": (Example("/join-options/{join_option_b}", of=AT_B),),
    "POST /join-options/<uuid:option_id>/tallies": (
        Example("/join-options/{join_option_b}/tallies", {"number": 3}, of=AT_B),
    ),
}
