"""What pages ask of congregations about check-ins, roles and the home team."""

from typing import Any

from services.portal.clients.calling import call, given

Answer = dict[str, Any]


def carrying(congregation_id: str) -> Answer:
    """Return `{relations, congregation, rhythm, check_ins, actions, roles, teams, today}`."""
    path = f"/congregations/{congregation_id}/implementation"
    found: Answer = call("congregations", "GET", path).json
    return found


def set_rhythm(congregation_id: str, weeks: int, *, paused: bool) -> Answer:
    """Choose how often to ask, in weeks, or let it rest."""
    body = {"weeks": weeks, "paused": paused}
    path = f"/congregations/{congregation_id}/rhythm"
    done: Answer = call("congregations", "PUT", path, json_body=body).json
    return done


def answer(check_in_id: str, **facts: Any) -> Answer:
    """Say how it goes; `told_by` when a coach writes down what he was told."""
    return _post(f"/check-ins/{check_in_id}/answer", given(**facts))


def add_role(congregation_id: str, **facts: Any) -> Answer:
    """Write down a task: `title`, `to` held or vacant, `on`, `person`, `note`."""
    return _post(f"/congregations/{congregation_id}/roles", given(**facts))


def hand_over(role_id: str, **facts: Any) -> Answer:
    """Let a role come into other hands: `to`, `on`, `person`, `note`."""
    return _post(f"/roles/{role_id}/handovers", given(**facts))


def drop_role(role_id: str) -> Answer:
    """Strike a role."""
    call("congregations", "DELETE", f"/roles/{role_id}")
    return {}


def found_team(congregation_id: str, title: str) -> Answer:
    """Begin a home team."""
    return _post(f"/congregations/{congregation_id}/home-teams", {"title": title})


def revise_team(team_id: str, body: Answer) -> Answer:
    """Put a home team otherwise."""
    done: Answer = call("congregations", "PATCH", f"/home-teams/{team_id}", json_body=body).json
    return done


def move_team(team_id: str, **facts: Any) -> Answer:
    """Bring a home team into its next state; approving takes the decision."""
    return _post(f"/home-teams/{team_id}/states", given(**facts))


def add_duty(team_id: str, **facts: Any) -> Answer:
    """Add a duty: `seat`, `title`, `every`, `next_on`."""
    return _post(f"/home-teams/{team_id}/duties", given(**facts))


def do_duty(duty_id: str) -> Answer:
    """Note that a duty was done today."""
    return _post(f"/duties/{duty_id}/done", {})


def drop_duty(duty_id: str) -> Answer:
    """Strike a duty."""
    call("congregations", "DELETE", f"/duties/{duty_id}")
    return {}


def _post(path: str, body: Answer) -> Answer:
    done: Answer = call("congregations", "POST", path, json_body=body).json
    return done
