"""What pages ask of congregations about how a journey begins."""

from typing import Any

from services.portal.clients.calling import call, given

Answer = dict[str, Any]


def intake(congregation_id: str) -> Answer:
    """Return `{relations, congregation, journey, next, enquiries, conversations, proposals}`."""
    found: Answer = call("congregations", "GET", f"/congregations/{congregation_id}/intake").json
    return found


def note_enquiry(congregation_id: str, **facts: Any) -> Answer:
    """Write down what a congregation asks."""
    return _post(f"/congregations/{congregation_id}/enquiries", given(**facts))


def note_conversation(congregation_id: str, **facts: Any) -> Answer:
    """Write down a first conversation."""
    return _post(f"/congregations/{congregation_id}/conversations", given(**facts))


def write_proposal(congregation_id: str, proposal_id: str | None, body: Answer) -> Answer:
    """Write a new version of the proposal, or the draft otherwise."""
    if proposal_id is None:
        return _post(f"/congregations/{congregation_id}/proposals", body)
    path = f"/proposals/{proposal_id}"
    done: Answer = call("congregations", "PUT", path, json_body=body).json
    return done


def offer(proposal_id: str) -> Answer:
    """Lay a proposal before the congregation."""
    done: Answer = call("congregations", "POST", f"/proposals/{proposal_id}/offer").json
    return done


def withdraw(proposal_id: str, reason: str | None) -> Answer:
    """Take a proposal back."""
    return _post(f"/proposals/{proposal_id}/withdrawal", {"reason": reason})


def answer(proposal_id: str, **facts: Any) -> Answer:
    """Keep the council's answer."""
    return _post(f"/proposals/{proposal_id}/answers", given(**facts))


def _post(path: str, body: Answer) -> Answer:
    done: Answer = call("congregations", "POST", path, json_body=body).json
    return done
