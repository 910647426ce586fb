"""What leaders ask of partners: the proposals of their coach."""

from typing import Any

from services.portal.clients.calling import call, given, with_query

Answer = dict[str, Any]


def proposals(congregation_id: str) -> list[Answer]:
    """Return the matches of a congregation as it may see them, newest first."""
    path = with_query("/matches", congregation_id=congregation_id, limit=50)
    found: list[Answer] = call("partners", "GET", path).json["items"]
    return found


def proposal(match_id: str) -> Answer:
    """Return one match."""
    found: Answer = call("partners", "GET", f"/matches/{match_id}").json
    return found


def answer(match_id: str, **facts: Any) -> Answer:
    """Say yes or no for the congregation: `answer`, `body`, `held_on`, `reason`."""
    done: Answer = call(
        "partners", "POST", f"/matches/{match_id}/answers", json_body=given(**facts)
    ).json
    return done
