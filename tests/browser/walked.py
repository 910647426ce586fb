"""A congregation whose journey holds something in every part, for those who look at its pages."""

from typing import Any

from services.tour.chapters import (
    beginning,
    discovering,
    following,
    launching,
    learning,
    partnering,
    planning,
)
from tests.browser.house import House
from tests.journeys.story import Story

BOARDS = {
    "strength": ["Wij zijn gastvrij", "De jeugd doet graag mee"],
    "unwritten_rule": ["Zo doen wij dat niet"],
}


def walk_all_parts(house: House) -> Story:
    """Return a congregation that was launched, looked back, was stamped, and is at work again."""
    story = house.begin("De Brug")
    _entry(story)
    _design(story)
    _partner(story)
    launching.support_is_created_and_counted(story, in_favour=52, against=6)
    story.accept("synergy")
    launching.launch_is_held(story)
    story.accept("launch")
    story.walk("implementation", "agreed", "running")
    _team(story)
    story.pass_time(days=43)
    following.congregation_answers(story, "good")
    following.agency_answers(story)
    story.pass_time(months=5)
    following.look_back(story, "m6", 3, people=8)
    following.stamp_is_given(story, "continue")
    _work_in_hand(story)
    _wait_until_asked(story)
    return story


def begin_all_parts(house: House) -> Story:
    """Return a congregation in which much is open: a course runs, support is to be counted."""
    story = house.begin("De Haven")
    beginning.church_asks(story)
    beginning.coach_offers(story, "kairos", "mobilisation", "partner", "synergy", "launch")
    beginning.council_says_yes(story)
    story.take_over_from_paper("mobilisation", "synergy")
    story.walk("kairos", "running")
    base = f"/congregations/{story.church}"
    course = story.ask("coach", "POST", f"{base}/courses", {"title": "Kairos", "capacity": 20})
    there = f"/courses/{course['id']}"
    team = {"items": [{"role": "Hoofdfacilitator", "level": "head"}]}
    story.ask("coach", "PUT", f"{there}/facilitators", team)
    story.ask("coach", "POST", f"{there}/states", {"to": "open"})
    story.ask("leader", "POST", f"{base}{there}/enrolments", {"people": 3})
    story.ask("coach", "POST", f"{there}/states", {"to": "running"})
    planning.strategy_is_drafted(story)
    story.made["match"] = partnering.partner_is_found(story)
    story.made["measure"] = _hands_to_count(story)
    plan = {"planned_on": story.today.isoformat(), "place": "De kerk"}
    journey = f"/journeys/{story.journey['id']}"
    launch = story.ask("leader", "PUT", f"{journey}/launch-plan", plan)["id"]
    option = {"means": "pray", "text": "Meedoen met een gebedsgroep"}
    story.ask("leader", "POST", f"/launch-plans/{launch}/options", option)
    story.ask("leader", "POST", f"/launch-plans/{launch}/go", story.decided("Wij gaan."))
    return story


def _hands_to_count(story: Story) -> Any:
    base = f"/journeys/{story.journey['id']}/support/measures"
    asked = {"kind": "counted", "groups": [{"name": "Gemeentevergadering", "invited": 120}]}
    measure = story.ask("leader", "POST", base, asked)["id"]
    story.ask("leader", "POST", f"/support/{measure}/thresholds", {"share": 70, "response": 30})
    story.ask("leader", "POST", f"/support/{measure}/opening")
    return measure


def _entry(story: Story) -> None:
    beginning.church_asks(story)
    beginning.coach_and_council_talk(story)
    beginning.coach_offers(story, "kairos", "discover")
    beginning.council_says_yes(story)
    story.walk("kairos", "running")
    learning.course_is_held(story, people=12)
    story.accept("kairos")
    story.walk("discover", "running")
    discovering.workshop_is_reported(story, "discover", **BOARDS)
    discovering.raters_answer(story, "t0", 2, people=7)
    base = f"/congregations/{story.church}/commitments"
    fund = {"kind": "fund", "title": "Zendingsfonds", "share": "10_25", "since": 2012}
    made = story.ask("leader", "POST", base, fund)
    kept = {"version": made["version"], "to": "keep"}
    story.ask("leader", "POST", f"/commitments/{made['id']}/dispositions", kept)
    story.accept("discover")


