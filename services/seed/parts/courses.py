"""A Kairos course that is under way: enrolled by number, three evenings held, two who wait."""

from datetime import timedelta
from typing import Any

from services.seed.parts.scene import Scene
from services.seed.stories import HELD, next_tuesday

COURSE = {"title": "Kairos", "capacity": 14, "fee": "45 euro met het boek", "open_to": "region"}
TEAM = [
    {"role": "Hoofdbegeleider", "level": "head", "served_count": 3},
    {"role": "Begeleider van een tafelgroep", "level": "facilitator", "served_count": 1},
]
LESSONS = (
    "God wil zegenen",
    "Een verhaal voor alle volken",
    "Leven uit Zijn koninkrijk",
    "Wie gingen ons voor",
    "Hoe het vandaag gaat",
    "Wie het nog niet hoorden",
    "Bruggen naar een ander",
    "Dichtbij en ver weg",
    "En nu wij",
)
ENROL = 16  # two more than there are places
# how many of those with a place were away, evening by evening
AWAY = (0, 2, 1)


def hold(scene: Scene) -> None:
    """Let the course run until its third evening."""
    run = scene.coach("POST", f"{scene.base}/courses", COURSE)
    path = f"/courses/{run['id']}"
    scene.coach("PUT", f"{path}/facilitators", {"items": TEAM})
    scene.coach("PUT", f"{path}/lessons", {"items": _lessons(scene)})
    scene.coach("POST", f"{path}/states", {"to": "open"})
    scene.lead("POST", f"{scene.base}{path}/enrolments", {"people": ENROL})
    scene.coach("POST", f"{path}/states", {"to": "running"})
    scene.coach(
        "PUT", f"{scene.base}/courses/earlier/{scene.chapter.today.year - 2}", {"people": 9}
    )
    seen = scene.coach("GET", f"{scene.base}{path}")
    people = [one["id"] for one in seen["people"] if one["state"] == "enrolled"]
    for number, away in enumerate(AWAY, 1):
        version = seen["lessons"][number - 1]["version"]
        there = people[away:]
        kept = {"version": version, "present": there, "worksheets": there[1:]}
        scene.coach("PUT", f"{path}/lessons/{number}/list", kept)


def _lessons(scene: Scene) -> list[dict[str, Any]]:
    """Three Tuesdays until now, and the evenings that stand in the calendar."""
    sessions = scene.coach(
        "GET", f"/sessions?congregation_id={scene.congregation_id}&limit=50", of="scheduling"
    )
    coming = sorted(one["local_start"][:10] for one in sessions["items"])[: len(LESSONS) - HELD]
    first = next_tuesday(scene.chapter.today)
    held = [first - timedelta(weeks=back) for back in range(HELD, 0, -1)]
    days = [*(day.isoformat() for day in held), *coming]
    return [
        {"number": number, "title": title, "on": day}
        for number, (title, day) in enumerate(zip(LESSONS, days, strict=False), 1)
    ]
