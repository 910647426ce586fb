"""Strategies with gaps, goals and actions: one that is shared, others that were adopted."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from services.seed.parts.scene import Scene

Plan = dict[str, Any]

HOURS = 3  # the place of an action's hours, after which its state and a few words may stand
ADOPTED = "De raad neemt deze strategie aan en legt haar in de gemeente voor."


def share(scene: Scene) -> None:
    """Lay a first version before the leaders, with an objection that waits for an answer."""
    strategy = _write(scene, _plans()["city"])
    objection = {"text": "Drie avonden in de week is voor de diaconie te veel."}
    scene.lead("POST", f"/strategies/{strategy}/objections", objection)


def adopt_far(scene: Scene) -> None:
    """Let the council adopt a strategy with a people in the highlands, long ago."""
    _adopt(scene, _plans()["far"], days_ago=190)


def adopt_delta(scene: Scene) -> None:
    """Let the council adopt a strategy with a people at the water."""
    _adopt(scene, _plans()["delta"], days_ago=8)


@cache
def _plans() -> dict[str, Plan]:
    """Return the invented strategies by name."""
    text = files("services.seed.parts").joinpath("plans.toml").read_text("utf-8")
    return tomllib.loads(text)


def _adopt(scene: Scene, plan: Plan, *, days_ago: int) -> None:
    """Let the council adopt a strategy; its actions are in different states."""
    strategy = _write(scene, plan)
    decided = scene.decided(ADOPTED, days_ago=days_ago)
    scene.lead("POST", f"/strategies/{strategy}/adoption", decided)
    adopted = scene.coach("GET", f"{scene.base}/strategy")["adopted"]
    begun = [action[HOURS + 1 :] for goal in plan["goals"] for action in goal["actions"]]
    actions = [action["id"] for goal in adopted["goals"] for action in goal["actions"]]
    for action_id, said in zip(actions, begun, strict=True):
        if said:
            to, note = said
            scene.lead("POST", f"/actions/{action_id}/states", {"to": to, "note": note})


def _write(scene: Scene, plan: Plan) -> str:
    """Write a version and share it; returns its id."""
    made = scene.coach("POST", f"/journeys/{scene.journey['id']}/strategies")
    path = f"/strategies/{made['id']}"
    foundation = {**plan["foundation"], "horizon": scene.day(5 * 365)}
    scene.coach("PATCH", path, {"revision": made["revision"], **foundation})
    gaps = [scene.lead("POST", f"{path}/gaps", gap)["id"] for gap in plan["gaps"]]
    for goal in plan["goals"]:
        _add_goal(scene, path, goal, gaps)
    scene.coach("POST", f"{path}/states", {"to": "shared"})
    strategy: str = made["id"]
    return strategy


def _add_goal(scene: Scene, path: str, goal: dict[str, Any], gaps: list[str]) -> None:
    facts = {name: goal[name] for name in ("what", "measure", "baseline", "target")}
    when = {"gap_id": gaps[goal["gap"]], "by": scene.day(goal["days"])}
    goal_id = scene.lead("POST", f"{path}/goals", {**facts, **when})["id"]
    for title, role, days, hours, *_begun in goal["actions"]:
        action = {"title": title, "accountable_role": role, "hours_band": hours}
        scene.lead("POST", f"/goals/{goal_id}/actions", {**action, "due_on": scene.day(days)})
