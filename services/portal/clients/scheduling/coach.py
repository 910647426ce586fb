"""What coaches ask of scheduling: plan, move and cancel sessions and course runs."""

from typing import Any

from services.portal.clients.calling import call, given

Answer = dict[str, Any]


def plan(**facts: Any) -> Answer:
    """Plan a session; everybody concerned gets a letter."""
    return _post("/sessions", given(**facts))


def change(session_id: str, body: Answer) -> Answer:
    """Move or change a session; it keeps its calendar entry."""
    done: Answer = call("scheduling", "PATCH", f"/sessions/{session_id}", json_body=body).json
    return done


def confirm(session_id: str, body: Answer) -> Answer:
    """Give an evaluation or check-up a firm date."""
    return _post(f"/sessions/{session_id}/confirmation", body)


def cancel(session_id: str, paragraph: str) -> Answer:
    """Cancel a session."""
    return _post(f"/sessions/{session_id}/cancellation", given(paragraph=paragraph or None))


def run(*, dry_run: bool, **facts: Any) -> Answer:
    """Plan a course run around the holidays, or only show how it would be."""
    return _post(f"/runs{'?dry_run=1' if dry_run else ''}", given(**facts))


def _post(path: str, body: Answer) -> Answer:
    done: Answer = call("scheduling", "POST", path, json_body=body).json
    return done
