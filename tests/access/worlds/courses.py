"""The things of courses in the world that the access tests replay."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.access.world import Builder


def build(builder: "Builder") -> None:
    """Add them, over HTTP, and note their ids in `builder.ids`.

    Congregation a hosts a course that runs and one that is open to its region, b takes part in the
    first; b hosts one that is closed.
    """
    run_a = _make(builder, "course_a", "coach_k", "a", open_to="region")
    for place, who in (("a", "group_a"), ("b", "leader_b")):
        route = f"POST /congregations/{{{place}}}/courses/{{course_a}}/enrolments"
        made = builder.do(who, "congregations", route, {"people": 2})
        builder.ids[f"enrolment_{place}"] = made["people"][0]["id"]
    builder.do("coach_k", "congregations", f"POST {run_a}/states", {"to": "running"})
    _make(builder, "open_course_a", "coach_k", "a", open_to="region")
    run_b = _make(builder, "course_b", "coach_l", "b", open_to="own")
    route = "POST /congregations/{b}/courses/{course_b}/enrolments"
    builder.do("leader_b", "congregations", "PUT /congregations/{b}/courses/names", {"names": True})
    builder.do("leader_b", "congregations", route, {"names": ["Cursist geheim b"]})
    for state in ("running", "closed"):
        builder.do("coach_l", "congregations", f"POST {run_b}/states", {"to": state})


def _make(builder: "Builder", name: str, coach: str, place: str, *, open_to: str) -> str:
    wish = {"title": "Kairos", "fee": f"Kosten geheim {place}", "open_to": open_to}
    if open_to != "own":
        # who may enrol knows what it costs
        wish["fee"] = "Vrije gift"
    route = f"POST /congregations/{{{place}}}/courses"
    builder.ids[name] = builder.do(coach, "congregations", route, wish)["id"]
    path = f"/courses/{{{name}}}"
    team = {"items": [{"role": f"Hoofd geheim {place}", "level": "head"}]}
    builder.do(coach, "congregations", f"PUT {path}/facilitators", team)
    builder.do(coach, "congregations", f"POST {path}/states", {"to": "open"})
    return path
