"""What agencies (and coaches for those that have not joined) ask of partners: offerings."""

from typing import Any

from services.portal.clients.calling import call, given, with_query

Answer = dict[str, Any]


def agency(agency_id: str) -> Answer:
    """Return one agency."""
    found: Answer = call("partners", "GET", f"/agencies/{agency_id}").json
    return found


def agencies() -> list[Answer]:
    """Return the agencies that the visitor may see, fifty at most."""
    found: list[Answer] = call("partners", "GET", "/agencies?limit=50").json["items"]
    return found


def for_courses(agency_id: str) -> list[Answer]:
    """Return an agency's own courses and facilitators for courses, in all states."""
    kinds = "kind=course&kind=facilitator"
    path = f"/offerings?limit=200&agency_id={agency_id}&{kinds}"
    found: list[Answer] = call("partners", "GET", path).json["items"]
    return found


def offerings(agency_id: str | None = None, after: str | None = None) -> Answer:
    """Return a page of offerings; an agency's own in all states."""
    found: Answer = call(
        "partners", "GET", with_query("/offerings", limit=50, agency_id=agency_id, after=after)
    ).json
    return found


def offering(offering_id: str) -> Answer:
    """Return one offering."""
    found: Answer = call("partners", "GET", f"/offerings/{offering_id}").json
    return found


def register(agency_id: str, body: Answer) -> Answer:
    """Register an offering."""
    return _post(f"/agencies/{agency_id}/offerings", body)


def change(offering_id: str, body: Answer) -> Answer:
    """Change an offering."""
    done: Answer = call("partners", "PATCH", f"/offerings/{offering_id}", json_body=body).json
    return done


def move(offering_id: str, to: str) -> Answer:
    """Open, close or withdraw an offering."""
    return _post(f"/offerings/{offering_id}/states", {"to": to})


def requests() -> list[Answer]:
    """Return what the agency is or was asked, newest first."""
    found: list[Answer] = call("partners", "GET", "/matches?limit=50").json["items"]
    return found


def request(match_id: str) -> Answer:
    """Return one request."""
    found: Answer = call("partners", "GET", f"/matches/{match_id}").json
    return found


def answer(match_id: str, **facts: Any) -> Answer:
    """Answer a request: `answer` yes or no, `reason` for oneself and the coach."""
    return _post(f"/matches/{match_id}/answers", given(**facts))


def take_in(agency_id: str, content: bytes, media_type: str, *, dry_run: bool) -> Answer:
    """Take in a sheet of offerings, or only tell what would happen."""
    path = f"/agencies/{agency_id}/imports?dry_run={int(dry_run)}"
    done: Answer = call("partners", "POST", path, raw=(content, media_type)).json
    return done


def _post(path: str, body: Answer) -> Answer:
    done: Answer = call("partners", "POST", path, json_body=body).json
    return done
