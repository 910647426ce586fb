"""How a journey begins: a question, a conversation, a proposal and the council's yes."""

from services.tour.tale import Tale


def church_asks(tale: Tale) -> None:
    """The minister asks, and the coach writes it down."""
    asked = {"asked_by_role": "predikant", "question": "Hoe kunnen wij meer betekenen?"}
    path = f"/congregations/{tale.church}/enquiries"
    tale.ask("coach", "POST", path, {"on_day": tale.today.isoformat(), **asked})


def coach_and_council_talk(tale: Tale) -> None:
    """A first conversation; who was there is kept as roles and numbers."""
    talked = {
        "on_day": tale.today.isoformat(),
        "present": [{"role": "ouderling", "people": 4}, {"role": "zendingscommissie", "people": 3}],
        "moves": "Wij willen meer dan alleen geven.",
        "hopes": "Dat de hele gemeente meedoet.",
    }
    tale.ask("coach", "POST", f"/congregations/{tale.church}/conversations", talked)


def coach_offers(tale: Tale, *parts: str) -> None:
    """The coach writes a proposal of these parts and offers it."""
    wish = {
        "template": "brochure-8",
        "tracks": [{"kind": kind, "dates": "in het voorjaar"} for kind in parts],
        "takes_part": "De raad, de zendingscommissie en wie wil",
        "costs": "Een vrije gift",
    }
    path = f"/congregations/{tale.church}/proposals"
    tale.made["proposal"] = tale.ask("coach", "POST", path, wish)
    tale.ask("coach", "POST", f"/proposals/{tale.made['proposal']['id']}/offer")
    tale.settle()


def council_says_yes(tale: Tale) -> None:
    """The council accepts; the journey is open with exactly these parts."""
    path = f"/proposals/{tale.made['proposal']['id']}/answers"
    tale.ask("leader", "POST", path, {"answer": "yes", **tale.decided("Akkoord.")})


def council_says_yes_as_reported(tale: Tale) -> None:
    """The coach writes the yes down as somebody of the council told him."""
    path = f"/proposals/{tale.made['proposal']['id']}/answers"
    told = {"as_reported": {"by_role": "voorzitter"}}
    tale.ask("coach", "POST", path, {"answer": "yes", **tale.decided("Akkoord."), **told})
