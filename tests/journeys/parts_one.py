"""The first half of a journey, told in verbs: intake, course, discovery, strategy."""

from typing import Any

from tests.journeys.story import Story


def church_asks(story: Story) -> None:
    asked = {"asked_by_role": "predikant", "question": "Hoe kunnen wij meer betekenen?"}
    path = f"/congregations/{story.church}/enquiries"
    story.ask(story.coach, "POST", path, {"on_day": story.today.isoformat(), **asked})


def coach_and_council_talk(story: Story) -> None:
    talked = {
        "on_day": story.today.isoformat(),
        "present": [{"role": "ouderling", "people": 4}, {"role": "zendingscommissie", "people": 3}],
        "moves": "Wij willen meer dan alleen geven.",
        "hopes": "Dat de hele gemeente meedoet.",
    }
    story.ask(story.coach, "POST", f"/congregations/{story.church}/conversations", talked)


def coach_offers(story: Story, *parts: str) -> None:
    wish = {
        "template": "brochure-8",
        "tracks": [{"kind": kind, "dates": "in het voorjaar"} for kind in parts],
        "takes_part": "De raad, de zendingscommissie en wie wil",
        "costs": "Een vrije gift",
    }
    path = f"/congregations/{story.church}/proposals"
    story.made["proposal"] = story.ask(story.coach, "POST", path, wish)
    story.ask(story.coach, "POST", f"/proposals/{story.made['proposal']['id']}/offer")
    story.settle()


def council_says_yes(story: Story) -> None:
    path = f"/proposals/{story.made['proposal']['id']}/answers"
    story.ask(story.leader, "POST", path, {"answer": "yes", **story.decided("Akkoord.")})


def council_says_yes_as_reported(story: Story) -> None:
    """The coach writes the yes down as somebody of the council told him."""
    path = f"/proposals/{story.made['proposal']['id']}/answers"
    told = {"as_reported": {"by_role": "voorzitter"}}
    story.ask(story.coach, "POST", path, {"answer": "yes", **story.decided("Akkoord."), **told})


def course_is_held(story: Story, *, people: int) -> None:
    """Nine evenings for so many people, without a name; all but one are there every evening."""
    path = f"/congregations/{story.church}/courses"
    run = story.ask(story.coach, "POST", path, {"title": "Kairos", "capacity": 30})["id"]
    team = {"items": [{"role": "Hoofdfacilitator", "level": "head"}]}
    story.ask(story.coach, "PUT", f"/courses/{run}/facilitators", team)
    story.ask(story.coach, "POST", f"/courses/{run}/states", {"to": "open"})
    story.ask(story.leader, "POST", f"{path}/{run}/enrolments", {"people": people})
    story.ask(story.coach, "POST", f"/courses/{run}/states", {"to": "running"})
    for number in range(1, 10):
        story.pass_time(days=7)
        _evening(story, run, number)
    seen = story.here(f"courses/{run}")
    done = [one["id"] for one in seen["people"]][:-1]
    final = {"version": seen["final_version"], "done": done}
    story.ask(story.coach, "PUT", f"/courses/{run}/final", final)
    story.ask(story.coach, "POST", f"/courses/{run}/states", {"to": "closed"})
    themes = {"themes": ["De beloften aan Abraham"]}
    story.ask(story.coach, "POST", f"/courses/{run}/report", themes)
    story.made["course"] = story.here(f"courses/{run}")


def _evening(story: Story, run: str, number: int) -> None:
    seen = story.here(f"courses/{run}")
    lessons = [{"number": n, "title": f"Les {n}", "on": None} for n in range(number + 1, 10)]
    held = [
        {"number": one["number"], "title": one["title"], "on": one["on"]}
        for one in seen["lessons"]
        if one["number"] < number
    ]
    now = {"number": number, "title": f"Les {number}", "on": story.today.isoformat()}
    story.ask(story.coach, "PUT", f"/courses/{run}/lessons", {"items": [*held, now, *lessons]})
    everybody = [one["id"] for one in seen["people"]]
    there = everybody if number == 1 else everybody[:-1]
    version = story.here(f"courses/{run}")["lessons"][number - 1]["version"]
    lists = {"version": version, "present": there, "worksheets": there}
    story.ask(story.coach, "PUT", f"/courses/{run}/lessons/{number}/list", lists)


