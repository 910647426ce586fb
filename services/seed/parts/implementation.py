"""After the launch: answers to how it goes, roles held and vacant, and a home team at work."""

from typing import Any

from services.seed.parts.scene import Scene

WELL = {
    "progress": "good",
    "goes_well": "De gebedsgroep groeit en de brieven worden gelezen.",
    "next_step": "Het thuisfront bereidt het verlof voor.",
}
STUCK = {
    "progress": "stuck",
    "goes_well": "Wie meedoet is trouw.",
    "blockers": "De trekker is verhuisd en niemand neemt het over; twee acties liggen stil.",
    "wish_to_talk": True,
}
# title, since how many days, held or vacant
ROLES = (
    ("Voorzitter van de zendingscommissie", 400, "held"),
    ("Contactpersoon voor de partner", 130, "held"),
    ("Coördinator gebed", 75, "vacant"),
)
LEAVE = "Elke twee jaar acht weken; wij zorgen voor een huis, een auto en rust in de eerste week."
CALAMITY = "Bel eerst het kantoor van de partner; de vertrouwenspersoon belt de familie."


def found_home_team(scene: Scene) -> None:
    """Form a home team that the council approved; one of its duties was done."""
    team = scene.lead("POST", f"{scene.base}/home-teams", {"title": "Thuisfront voor het veldteam"})
    path = f"/home-teams/{team['id']}"
    filled = ["chair", "treasurer", "communication", "prayer", "confidant"]
    plans = {"leave_plan": LEAVE, "calamity_protocol": CALAMITY}
    scene.lead("PATCH", path, {"size": 6, "filled": filled, **plans})
    approved = scene.decided("De raad stelt dit thuisfront aan.", days_ago=40)
    scene.lead("POST", f"{path}/states", {"to": "approved", **approved})
    scene.lead("POST", f"{path}/states", {"to": "active"})
    duty = team["duties"][0]["id"]
    scene.lead("POST", f"/duties/{duty}/done", {"on": scene.day(-10)})


def share_roles(scene: Scene) -> None:
    """Write down who holds which task; one has been vacant for long."""
    for title, days, state in ROLES:
        role = {"title": title, "on": scene.day(-days), "to": state}
        scene.lead("POST", f"{scene.base}/roles", role)


def answer_well(scene: Scene) -> None:
    """Answer, where it was asked, that it goes well."""
    _answer(scene, WELL)


def answer_stuck(scene: Scene) -> None:
    """Answer, where it was asked, that it is stuck."""
    _answer(scene, STUCK)


def _answer(scene: Scene, answer: dict[str, Any]) -> None:
    """Answer the oldest question that waits; at night nobody has been asked yet."""
    seen = scene.lead("GET", f"{scene.base}/implementation")
    waiting = [
        one for one in seen["check_ins"] if one["state"] == "due" and one["side"] == "congregation"
    ]
    if waiting:
        scene.lead("POST", f"/check-ins/{waiting[-1]['id']}/answer", answer)