def _design(story: Story) -> None:
    story.decide_to_go_on()
    story.walk("mobilisation", "agreed", "running")
    planning.strategy_is_written(story)
    story.accept("mobilisation")


def _partner(story: Story) -> None:
    story.walk("partner", "agreed", "running")
    church = {"congregation_id": story.church}
    wish = {**church, "title": "Met wie?", "criteria": [{"name": "Samen bidden"}]}
    made = story.ask("leader", "POST", "/shortlists", wish, of="partners")
    people = {"kind": "people_group", "name": "Vissers aan de kust"}
    path = f"/shortlists/{made['id']}/candidates"
    made = story.ask("leader", "POST", path, people, of="partners")
    judged = {"judgements": [{"criterion_id": made["criteria"][0]["id"], "verdict": "good"}]}
    path = f"/candidates/{made['candidates'][0]['id']}/judgements"
    story.ask("leader", "POST", path, judged, of="partners")
    partnering.partner_is_found_and_agreed_with(story)
    day = story.today.isoformat()
    trip = {"kind": "country", "title": "Kennismaken", "starts_on": day, "ends_on": day}
    visit = story.ask("leader", "POST", "/visits", {**church, **trip}, of="partners")
    risk = {"version": 1, "risk_level": "high", "weighed": "Onrust aan de grens"}
    story.ask("leader", "POST", f"/visits/{visit['id']}/risk", risk, of="partners")
    story.accept("partner")
    story.walk("synergy", "agreed", "running")


def _team(story: Story) -> None:
    path = f"/congregations/{story.church}"
    vacant = {"title": "Voorbede", "to": "vacant", "on": story.today.isoformat()}
    story.ask("leader", "POST", f"{path}/roles", vacant)
    story.ask("leader", "POST", f"{path}/home-teams", {"title": "Thuisfront"})


def _work_in_hand(story: Story) -> None:
    """Begin what is open now: a workshop, a course, a round, a survey, with links to answer."""
    path = f"/congregations/{story.church}"
    day = story.today.isoformat()
    evening = {"kind": "discover_workshop", "title": "Avond", "held_on": day}
    workshop = story.ask("coach", "POST", f"{path}/workshops", evening)["id"]
    cards = {"key": "avond-een", "cards": [{"board": "strength", "text": "Wij zingen graag"}]}
    story.ask("coach", "POST", f"/workshops/{workshop}/cards", cards)
    course = story.ask("coach", "POST", f"{path}/courses", {"title": "Kairos 2", "capacity": 20})
    story.ask("coach", "POST", f"/courses/{course['id']}/states", {"to": "open"})
    opened = story.ask("coach", "POST", f"{path}/rounds", {"moment": "other"})["id"]
    wish = {"role": "council", "count": 2}
    links = story.ask("leader", "POST", f"/rounds/{opened}/links", wish)["items"]
    draft = story.here("strategy")["newest"]["id"]
    story.ask("coach", "POST", f"/strategies/{draft}/states", {"to": "shared"})
    story.made |= {"workshop": workshop, "round": opened, "rater": links[0]["token"]}
    story.made["slip"] = _survey(story)


def _wait_until_asked(story: Story) -> None:
    """Let days pass until both sides are asked again how it goes."""
    asked: set[str] = set()
    while asked != {"congregation", "agency"}:
        story.pass_time(days=5)
        found = story.here("implementation")["check_ins"]
        asked = {one["side"] for one in found if one["state"] == "due"}


def _survey(story: Story) -> Any:
    base = f"/journeys/{story.journey['id']}/support/measures"
    question = {"nl": "Wilt u dat wij zo verdergaan?", "en": "Do you want us to go on like this?"}
    groups = [{"name": "Huisgroepen", "invited": 20}]
    wish = {"kind": "survey", "groups": groups, "questions": [question]}
    measure = story.ask("leader", "POST", base, wish)
    here = f"/support/{measure['id']}"
    story.ask("leader", "POST", f"{here}/thresholds", {"share": 70, "response": 30})
    story.ask("leader", "POST", f"{here}/opening")
    slips = {"group_id": measure["groups"][0]["id"], "number": 2}
    return story.ask("leader", "POST", f"{here}/slips", slips)["tokens"][0]
