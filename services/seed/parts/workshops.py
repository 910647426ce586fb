"""A workshop of which the report was published, with cards and the votes they got."""

from services.seed.parts.scene import Scene

AROUND = {
    "attendance": [
        {"role": "kerkenraad", "people": 6},
        {"role": "gemeenteleden", "people": 19},
        {"role": "jeugdleiding", "people": 4},
    ],
    "opening": "Wij lazen over de zending van de twaalf en waren even stil.",
    "agreed": "De werkgroep legt de uitkomst naast de vragenlijst en komt in de raad terug.",
}
# board, text, votes
CARDS = (
    ("strength", "Wie voor het eerst komt, wordt gezien en blijft koffiedrinken", 14),
    ("strength", "Een trouwe groep die elke week bidt", 9),
    ("strength", "Er wordt ruim gegeven als het doel een gezicht heeft", 6),
    ("improve", "Na een reis valt het contact stil", 12),
    ("improve", "De jeugd hoort pas van plannen als ze klaar zijn", 8),
    ("improve", "Niemand weet welke doelen wij dragen en waarom", 11),
    ("value", "Gastvrijheid", 13),
    ("value", "Trouw in het kleine", 7),
    ("unwritten_rule", "Zending is iets van de commissie", 10),
    ("unwritten_rule", "Een doel dat op de lijst staat gaat er nooit meer af", 15),
    ("unwritten_rule", "Wie iets voorstelt, mag het ook zelf doen", 9),
)


def publish(scene: Scene) -> None:
    """Hold the first evening of the part and publish its report."""
    begun = {
        "track_id": scene.track("discover")["id"],
        "kind": "discover_workshop",
        "title": "Eerste werkavond: wie zijn wij?",
        "held_on": scene.day(-12),
    }
    workshop = scene.coach("POST", f"{scene.base}/workshops", begun)["id"]
    cards = [{"board": board, "text": text, "votes": votes} for board, text, votes in CARDS]
    form = {"key": "eerste-avond", "cards": cards, "facts": AROUND}
    scene.coach("POST", f"/workshops/{workshop}/cards", form)
    scene.coach("POST", f"/workshops/{workshop}/publication", {})
