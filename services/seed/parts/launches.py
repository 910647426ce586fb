"""A launch that was held: its run sheet, the ways to join, and how many did."""

from services.seed.parts.scene import Scene

PLAN = {
    "starts_at": "10:00",
    "place": "Kerkzaal en het plein ervoor",
    "speakers": ["voorganger", "veldwerker van de partner", "jeugdouderling"],
    "run_sheet": [
        {"minute": 0, "what": "Zingen en welkom", "who": "voorganger"},
        {"minute": 15, "what": "Het verhaal van onze keuze", "who": "voorzitter"},
        {"minute": 35, "what": "Een groet van het veldteam", "who": "veldwerker"},
        {"minute": 50, "what": "Zes tafels: hoe doe je mee?", "who": "zendingscommissie"},
        {"minute": 80, "what": "Gebed in kleine groepen", "who": "ouderlingen"},
    ],
    "materials": [
        {"text": "Kaarten om op aan te geven hoe je meedoet", "done": True},
        {"text": "Een wereldkaart op de muur", "done": True},
        {"text": "Limonade voor op het plein", "done": True},
    ],
}
# means, what, places, how many cards at the launch and in the weeks after it
OPTIONS = (
    ("pray", "Meebidden in een gebedsgroep", None, (31, 4)),
    ("give", "Een vaste gift per maand", None, (22, 6)),
    ("go", "Mee op kennismaking", 6, (5,)),
    ("welcome", "Een gast van het veldteam in huis", 8, (3, 1)),
)


def hold(scene: Scene) -> None:
    """Write down how the launch was held, count who joined, and round it off."""
    path = f"/journeys/{scene.journey['id']}/launch-plan"
    plan = scene.lead("PUT", path, PLAN)["id"]
    for means, text, places, cards in OPTIONS:
        offered = {"means": means, "text": text, "capacity": places}
        option = scene.lead("POST", f"/launch-plans/{plan}/options", offered)["id"]
        for number in cards:
            scene.lead("POST", f"/join-options/{option}/tallies", {"number": number})
    note = {"note": "Een volle kerk; de kaarten liggen bij de commissie."}
    scene.lead("POST", f"/launch-plans/{plan}/wrapping", note)
