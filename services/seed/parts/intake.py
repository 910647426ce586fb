"""A congregation that asked, was visited, and has a proposal on the council's table."""

from services.seed.parts.scene import Scene

QUESTION = (
    "Wij geven al jaren aan hetzelfde werk en weten niet meer waarom. Kunt u ons helpen om "
    "opnieuw te kiezen?"
)
TALK = {
    "how": "visit",
    "present": [
        {"role": "kerkenraad", "people": 5},
        {"role": "zendingscommissie", "people": 3},
    ],
    "moves": "Er komen nieuwe gezinnen in de wijk, ook uit andere landen.",
    "hopes": "Dat jongeren en ouderen samen iets doen waar zij blij van worden.",
    "holds_back": "Weinig avonden over; de vorige cursus liep leeg.",
    "agreements": "De coach schrijft een voorstel van een bladzijde voor de volgende raad.",
}
PLAN = {
    "template": "brochure-8",
    "opening": "U zoekt een werk dat bij uw gemeente past. Zo kunnen wij beginnen.",
    "tracks": [
        {"kind": "kairos", "dates": "dinsdagavonden na de kerstvakantie"},
        {"kind": "discover", "dates": "twee avonden en een zaterdag in het voorjaar"},
    ],
    "takes_part": "De raad, de zendingscommissie en ieder die mee wil denken.",
    "costs": "Een vrije gift en het materiaal van de cursus.",
}


def offer(scene: Scene) -> None:
    """Write down the question and the first conversation, and offer a proposal."""
    asked = {"on_day": scene.day(-34), "asked_by_role": "scriba", "question": QUESTION}
    scene.coach("POST", f"{scene.base}/enquiries", {**asked, "how": "mail"})
    scene.coach("POST", f"{scene.base}/conversations", {"on_day": scene.day(-15), **TALK})
    made = scene.coach("POST", f"{scene.base}/proposals", PLAN)
    scene.coach("POST", f"/proposals/{made['id']}/offer")