def workshop_is_reported(story: Story, kind: str, **boards: list[str]) -> Any:
    """A workshop of a part: cards are typed along, and the report is there before people leave."""
    step = story.part(kind)["steps"][0]["id"]
    path = f"/congregations/{story.church}/workshops"
    begun = {"step_id": step, "held_on": story.today.isoformat()}
    workshop = story.ask(story.coach, "POST", path, begun)["id"]
    cards = [{"board": board, "text": text} for board, texts in boards.items() for text in texts]
    form = {"key": f"evening-{workshop[:8]}", "cards": cards}
    story.ask(story.coach, "POST", f"/workshops/{workshop}/cards", form)
    story.ask(story.coach, "POST", f"/workshops/{workshop}/publication", {})
    return story.ask(story.leader, "GET", f"/workshops/{workshop}/report")


def raters_answer(story: Story, moment: str, level: int, *, people: int) -> str:
    """So many people say where the congregation stands, over links or on paper; then it closes."""
    path = f"/congregations/{story.church}/rounds"
    opened = story.ask(story.coach, "POST", path, {"moment": moment})["id"]
    fill_round(story, opened, level, people=people)
    return opened


def fill_round(story: Story, opened: str, level: int, *, people: int) -> None:
    wish = {"role": "council", "count": people}
    links = story.ask(story.leader, "POST", f"/rounds/{opened}/links", wish)["items"]
    for number, link in enumerate(links):
        asked = story.ask_nobody("/rating/questions", {"token": link["token"]})
        areas = asked["questions"]["areas"]
        items = [item["code"] for area in areas for item in area["items"]]
        levels = {key: None if number == 0 and i == 0 else level for i, key in enumerate(items)}
        story.ask_nobody("/rating/answers", {"token": link["token"], "levels": levels})
    story.ask(story.leader, "POST", f"/rounds/{opened}/closing", {})


def strategy_is_written(story: Story) -> None:
    """The working group writes a strategy, shares it, and the council adopts it."""
    path = f"/journeys/{story.journey['id']}/strategies"
    strategy = story.ask(story.coach, "POST", path)
    base = f"/strategies/{strategy['id']}"
    words = {"mission": "Dienen waar God roept", "vision": "In tien jaar kent ieder een buur"}
    story.ask(story.coach, "PATCH", base, {"revision": strategy["revision"], **words})
    gap = {"area": "Gebed", "now": 2, "desired": 4, "why": "Wij bidden weinig samen"}
    gap_id = story.ask(story.leader, "POST", f"{base}/gaps", gap)["id"]
    goal = {
        "gap_id": gap_id,
        "what": "Elke week een gebedsgroep",
        "measure": "groepen",
        "baseline": "0",
        "target": "4",
        "by": story.today.replace(year=story.today.year + 1).isoformat(),
    }
    goal_id = story.ask(story.leader, "POST", f"{base}/goals", goal)["id"]
    action = {"title": "Groepen beginnen", "accountable_role": "ouderling gebed"}
    due = {"due_on": story.today.replace(year=story.today.year + 1).isoformat()}
    story.ask(story.leader, "POST", f"/goals/{goal_id}/actions", {**action, **due})
    story.ask(story.coach, "POST", f"{base}/states", {"to": "shared"})
    story.settle()
    story.ask(story.leader, "POST", f"{base}/adoption", story.decided("Dit is onze weg."))
    story.made["strategy"] = story.here("strategy")["adopted"]
