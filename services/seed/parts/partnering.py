"""Partners compared, visits planned, and what was agreed with the agency of an active match."""

from typing import Any

from services.seed.parts.scene import Scene
from services.seed.stories import staff_of

CRITERIA = (
    ("Past bij wat onze mensen kunnen", 3),
    ("Iemand die ons antwoord geeft", 2),
    ("Te dragen met ons geld", 2),
)
# what the working group found, criterion by criterion
FOUND = (("good", "good", "mixed"), ("mixed", "unknown", "good"), ("poor", "mixed", "good"))
PEOPLES = ("Herders in het hoogland", "Vissers aan de delta")
AGREED: dict[str, Any] = {
    "contributions": [
        {
            "side": "congregation",
            "who": "Gebedsgroep",
            "what": "Elke maandag bidden met het laatste nieuws",
            "means": "pray",
        },
        {
            "side": "congregation",
            "who": "Diaconie",
            "what": "Een vast deel van de collecten, ieder jaar opnieuw besloten",
            "means": "give",
        },
        {
            "side": "agency",
            "who": "Veldteam",
            "what": "Elk kwartaal een brief en een gesprek over het scherm",
        },
    ],
    "communication": "Een vast aanspreekpunt aan beide kanten; vragen binnen een week beantwoord.",
    "review_every": 6,
    "exit_notice": "Drie maanden van tevoren, in een gesprek en daarna op papier.",
    "exit_handover": "Wie het werk overneemt krijgt de brieven en de contacten.",
    "exit_public": "Wij vertellen het samen, met dank.",
}


def begin(scene: Scene) -> None:
    """Begin the part of the journey in which partners are looked for."""
    for state in ("agreed", "running"):
        path = f"/tracks/{scene.track('partner')['id']}/states"
        scene.coach("POST", path, {"to": state})


def compare(scene: Scene) -> None:
    """Lay the partner and two peoples beside each other; nothing was chosen yet."""
    content = {
        "congregation_id": scene.congregation_id,
        "title": "Met wie gaan wij verder?",
        "criteria": [{"name": name, "weight": weight} for name, weight in CRITERIA],
    }
    made = scene.lead("POST", "/shortlists", content, of="partners")
    wanted: list[dict[str, Any]] = [{"kind": "people_group", "name": name} for name in PEOPLES]
    if match := active_match(scene):
        wanted.insert(0, {"kind": "match", "match_id": match["id"]})
    seen = made
    for one in wanted:
        seen = scene.lead("POST", f"/shortlists/{made['id']}/candidates", one, of="partners")
    for candidate, verdicts in zip(seen["candidates"], FOUND, strict=False):
        judged = [
            {"criterion_id": criterion["id"], "verdict": verdict}
            for criterion, verdict in zip(made["criteria"], verdicts, strict=True)
        ]
        path = f"/candidates/{candidate['id']}/judgements"
        scene.lead("POST", path, {"judgements": judged}, of="partners")


def plan_visits(scene: Scene) -> None:
    """Plan two visits: one waits for the council's yes, the other is an idea."""
    about = {"congregation_id": scene.congregation_id}
    days = {"starts_on": scene.day(150), "ends_on": scene.day(161)}
    visit = {
        "kind": "country",
        "title": "Kennismaken met het veldteam",
        "place": "Hoofdstad en twee dorpen",
        "purpose": "Zien wie er werken, en vragen wat zij van een gemeente nodig hebben.",
        "party": [{"role": "kerkenraad", "number": 2}, {"role": "jeugdleiding", "number": 2}],
    }
    made = scene.lead("POST", "/visits", {**about, **days, **visit}, of="partners")
    weighed = {
        "version": made["version"],
        "risk_level": "medium",
        "weighed": "Rustige streek; reisadvies gelezen, verzekering en een plan als iemand ziek "
        "wordt. Het team reist niet in het donker.",
    }
    scene.lead("POST", f"/visits/{made['id']}/risk", weighed, of="partners")
    idea = {"kind": "agency", "title": "Een dag bij het kantoor"}
    scene.lead("POST", "/visits", {**about, **idea}, of="partners")


def agree(scene: Scene) -> None:
    """Let both sides accept what they agreed; without an active match nothing is agreed."""
    match = active_match(scene)
    staff = staff_of(scene.chapter, match) if match else None
    if match is None or staff is None:
        return
    text = {"match_id": match["id"], "starts_on": scene.day(-20), **AGREED}
    made = scene.lead("POST", "/agreements", text, of="partners")
    path = f"/agreements/{made['id']}"
    scene.lead("POST", f"{path}/readiness", {"version": 1}, of="partners")
    decided = {"version": 1, "body": "church_council", "held_on": scene.day(-2)}
    scene.lead("POST", f"{path}/acceptances", decided, of="partners")
    staff.call("partners", "POST", f"{path}/acceptances", {"version": 1})


def active_match(scene: Scene) -> Any:
    """Return the match that is active, or None."""
    path = f"/matches?congregation_id={scene.congregation_id}"
    found = scene.coach("GET", path, of="partners")["items"]
    return next((match for match in found if match["state"] == "active"), None)
