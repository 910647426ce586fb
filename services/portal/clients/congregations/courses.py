"""What the pages about courses ask of congregations."""

from typing import Any

from services.portal.clients.calling import call

Answer = dict[str, Any]


def courses(congregation_id: str) -> Answer:
    """Return `{congregation, relations, hosted, elsewhere, planned, earlier, shares, …}`."""
    return _ask("GET", f"/congregations/{congregation_id}/courses")


def open_courses(congregation_id: str) -> list[Answer]:
    """Return the courses of others for which this congregation's people may enrol."""
    found: list[Answer] = _ask("GET", f"/courses/open?congregation_id={congregation_id}")["items"]
    return found


def course(congregation_id: str, course_id: str) -> Answer:
    """Return a course as this congregation sees it."""
    return _ask("GET", f"/congregations/{congregation_id}/courses/{course_id}")


def make(congregation_id: str, body: Answer) -> Answer:
    """Make a course."""
    return _ask("POST", f"/congregations/{congregation_id}/courses", body)


def choose_names(congregation_id: str, *, names: bool) -> Answer:
    """Choose whether names are written; without, they are erased."""
    return _ask("PUT", f"/congregations/{congregation_id}/courses/names", {"names": names})


def note_earlier(congregation_id: str, year: int, people: int) -> Answer:
    """Note how many did the course in a year; none takes the note back."""
    path = f"/congregations/{congregation_id}/courses/earlier/{year}"
    return _ask("PUT", path, {"people": people})


def enrol(congregation_id: str, course_id: str, body: Answer) -> Answer:
    """Enrol people: so many (`people`), or by name (`names`)."""
    path = f"/congregations/{congregation_id}/courses/{course_id}/enrolments"
    return _ask("POST", path, body)


def withdraw(enrolment_id: str) -> Answer:
    """Give a place back."""
    return _ask("POST", f"/enrolments/{enrolment_id}/withdrawal")


def change(course_id: str, body: Answer) -> Answer:
    """Put a course right."""
    return _ask("PATCH", f"/courses/{course_id}", body)


def move(course_id: str, to: str, reason: str | None = None) -> Answer:
    """Open, start, close or cancel a course."""
    return _ask("POST", f"/courses/{course_id}/states", {"to": to, "reason": reason})


def set_lessons(course_id: str, lessons: list[Answer]) -> Answer:
    """Write titles, days and who leads what."""
    return _ask("PUT", f"/courses/{course_id}/lessons", {"items": lessons})


def set_team(course_id: str, team: list[Answer]) -> Answer:
    """Say who leads and helps."""
    return _ask("PUT", f"/courses/{course_id}/facilitators", {"items": team})


def keep_list(course_id: str, number: int, body: Answer) -> Answer:
    """Keep the list of a lesson: `version`, `present`, `worksheets`."""
    return _ask("PUT", f"/courses/{course_id}/lessons/{number}/list", body)


def keep_final(course_id: str, body: Answer) -> Answer:
    """Keep who did the final session: `version`, `done`."""
    return _ask("PUT", f"/courses/{course_id}/final", body)


def report(course_id: str, themes: list[str]) -> Answer:
    """Make the report of a closed course."""
    return _ask("POST", f"/courses/{course_id}/report", {"themes": themes})


def _ask(method: str, path: str, body: Answer | None = None) -> Answer:
    found: Answer = call("congregations", method, path, json_body=body).json
    return found
