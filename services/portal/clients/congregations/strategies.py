"""What coaches, leaders and working groups ask of a strategy."""

from typing import Any

from services.portal.clients.calling import call

Answer = dict[str, Any]


def newest(congregation_id: str) -> Answer:
    """Return the version in work or else the one that holds, with everything around it."""
    return _get(f"/congregations/{congregation_id}/strategy")


def version(strategy_id: str) -> Answer:
    """Return one version as `newest`, with what it has otherwise than the one before it."""
    return _get(f"/strategies/{strategy_id}")


def begin(journey_id: str) -> Answer:
    """Begin the first version."""
    return _post(f"/journeys/{journey_id}/strategies")


def next_version(strategy_id: str) -> Answer:
    """Begin a version that holds all that this one does."""
    return _post(f"/strategies/{strategy_id}/next")


def revise(strategy_id: str, body: Answer) -> Answer:
    """Write the foundation of a draft."""
    return _patch(f"/strategies/{strategy_id}", body)


def move(strategy_id: str, to: str, reason: str | None = None) -> Answer:
    """Share a draft, take it back or withdraw it."""
    return _post(f"/strategies/{strategy_id}/states", {"to": to, "reason": reason})


def adopt(strategy_id: str, body: Answer) -> Answer:
    """Write down that the congregation's body adopted it."""
    return _post(f"/strategies/{strategy_id}/adoption", body)


def object_to(strategy_id: str, text: str) -> Answer:
    """Note what somebody holds against a shared version."""
    return _post(f"/strategies/{strategy_id}/objections", {"text": text})


def answer_objection(objection_id: str, answer: str) -> Answer:
    """Write what is answered to an objection."""
    return _post(f"/strategy-objections/{objection_id}/answer", {"answer": answer})


def add_gap(strategy_id: str, body: Answer) -> Answer:
    """Add a gap to a draft."""
    return _post(f"/strategies/{strategy_id}/gaps", body)


def add_goal(strategy_id: str, body: Answer) -> Answer:
    """Add a goal to a draft."""
    return _post(f"/strategies/{strategy_id}/goals", body)


def add_action(goal_id: str, body: Answer) -> Answer:
    """Add an action to a goal."""
    return _post(f"/goals/{goal_id}/actions", body)


def revise_part(kind: str, part_id: str, body: Answer) -> Answer:
    """Put a part (`gaps`, `goals` or `actions`) otherwise."""
    return _patch(f"/{kind}/{part_id}", body)


def drop_part(kind: str, part_id: str) -> None:
    """Take a part (`gaps`, `goals` or `actions`) out of a draft."""
    call("congregations", "DELETE", f"/{kind}/{part_id}")


def report_progress(action_id: str, to: str, note: str) -> Answer:
    """Write where an action has come to."""
    return _post(f"/actions/{action_id}/states", {"to": to, "note": note})


def _get(path: str) -> Answer:
    found: Answer = call("congregations", "GET", path).json
    return found


def _post(path: str, body: Answer | None = None) -> Answer:
    done: Answer = call("congregations", "POST", path, json_body=body).json
    return done


def _patch(path: str, body: Answer) -> Answer:
    done: Answer = call("congregations", "PATCH", path, json_body=body).json
    return done
