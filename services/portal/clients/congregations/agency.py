"""What agencies ask of congregations: those to which they were introduced."""

from typing import Any

from services.portal.clients.calling import call


def open_courses() -> list[dict[str, Any]]:
    """Return when and where about courses are open; never whose they are nor who comes."""
    found: list[dict[str, Any]] = call("congregations", "GET", "/courses/open").json["items"]
    return found


def check_ins(agency_id: str) -> list[dict[str, Any]]:
    """Return `[{congregation, check_in, may_answer}]`, what the agency is asked, latest first."""
    path = f"/agencies/{agency_id}/check-ins"
    found: list[dict[str, Any]] = call("congregations", "GET", path).json["items"]
    return found


def check_in(check_in_id: str) -> dict[str, Any]:
    """Return `{congregation, check_in}` of one question to the agency."""
    found: dict[str, Any] = call("congregations", "GET", f"/check-ins/{check_in_id}").json
    return found


def answer_check_in(check_in_id: str, **facts: Any) -> dict[str, Any]:
    """Say how it goes with one agreement, for the agency."""
    path = f"/check-ins/{check_in_id}/answer"
    done: dict[str, Any] = call("congregations", "POST", path, json_body=facts).json
    return done


def card(congregation_id: str) -> dict[str, Any] | None:
    """Return `{id, name, place, …}` of a congregation; None for one that is not to be known."""
    found = call("congregations", "GET", f"/cards?ids={congregation_id}").json["items"]
    return found[0] if found else None
