"""One valid request to every route about implementation."""

from tests.access.checks import Example, Examples

FINE = {"progress": "good", "goes_well": "Alles"}
TOLD = {**FINE, "told_by": "scriba"}
HIDDEN = "what an agency answers goes to the coach alone"
AT_A = dict.fromkeys(("leader_a", "group_a", "both"), HIDDEN)
AT_B = dict.fromkeys(("leader_b", "both"), HIDDEN)
SAYS_WHO = {422: "a coach says who told him"}
OWN_WORDS = "who answers for himself was told by nobody"
KNOWN = "who has an agreement knows the congregation by name"
APPROVAL = {
    "to": "approved",
    "body": "church_council",
    "held_on": "2026-11-20",
    "text": "Wij steunen dit team.",
}
ONLY_REPORTED = "a coach writes a decision down only as it was reported to him"

EXAMPLES: Examples = {
    "GET /congregations/<uuid:congregation_id>/implementation": (
        Example("/congregations/{a}/implementation", of=("a",)),
        Example("/congregations/{b}/implementation", of=("b",)),
    ),
    "PUT /congregations/<uuid:congregation_id>/rhythm": (
        Example("/congregations/{a}/rhythm", {"weeks": 8}, of=("a",)),
    ),
    "GET /agencies/<uuid:agency_id>/check-ins": (
        Example("/agencies/{p}/check-ins", of=("p",)),
        Example("/agencies/{r}/check-ins", of=("r",)),
    ),
    "GET /check-ins/<uuid:check_in_id>": (
        Example("/check-ins/{check_in_a}", of=("a",)),
        Example("/check-ins/{check_in_p}", of=("a", "p"), but=AT_A),
        Example(
            "/check-ins/{check_in_q}", of=("b", "q"), subject="check_in_q", but=AT_B, open=KNOWN
        ),
    ),
    "POST /check-ins/<uuid:check_in_id>/answer": (
        Example("/check-ins/{check_in_a}/answer", FINE, of=("a",), answers=SAYS_WHO),
        Example("/check-ins/{check_in_a}/answer", TOLD, of=("a",), but={"leader_a": OWN_WORDS}),
        Example("/check-ins/{check_in_p}/answer", FINE, of=("a", "p"), but=AT_A, answers=SAYS_WHO),
        Example(
            "/check-ins/{check_in_q}/answer",
            FINE,
            of=("b", "q"),
            subject="check_in_q",
            but=AT_B,
            answers=SAYS_WHO,
        ),
    ),
    "POST /congregations/<uuid:congregation_id>/roles": (
        Example(
            "/congregations/{a}/roles",
            {"title": "Voorzitter", "to": "vacant", "on": "2026-11-01"},
            of=("a",),
        ),
    ),
    "POST /roles/<uuid:role_id>/handovers": (
        Example("/roles/{role_a}/handovers", {"to": "vacant", "on": "2026-11-01"}, of=("a",)),
    ),
    "DELETE /roles/<uuid:role_id>": (Example("/roles/{role_a}", of=("a",)),),
    "POST /congregations/<uuid:congregation_id>/home-teams": (
        Example("/congregations/{a}/home-teams", {"title": "Nog een team"}, of=("a",)),
    ),
    "PATCH /home-teams/<uuid:team_id>": (
        Example("/home-teams/{team_a}", {"size": 6, "filled": ["chair"]}, of=("a",)),
    ),
    "POST /home-teams/<uuid:team_id>/states": (
        Example(
            "/home-teams/{team_a}/states",
            APPROVAL,
            of=("a",),
            but=dict.fromkeys(("coach_k", "coach_m"), ONLY_REPORTED),
        ),
    ),
    "POST /home-teams/<uuid:team_id>/duties": (
        Example(
            "/home-teams/{team_a}/duties",
            {"seat": "chair", "title": "Agenda", "every": "month"},
            of=("a",),
        ),
    ),
    "POST /duties/<uuid:duty_id>/done": (Example("/duties/{duty_a}/done", {}, of=("a",)),),
    "DELETE /duties/<uuid:duty_id>": (Example("/duties/{duty_a}", of=("a",)),),
}
