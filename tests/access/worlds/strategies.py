"""The things of strategies in the world that the access tests replay."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.access.world import Builder

DECISION = {"body": "church_council", "held_on": "2026-11-20"}


def build(builder: "Builder") -> None:
    """Add them, over HTTP, and note their ids in `builder.ids`.

    Congregation a has an adopted version and a draft, b an adopted one and one that is shared,
    and one that only its coach knows has a version that was withdrawn.
    """
    for place, coach in (("a", "coach_k"), ("b", "coach_l")):
        _adopted(builder, place, coach)
        _note(
            builder,
            f"draft_strategy_{place}",
            coach,
            f"POST /strategies/{{plan_held_{place}}}/next",
        )
    _fill_draft(builder)
    _share(builder)
    _withdraw(builder)


def _adopted(builder: "Builder", place: str, coach: str) -> None:
    seen = builder.do(coach, "congregations", f"GET /congregations/{{{place}}}/strategy")
    if seen["adopted"]:
        builder.ids[f"plan_held_{place}"] = seen["adopted"]["id"]
        return
    held = f"plan_held_{place}"
    _note(builder, held, coach, f"POST /journeys/{{journey_{place}}}/strategies")
    vision = {"revision": 1, "vision": f"Visie geheim {place}"}
    builder.do(coach, "congregations", f"PATCH /strategies/{{{held}}}", vision)
    builder.do(coach, "congregations", f"POST /strategies/{{{held}}}/states", {"to": "shared"})
    decision = {**DECISION, "text": f"Strategie geheim {place}"}
    route = f"POST /strategies/{{{held}}}/adoption"
    builder.do(f"leader_{place}", "congregations", route, decision)


def _fill_draft(builder: "Builder") -> None:
    route = "POST /strategies/{draft_strategy_a}"
    gap = {"area": "Gebed geheim a", "desired": 4}
    _note(builder, "gap_a", "group_a", f"{route}/gaps", gap)
    goal = {"what": "Doel geheim a"}
    _note(builder, "goal_a", "group_a", f"{route}/goals", goal)
    _note(builder, "empty_goal_a", "group_a", f"{route}/goals", goal)
    action = {"title": "Actie geheim a", "accountable_role": "ouderling"}
    _note(builder, "action_a", "group_a", "POST /goals/{goal_a}/actions", action)


def _share(builder: "Builder") -> None:
    route = "POST /strategies/{draft_strategy_b}"
    _note(builder, "goal_b", "coach_l", f"{route}/goals", {"what": "Doel geheim b"})
    action = {"title": "Actie geheim b", "accountable_role": "ouderling"}
    _note(builder, "action_b", "coach_l", "POST /goals/{goal_b}/actions", action)
    builder.do("coach_l", "congregations", f"{route}/states", {"to": "shared"})
    decision = {**DECISION, "text": "Strategie geheim b"}
    builder.do("leader_b", "congregations", f"{route}/adoption", decision)
    builder.ids["plan_held_b"] = builder.ids["draft_strategy_b"]
    _note(builder, "shared_b", "coach_l", "POST /strategies/{plan_held_b}/next")
    builder.do("coach_l", "congregations", "POST /strategies/{shared_b}/states", {"to": "shared"})
    text = {"text": "Bezwaar geheim b"}
    _note(builder, "objection_b", "leader_b", "POST /strategies/{shared_b}/objections", text)


def _withdraw(builder: "Builder") -> None:
    church = {"name": "Gemeente met oud plan", "place": "Utrecht"}
    _note(builder, "d", "coach_k", "POST /congregations", church)
    template = {"template": "o3"}
    _note(builder, "journey_d", "coach_k", "POST /congregations/{d}/journeys", template)
    _note(builder, "withdrawn_d", "coach_k", "POST /journeys/{journey_d}/strategies")
    route = "POST /strategies/{withdrawn_d}/states"
    builder.do("coach_k", "congregations", route, {"to": "withdrawn"})


def _note(builder: "Builder", name: str, who: str, route: str, body: object = None) -> None:
    builder.ids[name] = builder.do(who, "congregations", route, body)["id"]
