"""What everybody asks of scheduling: own dates, own feeds, own choice."""

from typing import Any

from services.portal.clients.calling import call, with_query
from shared.errors import NotFound

Answer = dict[str, Any]


def sessions(congregation_id: str) -> list[Answer]:
    """Return the sessions by time of a congregation that the visitor may read.

    In the first moments of a congregation scheduling has not heard of it; then there are none.
    """
    path = with_query("/sessions", congregation_id=congregation_id, limit=100)
    try:
        found: list[Answer] = call("scheduling", "GET", path).json["items"]
    except NotFound:
        return []
    return found


def session(session_id: str) -> Answer:
    """Return one session."""
    found: Answer = call("scheduling", "GET", f"/sessions/{session_id}").json
    return found


def answer_session(session_id: str, answer: str) -> Answer:
    """Tell whether one comes: accepted, declined or tentative."""
    path = f"/sessions/{session_id}/answer"
    done: Answer = call("scheduling", "POST", path, json_body={"answer": answer}).json
    return done


def calendar() -> list[Answer]:
    """Return one's own sessions by time."""
    found: list[Answer] = call("scheduling", "GET", "/calendar?limit=100").json["items"]
    return found


def feeds() -> list[Answer]:
    """Return the calendar links that one gave out."""
    found: list[Answer] = call("scheduling", "GET", "/feeds").json["items"]
    return found


def new_feed(device: str, language: str) -> str:
    """Make a calendar link; returns its address, which is shown only now."""
    body = {"device": device, "language": language}
    address: str = call("scheduling", "POST", "/feeds", json_body=body).json["url"]
    return address


def end_feed(feed_id: str) -> None:
    """End a calendar link."""
    call("scheduling", "DELETE", f"/feeds/{feed_id}")


def choice() -> str:
    """Return how one wants to hear of dates: invitation, feed or none."""
    chosen: str = call("scheduling", "GET", "/preference").json["choice"]
    return chosen


def choose(choice: str) -> str:
    """Choose how to hear of dates."""
    body = {"choice": choice}
    chosen: str = call("scheduling", "PUT", "/preference", json_body=body).json["choice"]
    return chosen
