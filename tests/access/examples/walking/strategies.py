"""One valid request to every route about strategies."""

from tests.access.checks import Example, Examples

DECISION = {"body": "church_council", "held_on": "2026-11-20", "text": "Aangenomen."}
ONLY_REPORTED = {"coach_l": "a coach writes a decision down only as it was reported to him"}
ONLY_HIS_OWN = dict.fromkeys(("leader_b", "both"), "a leader's own decision is not reported")
ITS_COACH = {"coach_k": "he registered this congregation and guides it"}

EXAMPLES: Examples = {
    "GET /congregations/<uuid:congregation_id>/strategy": (
        Example("/congregations/{a}/strategy", of=("a",)),
        Example("/congregations/{b}/strategy", of=("b",)),
    ),
    "GET /strategies/<uuid:strategy_id>": (
        Example("/strategies/{draft_strategy_a}", of=("a",)),
        Example("/strategies/{plan_held_b}", of=("b",)),
    ),
    "POST /journeys/<uuid:journey_id>/strategies": (
        Example("/journeys/{journey_d}/strategies", of=("d",), also=ITS_COACH),
    ),
    "POST /strategies/<uuid:strategy_id>/next": (
        Example("/strategies/{withdrawn_d}/next", of=("d",), also=ITS_COACH),
    ),
    "PATCH /strategies/<uuid:strategy_id>": (
        Example("/strategies/{draft_strategy_a}", {"revision": 1, "mission": "Zo"}, of=("a",)),
    ),
    "POST /strategies/<uuid:strategy_id>/states": (
        Example("/strategies/{draft_strategy_a}/states", {"to": "shared"}, of=("a",)),
    ),
    "POST /strategies/<uuid:strategy_id>/adoption": (
        Example("/strategies/{shared_b}/adoption", DECISION, of=("b",), but=ONLY_REPORTED),
        Example(
            "/strategies/{shared_b}/adoption",
            {**DECISION, "as_reported": {"by_role": "leader"}},
            of=("b",),
            but=ONLY_HIS_OWN,
        ),
    ),
    "POST /strategies/<uuid:strategy_id>/objections": (
        Example("/strategies/{shared_b}/objections", {"text": "Te veel tegelijk"}, of=("b",)),
    ),
    "POST /strategy-objections/<uuid:objection_id>/answer": (
        Example("/strategy-objections/{objection_b}/answer", {"answer": "Goed"}, of=("b",)),
    ),
    "POST /strategies/<uuid:strategy_id>/gaps": (
        Example("/strategies/{draft_strategy_a}/gaps", {"area": "Gaan", "desired": 3}, of=("a",)),
    ),
    "PATCH /gaps/<uuid:gap_id>": (Example("/gaps/{gap_a}", {"revision": 1, "now": 2}, of=("a",)),),
    "DELETE /gaps/<uuid:gap_id>": (Example("/gaps/{gap_a}", of=("a",)),),
    "POST /strategies/<uuid:strategy_id>/goals": (
        Example("/strategies/{draft_strategy_a}/goals", {"what": "Iets nieuws"}, of=("a",)),
    ),
    "PATCH /goals/<uuid:goal_id>": (
        Example("/goals/{goal_a}", {"revision": 1, "target": "10"}, of=("a",)),
    ),
    "DELETE /goals/<uuid:goal_id>": (Example("/goals/{empty_goal_a}", of=("a",)),),
    "POST /goals/<uuid:goal_id>/actions": (
        Example(
            "/goals/{goal_a}/actions",
            {"title": "Bellen", "accountable_role": "diaken"},
            of=("a",),
        ),
    ),
    "PATCH /actions/<uuid:action_id>": (
        Example("/actions/{action_a}", {"revision": 1, "due_on": "2027-03-01"}, of=("a",)),
    ),
    "DELETE /actions/<uuid:action_id>": (Example("/actions/{action_a}", of=("a",)),),
    "POST /actions/<uuid:action_id>/states": (
        Example("/actions/{action_b}/states", {"to": "doing"}, of=("b",)),
    ),
}
