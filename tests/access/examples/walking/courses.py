"""One valid request to every route about courses."""

from tests.access.checks import Example, Examples

A_CHOICE = {"names": True}
ITS_HOST = "who may come to a course knows which congregation hosts it"

EXAMPLES: Examples = {
    "GET /congregations/<uuid:congregation_id>/courses": (
        Example("/congregations/{a}/courses", of=("a",)),
        Example("/congregations/{b}/courses", of=("b",), open=ITS_HOST),
    ),
    "POST /congregations/<uuid:congregation_id>/courses": (
        Example("/congregations/{a}/courses", {"title": "Kairos"}, of=("a",)),
    ),
    "GET /courses/open": (
        Example(
            "/courses/open",
            but=dict.fromkeys(
                (
                    "coach_k",
                    "coach_p",
                    "coach_l",
                    "coach_m",
                    "leader_a",
                    "leader_b",
                    "group_a",
                    "both",
                ),
                "people of a congregation say for which one they ask",
            ),
        ),
        Example(
            "/courses/open?congregation_id={b}",
            of=("b",),
            open=ITS_HOST,
            but=dict.fromkeys(("staff_p", "staff_r"), "an agency asks for no congregation"),
        ),
    ),
    "GET /congregations/<uuid:congregation_id>/courses/<uuid:run_id>": (
        Example("/congregations/{a}/courses/{course_a}", of=("a",)),
        Example("/congregations/{b}/courses/{course_a}", of=("b",), open=ITS_HOST),
        Example("/congregations/{b}/courses/{course_b}", of=("b",)),
    ),
    "PUT /congregations/<uuid:congregation_id>/courses/names": (
        Example("/congregations/{a}/courses/names", A_CHOICE, of=("a",)),
    ),
    "PUT /congregations/<uuid:congregation_id>/courses/earlier/<int:year>": (
        Example("/congregations/{a}/courses/earlier/2024", {"people": 8}, of=("a",)),
    ),
    "POST /congregations/<uuid:congregation_id>/courses/<uuid:run_id>/enrolments": (
        Example("/congregations/{a}/courses/{open_course_a}/enrolments", {"people": 1}, of=("a",)),
        Example(
            "/congregations/{b}/courses/{open_course_a}/enrolments",
            {"people": 1},
            of=("b",),
            open=ITS_HOST,
        ),
    ),
    "POST /enrolments/<uuid:enrolment_id>/withdrawal": (
        Example("/enrolments/{enrolment_a}/withdrawal", of=("a",)),
        Example("/enrolments/{enrolment_b}/withdrawal", of=("b",), open=ITS_HOST),
    ),
    "PATCH /courses/<uuid:run_id>": (Example("/courses/{course_a}", {"capacity": 30}, of=("a",)),),
    "POST /courses/<uuid:run_id>/states": (
        Example("/courses/{course_a}/states", {"to": "closed"}, of=("a",)),
    ),
    "PUT /courses/<uuid:run_id>/lessons": (
        Example(
            "/courses/{course_a}/lessons",
            {"items": [{"number": 1, "title": "Begin", "on": "2026-11-20"}]},
            of=("a",),
        ),
    ),
    "PUT /courses/<uuid:run_id>/facilitators": (
        Example(
            "/courses/{course_a}/facilitators",
            {"items": [{"role": "Opvolger", "level": "head"}]},
            of=("a",),
        ),
    ),
    "PUT /courses/<uuid:run_id>/lessons/<int:number>/list": (
        Example(
            "/courses/{course_a}/lessons/1/list",
            {"version": 1, "present": ["{enrolment_a}", "{enrolment_b}"]},
            of=("a",),
        ),
    ),
    "PUT /courses/<uuid:run_id>/final": (
        Example("/courses/{course_a}/final", {"version": 1, "done": ["{enrolment_a}"]}, of=("a",)),
    ),
    "POST /courses/<uuid:run_id>/report": (
        Example("/courses/{course_b}/report", {"themes": ["Abraham"]}, of=("b",)),
    ),
}
