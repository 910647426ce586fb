"""The coach's and the leader's way through a journey, on a phone: tapping and typing only."""

import pytest

from services.tour.chapters import beginning, discovering
from tests.browser.conftest import Visits
from tests.browser.house import House
from tests.browser.phone import Phone
from tests.journeys.story import Story


@pytest.fixture
def coach(visits: Visits, house: House) -> Phone:
    return Phone(visits, house)


@pytest.fixture
def leader(visits: Visits, house: House) -> Phone:
    return Phone(visits, house)


def asked(house: House, name: str) -> Story:
    """Return a congregation that asked, and talked with its coach."""
    story = house.begin(name)
    beginning.church_asks(story)
    beginning.coach_and_council_talk(story)
    return story


def test_a_coach_offers_a_proposal(coach: Phone, house: House) -> None:
    story = asked(house, "De Steiger")
    coach.sign_in(story, "coach")
    coach.tap("De Steiger Ede")
    coach.tap("Hoe we beginnen")
    coach.tap("Het voorstel schrijven")
    coach.untick("Kairos-cursus")
    coach.tick("Mobilisatie")
    coach.write("Eén zin om mee te beginnen", "Samen zien waar God ons roept.")
    coach.write("Wie doet er mee?", "De raad en de zendingscommissie")
    coach.tap("Het concept bewaren")

    assert coach.reads("Het concept is bewaard")

    coach.tap("Aan de leiders voorleggen")

    assert coach.reads("De leiders krijgen een mail")
    assert "proposal_offered" in story.letters("leader")


def test_a_coach_types_along_and_the_report_is_there_before_people_leave(
    coach: Phone, house: House
) -> None:
    story = asked(house, "De Kade")
    beginning.coach_offers(story, "discover")
    beginning.council_says_yes(story)
    story.walk("discover", "running")
    coach.sign_in(story, "coach")
    coach.tap("De Kade Ede")
    coach.tap("Workshops en verslagen")
    coach.choose("Welke avond?", "Ontdekken: Waar staan we nu?")
    coach.tap("Beginnen")
    coach.write("Waar bent u dankbaar voor", "Wij zijn gastvrij\nmeer gebed (7)")
    coach.write("Waar loopt het vast", "Weinig jonge mensen")
    coach.tap("Kaarten toevoegen")
    coach.tap("Naar het verslag")
    coach.tap("Het verslag publiceren")
    coach.tap("Lezen en afdrukken")

    assert coach.reads("Wij zijn gastvrij")
    assert coach.reads("Weinig jonge mensen")
    assert "report_ready" in story.letters("leader")


def test_a_coach_writes_down_a_call_and_a_launch(coach: Phone, house: House) -> None:
    story = asked(house, "De Dijk")
    beginning.coach_offers(story, "mobilisation", "synergy", "launch")
    beginning.council_says_yes(story)
    story.take_over_from_paper("mobilisation")
    coach.sign_in(story, "coach")
    coach.unfold("Contact noteren")
    coach.write("In één regel", "Gebeld: zondag is de lancering.")
    coach.tap("Opslaan")

    assert coach.reads("Gebeld: zondag is de lancering.")

    coach.tap("De Dijk Ede")
    coach.tap_part("De lancering voorbereiden")
    coach.unfold("Lancering vastleggen")
    coach.write("Op welke dag was de lancering?", story.today.isoformat())
    coach.write("Waarom gaat u door", "De gemeente staat er al achter.")
    coach.tap("Lancering vastleggen")

    assert story.here("journey")["launch"]["held_on"] == story.today.isoformat()
    assert coach.reads("De lancering was op")


def test_a_leader_reads_the_proposal_and_says_yes(leader: Phone, house: House) -> None:
    story = asked(house, "De Vest")
    beginning.coach_offers(story, "kairos", "discover")
    leader.sign_in(story, "leader")
    leader.tap("Hoe we beginnen")

    assert leader.reads("Kairos-cursus")

    leader.tick("Ja, deze weg gaan we")
    leader.write("Wat is er besloten", "Wij gaan deze weg.")
    leader.choose("Wie heeft besloten?", "Kerkenraad")
    leader.write("Op welke dag?", story.today.isoformat())
    leader.tap("Het antwoord bewaren")

    assert leader.reads("Het ja is bewaard")
    assert story.states() == {"kairos": "agreed", "discover": "agreed"}


def test_a_leader_opens_the_report_of_an_evening(leader: Phone, house: House) -> None:
    story = asked(house, "De Poort")
    beginning.coach_offers(story, "discover")
    beginning.council_says_yes(story)
    story.walk("discover", "running")
    discovering.workshop_is_reported(story, "discover", strength=["Er wordt gezongen"])
    leader.sign_in(story, "leader")
    leader.tap("Workshops en verslagen")
    leader.tap_part("Waar staan we nu?")
    leader.tap("Lezen en afdrukken")

    assert leader.reads("Er wordt gezongen")


def test_a_leader_answers_from_the_mail_without_signing_in(leader: Phone, house: House) -> None:
    story = asked(house, "De Singel")
    beginning.coach_offers(story, "mobilisation", "launch", "implementation")
    beginning.council_says_yes(story)
    story.take_over_from_paper("mobilisation", "launch")
    story.walk("implementation", "running")
    story.pass_time(days=43)
    leader.open(house.mailed(story, "leader", "/check-in/"))
    leader.tick("Langzaam")
    leader.write("Wat gaat er goed?", "De gebedsgroep komt samen.")
    leader.tap("Antwoord versturen")
    answered = [one for one in story.here("implementation")["check_ins"] if one["progress"]]

    assert leader.reads("Uw antwoord is binnen")
    assert [one["progress"] for one in answered] == ["slow"]


def test_a_leader_types_over_one_sheet_of_paper(leader: Phone, house: House) -> None:
    story = asked(house, "De Werf")
    beginning.coach_offers(story, "discover")
    beginning.council_says_yes(story)
    story.walk("discover", "running")
    path = f"/congregations/{story.church}/rounds"
    opened = story.ask("coach", "POST", path, {"moment": "t0"})["id"]
    leader.sign_in(story, "leader")
    leader.tap("Waar wij staan")
    leader.tap("Het begin")
    leader.tap_part("Overtypen wat is ingevuld")
    for sign in leader.fields(".one-sign input"):
        sign.fill("3")
    leader.tap("Dit blad bewaren")

    assert leader.reads("Dit blad is bewaard")
    assert house.sheets_of(opened) == 1
