"""One valid request to every route about partnering; they belong to the partners service."""

from tests.access.checks import Example, Examples

DECIDED = {"body": "church_council", "held_on": "2026-11-20"}
TOLD = {**DECIDED, "as_reported": {"by_role": "leader"}}
REPORTED = {422: "a coach says who told him; a side speaks for itself"}
CHOSEN = {"outcome": "chosen", "reason": "Past bij ons", **DECIDED}
VISIT = {"congregation_id": "{a}", "kind": "country", "title": "Kijken"}
NOT_THEIRS = dict.fromkeys(("staff_p", "key_p"), "it was said for the congregation, not for them")

EXAMPLES: Examples = {
    "GET /partnering/<uuid:congregation_id>": (
        Example("/partnering/{a}", of=("a",)),
        Example("/partnering/{b}", of=("b",)),
    ),
    "POST /shortlists": (
        Example(
            "/shortlists",
            {"congregation_id": "{a}", "title": "Nieuw", "criteria": [{"name": "Samen"}]},
            of=("a",),
        ),
    ),
    "GET /shortlists/<uuid:shortlist_id>": (Example("/shortlists/{shortlist_a}", of=("a",)),),
    "PATCH /shortlists/<uuid:shortlist_id>": (
        Example("/shortlists/{shortlist_a}", {"version": 1, "title": "Anders"}, of=("a",)),
    ),
    "GET /choices": (Example("/choices?words=e"),),
    "POST /shortlists/<uuid:shortlist_id>/candidates": (
        Example(
            "/shortlists/{shortlist_a}/candidates",
            {"kind": "people_group", "name": "Herders"},
            of=("a",),
        ),
    ),
    "DELETE /candidates/<uuid:candidate_id>": (Example("/candidates/{candidate_a}", of=("a",)),),
    "POST /candidates/<uuid:candidate_id>/judgements": (
        Example(
            "/candidates/{candidate_a}/judgements",
            {"judgements": [{"criterion_id": "{criterion_a}", "verdict": "good"}]},
            of=("a",),
        ),
    ),
    "POST /candidates/<uuid:candidate_id>/outcome": (
        Example("/candidates/{candidate_a}/outcome", CHOSEN, of=("a",), answers=REPORTED),
    ),
    "GET /visits": (Example("/visits"),),
    "POST /visits": (Example("/visits", VISIT, of=("a",)),),
    "GET /visits/<uuid:visit_id>": (
        Example("/visits/{visit_idea}", of=("a",)),
        Example("/visits/{visit_shared}", of=("a", "p")),
    ),
    "PATCH /visits/<uuid:visit_id>": (
        Example("/visits/{visit_idea}", {"version": 1, "title": "Anders"}, of=("a",)),
    ),
    "POST /visits/<uuid:visit_id>/risk": (
        Example(
            "/visits/{visit_idea}/risk",
            {"version": 1, "risk_level": "high", "weighed": "Onrust"},
            of=("a",),
        ),
    ),
    "POST /visits/<uuid:visit_id>/approvals": (
        Example(
            "/visits/{visit_weighed}/approvals",
            {"version": 2, **DECIDED},
            of=("a",),
            answers=REPORTED,
        ),
        Example(
            "/visits/{visit_weighed}/approvals", {"version": 2, **TOLD}, of=("a",), answers=REPORTED
        ),
    ),
    "POST /visit-approvals/<uuid:approval_id>/answers": (
        Example("/visit-approvals/{approval_a}/answers", {"answer": "contested"}, of=("a",)),
    ),
    "POST /visits/<uuid:visit_id>/states": (
        Example(
            "/visits/{visit_weighed}/states",
            {"to": "cancelled", "reason": "Ziekte"},
            of=("a",),
            but=dict.fromkeys(("group_a", "both"), "a working group prepares and does not decide"),
        ),
    ),
    "POST /visits/<uuid:visit_id>/debrief": (
        Example(
            "/visits/{visit_gone}/debrief",
            {"saw": "Gastvrij", "learned": "Geduld"},
            of=("a",),
        ),
    ),
    "GET /agreements": (Example("/agreements"),),
    "POST /agreements": (Example("/agreements", {"match_id": "{introduced}"}, of=("a", "p")),),
    "GET /agreements/<uuid:agreement_id>": (
        Example("/agreements/{written}", of=("a", "p")),
        Example("/agreements/{parting}", of=("a", "p")),
    ),
    "PATCH /agreements/<uuid:agreement_id>": (
        Example("/agreements/{ready}", {"version": 1, "review_every": 3}, of=("a", "p")),
    ),
    "POST /agreements/<uuid:agreement_id>/readiness": (
        Example("/agreements/{written}/readiness", {"version": 1}, of=("a", "p")),
    ),
    "POST /agreements/<uuid:agreement_id>/acceptances": (
        Example(
            "/agreements/{ready}/acceptances",
            {"version": 1, **DECIDED},
            of=("a", "p"),
            answers=REPORTED,
        ),
        Example("/agreements/{ready}/acceptances", {"version": 1}, of=("a", "p"), answers=REPORTED),
    ),
    "POST /acceptances/<uuid:acceptance_id>/answers": (
        Example(
            "/acceptances/{acceptance_a}/answers",
            {"answer": "confirmed"},
            of=("a", "p"),
            but=NOT_THEIRS,
        ),
    ),
    "POST /agreements/<uuid:agreement_id>/reviews": (
        Example(
            "/agreements/{reviewing}/reviews",
            {"round": 1, "wish": "continue"},
            of=("a", "p"),
            answers=REPORTED,
        ),
    ),
    "POST /agreements/<uuid:agreement_id>/ending": (
        Example("/agreements/{holding}/ending", {}, of=("a", "p"), answers=REPORTED),
    ),
    "POST /agreements/<uuid:agreement_id>/exit-steps/<string:code>": (
        Example("/agreements/{parting}/exit-steps/told", {}, of=("a", "p")),
    ),
    "POST /agreements/<uuid:agreement_id>/end": (
        Example("/agreements/{holding}/end", {"how": "breach"}, of=("a", "p"), answers=REPORTED),
    ),
    "GET /letters/<string:name>/<uuid:subject_id>": (
        Example("/letters/agreement_to_accept/{ready}"),
        Example("/letters/visit_approval_asked/{visit_weighed}"),
    ),
}
