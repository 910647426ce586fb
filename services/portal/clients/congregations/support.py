"""What pages ask about support in a congregation, and what the holder of a slip asks."""

from typing import Any

from services.portal.clients.calling import call, given
from shared.web import edge

Answer = dict[str, Any]


def support(congregation_id: str) -> Answer:
    """Return `{relations, congregation, journey_id, groups, measures}` of the newest journey."""
    found: Answer = call("congregations", "GET", f"/congregations/{congregation_id}/support").json
    return found


def add_group(journey_id: str, **facts: Any) -> Answer:
    """Add a group that must be carried along."""
    return _post(f"/journeys/{journey_id}/support/groups", given(**facts))


def change_group(group_id: str, facts: Answer) -> Answer:
    """Put a group otherwise."""
    done: Answer = call(
        "congregations", "PATCH", f"/support/groups/{group_id}", json_body=facts
    ).json
    return done


def drop_group(group_id: str) -> None:
    """Take a group out of the plan."""
    call("congregations", "DELETE", f"/support/groups/{group_id}")


def add_step(group_id: str, **facts: Any) -> Answer:
    """Plan what is done with a group."""
    return _post(f"/support/groups/{group_id}/steps", given(**facts))


def change_step(step_id: str, facts: Answer) -> Answer:
    """Note that a step was done."""
    done: Answer = call("congregations", "PATCH", f"/support/steps/{step_id}", json_body=facts).json
    return done


def drop_step(step_id: str) -> None:
    """Take a step out of the plan."""
    call("congregations", "DELETE", f"/support/steps/{step_id}")


def prepare(journey_id: str, body: Answer) -> Answer:
    """Prepare a measure: `kind`, `groups`, `questions`."""
    return _post(f"/journeys/{journey_id}/support/measures", body)


def throw_away(measure_id: str) -> None:
    """Throw away a measure that was never opened."""
    call("congregations", "DELETE", f"/support/{measure_id}")


def set_threshold(measure_id: str, **facts: Any) -> Answer:
    """Set the threshold: `share`, `response`, `no_grave`."""
    return _post(f"/support/{measure_id}/thresholds", facts)


def open_measure(measure_id: str) -> Answer:
    """Open a measure."""
    return _post(f"/support/{measure_id}/opening", None)


def close(measure_id: str) -> Answer:
    """Close a measure."""
    return _post(f"/support/{measure_id}/closing", None)


def hand_out(measure_id: str, group_id: str, number: int, *, anew: bool) -> list[str]:
    """Return fresh tokens for so many slips of a group."""
    body = {"group_id": group_id, "number": number, "anew": anew}
    tokens: list[str] = _post(f"/support/{measure_id}/slips", body)["tokens"]
    return tokens


def count(measure_id: str, body: Answer) -> Answer:
    """Type in what was counted: `held_on`, `groups`."""
    done: Answer = call(
        "congregations", "PUT", f"/support/{measure_id}/counts", json_body=body
    ).json
    return done


def note_objection(measure_id: str, **facts: Any) -> Answer:
    """Write down an objection that was heard."""
    return _post(f"/support/{measure_id}/objections", facts)


def answer_objection(objection_id: str, facts: Answer) -> Answer:
    """Answer an objection."""
    done: Answer = call(
        "congregations", "PATCH", f"/support/objections/{objection_id}", json_body=facts
    ).json
    return done


def decide(measure_id: str, **facts: Any) -> Answer:
    """Write down what the body decided."""
    return _post(f"/support/{measure_id}/decision", given(**facts))


def read_slip(token: str) -> Answer:
    """Return `{congregation_name, questions, state}` of a slip; asked as nobody."""
    found: Answer = _as_nobody("/support/slips/check", {"token": token}).json
    return found


def hand_in(token: str, **facts: Any) -> bool:
    """Hand a slip in, as nobody."""
    _as_nobody("/support/slips", {"token": token, **facts})
    return True


def _as_nobody(path: str, body: Answer) -> Any:
    return edge.tools().client.call("congregations", "POST", path, json_body=body)


def _post(path: str, body: Answer | None) -> Answer:
    done: Answer = call("congregations", "POST", path, json_body=body).json
    return done
