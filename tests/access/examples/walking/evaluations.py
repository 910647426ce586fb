"""One valid request to every route about evaluations."""

from tests.access.checks import Example, Examples

DECISION = {"body": "church_council", "held_on": "2026-11-20", "text": "Wij gaan verder."}
TOLD = {**DECISION, "as_reported": {"by_role": "leader"}}
STAMP = {"stamp": "continue"}
ONLY_REPORTED = dict.fromkeys(
    ("coach_k", "coach_m"), "a coach writes a decision down only as it was reported to him"
)
ONLY_HIS_OWN = {"leader_a": "a leader's own decision is not reported"}

EXAMPLES: Examples = {
    "GET /congregations/<uuid:congregation_id>/evaluation": (
        Example("/congregations/{a}/evaluation", of=("a",)),
        Example("/congregations/{b}/evaluation", of=("b",)),
    ),
    "POST /congregations/<uuid:congregation_id>/evaluations": (
        Example("/congregations/{a}/evaluations", {"moment": "other"}, of=("a",)),
    ),
    "POST /evaluations/<uuid:evaluation_id>/round": (
        Example("/evaluations/{evaluation_b}/round", of=("b",)),
    ),
    "PUT /evaluations/<uuid:evaluation_id>/verdicts/<uuid:goal_id>": (
        Example("/evaluations/{evaluation_b}/verdicts/{goal_b}", {"verdict": "met"}, of=("b",)),
    ),
    "PUT /evaluations/<uuid:evaluation_id>/recommendations": (
        Example("/evaluations/{evaluation_a}/recommendations", {"text": "Vaker"}, of=("a",)),
    ),
    "POST /evaluations/<uuid:evaluation_id>/discussion": (
        Example("/evaluations/{evaluation_a}/discussion", of=("a",)),
    ),
    "POST /evaluations/<uuid:evaluation_id>/decision": (
        Example("/evaluations/{talked_a}/decision", DECISION, of=("a",), but=ONLY_REPORTED),
        Example("/evaluations/{talked_a}/decision", TOLD, of=("a",), but=ONLY_HIS_OWN),
    ),
    "POST /congregations/<uuid:congregation_id>/apks": (
        Example("/congregations/{a}/apks", {"held_on": "2026-11-20"}, of=("a",)),
    ),
    "PATCH /apks/<uuid:apk_id>": (Example("/apks/{apk_a}", {"participants": 12}, of=("a",)),),
    "POST /apks/<uuid:apk_id>/stamp": (
        Example("/apks/{apk_a}/stamp", {**DECISION, **STAMP}, of=("a",), but=ONLY_REPORTED),
        Example("/apks/{apk_a}/stamp", {**TOLD, **STAMP}, of=("a",), but=ONLY_HIS_OWN),
    ),
}
