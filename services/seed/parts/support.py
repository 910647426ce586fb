"""Support in a congregation: groups and steps, a count that is closed, a survey that is open."""

from typing import Any

from services.seed.parts.scene import Scene

GROUPS: tuple[dict[str, Any], ...] = (
    {
        "name": "Jeugd",
        "influence": "high",
        "size": 35,
        "stance_now": "neutral",
        "stance_desired": "leading",
    },
    {
        "name": "Ouderen",
        "influence": "medium",
        "size": 60,
        "stance_now": "reserved",
        "stance_desired": "in_favour",
    },
    {
        "name": "Diaconie",
        "influence": "high",
        "size": 7,
        "stance_now": "against",
        "stance_desired": "neutral",
    },
)
# per group: kind, what, days from now, role, where the group stands after it (None: to come)
STEPS = (
    ("conversation", "Pizza en het plan, met vragen over en weer", -20, "jeugdouderling"),
    ("house_group", "Koffieochtend over vijftig jaar zending in de gemeente", -9, "voorganger"),
    ("conversation", "Samen rekenen: wat kan er af, wat komt erbij?", 12, "voorzitter"),
)
AFTER = ("in_favour", "neutral")
COUNT = {"present": 84, "in_favour": 61, "with_reservations": 12, "against": 7, "abstained": 4}
QUESTIONS = (
    {"nl": "Ik begrijp waar wij heen willen.", "en": "I understand where we want to go."},
    {"nl": "Ik wil er zelf aan meedoen.", "en": "I want to take part in it myself."},
)
SLIPS = ([5, 4], [4, 4], [4, 2], [5, 5], [3, 3], [4, 5])
THRESHOLD = {"share": 70, "response": 40, "no_grave": True}


def create(scene: Scene) -> None:
    """Write down which groups must be carried along, and what is done with each."""
    base = f"/journeys/{scene.journey['id']}/support"
    for place, (group, step) in enumerate(zip(GROUPS, STEPS, strict=True)):
        group_id = scene.lead("POST", f"{base}/groups", group)["id"]
        kind, text, days, role = step
        wanted = {"kind": kind, "text": text, "on_day": scene.day(days), "role": role}
        made = scene.lead("POST", f"/support/groups/{group_id}/steps", wanted)
        if days < 0:
            done = {"done_on": scene.day(days), "stance_after": AFTER[place]}
            scene.lead("PATCH", f"/support/steps/{made['id']}", done)


def count(scene: Scene) -> None:
    """Count hands at a meeting of the congregation; what the council decides is still open."""
    made = _prepare(scene, {"groups": [{"name": "Gemeentevergadering", "invited": 190}]})
    path = f"/support/{made['id']}"
    counted = {"id": made["groups"][0]["id"], **COUNT}
    scene.lead("PUT", f"{path}/counts", {"held_on": scene.day(-4), "groups": [counted]})
    objection = {"text": "Blijft er geld over voor het orgel?", "theme": "Geld"}
    heard = scene.lead("POST", f"{path}/objections", objection)
    answer = {"answer": "Ja; dit komt uit de zendingscollecten, niet uit het onderhoud."}
    scene.lead("PATCH", f"/support/objections/{heard['id']}", answer)
    scene.lead("POST", f"{path}/closing")


def survey(scene: Scene) -> None:
    """Ask the groups on slips; some came in, the survey is open."""
    seen = scene.lead("GET", f"{scene.base}/support")
    youth = next(group for group in seen["groups"] if group["name"] == "Jeugd")
    wish = {"kind": "survey", "groups": [{"group_id": youth["id"]}], "questions": list(QUESTIONS)}
    made = _prepare(scene, wish)
    wanted = {"group_id": made["groups"][0]["id"], "number": 20}
    tokens = scene.lead("POST", f"/support/{made['id']}/slips", wanted)["tokens"]
    for token, answers in zip(tokens, SLIPS, strict=False):
        scene.nobody("/support/slips", {"token": token, "answers": answers})


def _prepare(scene: Scene, wish: dict[str, Any]) -> Any:
    """Prepare a measure, set its threshold beforehand, and open it."""
    path = f"/journeys/{scene.journey['id']}/support/measures"
    made = scene.lead("POST", path, {"kind": "counted", **wish})
    scene.lead("POST", f"/support/{made['id']}/thresholds", THRESHOLD)
    scene.lead("POST", f"/support/{made['id']}/opening")
    return made
