"""What pages ask about a launch that is prepared."""

from typing import Any

from services.portal.clients.calling import call, given

Answer = dict[str, Any]


def launch(congregation_id: str) -> Answer:
    """Return `{relations, congregation, agreed, plan, decision, session, ground, launch, …}`."""
    found: Answer = call("congregations", "GET", f"/congregations/{congregation_id}/launch").json
    return found


def save_plan(journey_id: str, body: Answer) -> Answer:
    """Plan the launch, or change what is given; `version` is the one last seen."""
    done: Answer = call(
        "congregations", "PUT", f"/journeys/{journey_id}/launch-plan", json_body=body
    ).json
    return done


def decide_go(plan_id: str, **facts: Any) -> Answer:
    """Write down that the body said go."""
    return _post(f"/launch-plans/{plan_id}/go", given(**facts))


def postpone(plan_id: str, reason: str) -> Answer:
    """Put the launch off."""
    return _post(f"/launch-plans/{plan_id}/postponement", {"reason": reason})


def wrap(plan_id: str, note: str) -> Answer:
    """Finish what came after the launch."""
    return _post(f"/launch-plans/{plan_id}/wrapping", {"note": note})


def add_option(plan_id: str, **facts: Any) -> Answer:
    """Offer a way to join."""
    return _post(f"/launch-plans/{plan_id}/options", given(**facts))


def drop_option(option_id: str) -> None:
    """No longer offer a way to join."""
    call("congregations", "DELETE", f"/join-options/{option_id}")


def count_cards(option_id: str, number: int) -> Answer:
    """Add cards to an option's tally."""
    return _post(f"/join-options/{option_id}/tallies", {"number": number})


def _post(path: str, body: Answer) -> Answer:
    done: Answer = call("congregations", "POST", path, json_body=body).json
    return done
