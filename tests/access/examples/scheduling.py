"""One valid request to every route of scheduling; what each is about is said beside it."""

from tests.access.checks import Example, Examples
from tests.access.examples.reasons import BEARER, DRY

GUEST = "he takes part himself"

SCHEDULING: Examples = {
    "GET /projections/<string:name>": (Example("/projections/sessions?limit=50"),),
    "GET /projections/<string:name>/checksum": (
        Example("/projections/sessions/checksum?columns=start,revision"),
    ),
    "POST /sessions": (
        Example(
            "/sessions",
            {
                "congregation_id": "{a}",
                "kind": "discover_workshop",
                "local_start": "2027-05-18T19:30",
                "minutes": 120,
                "title": "Avond",
                "place": "De Ark",
            },
            of=("a",),
        ),
    ),
    "GET /sessions": (
        Example("/sessions?congregation_id={a}&limit=100", of=("a",)),
        Example("/sessions?congregation_id={b}", of=("b",)),
    ),
    "GET /calendar": (Example("/calendar?limit=200"),),
    "GET /sessions/<uuid:session_id>": (
        Example("/sessions/{session_a}", of=("a",), person="staff_p"),
        Example(
            "/sessions/{personal_a}",
            of=("a",),
            person="coach_k",
            but=dict.fromkeys(
                ("leader_a", "group_a", "both"), "it is about named persons; only who takes part"
            ),
        ),
        Example("/sessions/{session_b}", of=("b",), person="leader_b"),
    ),
    "PATCH /sessions/<uuid:session_id>": (
        Example("/sessions/{session_a}", {"place": "De Bron", "minutes": 90}, of=("a",)),
    ),
    "POST /sessions/<uuid:session_id>/confirmation": (
        Example(
            "/sessions/{idea_a}/confirmation",
            {"local_start": "2027-05-20T19:30", "minutes": 120},
            of=("a",),
        ),
    ),
    "POST /sessions/<uuid:session_id>/cancellation": (
        Example("/sessions/{session_a}/cancellation", {"paragraph": "Griep."}, of=("a",)),
    ),
    "POST /sessions/<uuid:session_id>/completion": (
        Example("/sessions/{held_a}/completion", of=("a",)),
    ),
    "POST /sessions/<uuid:session_id>/answer": (
        Example(
            "/sessions/{session_a}/answer",
            {"answer": "accepted"},
            of=("a",),
            person="leader_a",
            also=dict.fromkeys(("staff_p", "coach_k"), GUEST),
        ),
    ),
    "POST /runs": (
        Example(
            "/runs",
            {"congregation_id": "{a}", "first": "2027-09-07", "time": "20:00", "count": 3},
            of=("a",),
        ),
        Example(
            "/runs?dry_run=1",
            {"congregation_id": "{a}", "first": "2027-09-07", "time": "20:00", "count": 3},
            of=("a",),
            still=DRY,
        ),
    ),
    "GET /letters/session/<uuid:session_id>": (
        Example("/letters/session/{session_a}?person_id={leader_a}"),
    ),
    "GET /letters/run/<uuid:run_id>": (Example("/letters/run/{run_a}"),),
    "POST /feeds": (Example("/feeds", {"device": "tablet"}),),
    "GET /feeds": (Example("/feeds"),),
    "DELETE /feeds/<uuid:feed_id>": (
        Example("/feeds/{feed_leader_a}", person="leader_a"),
        Example("/feeds/{feed_staff_p}", person="staff_p"),
        Example("/feeds/{feed_operator}", person="operator"),
    ),
    "GET /feeds/<string:token>.ics": (Example("/feeds/{fetch_coach_l}.ics", open=BEARER),),
    "GET /preference": (Example("/preference"),),
    "PUT /preference": (Example("/preference", {"choice": "feed"}),),
}
