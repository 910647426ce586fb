"""Courses in tests: a hosting congregation, a neighbour and one far away, and what they do."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from tests import askers
from tests.askers import Asker
from tests.congregations.conftest import Church

HEAD = {"items": [{"role": "Hoofd", "level": "head", "served_count": 4}]}


@dataclass
class Neighbour:
    """Another congregation with a coach and a leader of its own."""

    id: UUID
    coach: Asker
    leader: Asker

    @property
    def path(self) -> str:
        return f"/congregations/{self.id}/courses"


def neighbour(church: Church, name: str, place: str) -> Neighbour:
    """Register another congregation, guided by the other coach."""
    made = church.ok(church.other_coach, "POST", "/congregations", {"name": name, "place": place})
    leader = askers.person(church.host, "leader", UUID(made["id"]))
    church.host.settle()
    return Neighbour(UUID(made["id"]), church.other_coach, leader)


def path(church: Church) -> str:
    """Return where the courses of the hosting congregation are."""
    return f"{church.path}/courses"


def make(church: Church, **wish: Any) -> Any:
    """Make a course of the hosting congregation."""
    return church.ok(church.coach, "POST", path(church), wish)


def opened(church: Church, **wish: Any) -> str:
    """Make a course, give it a head and open it; return its id."""
    run_id: str = make(church, **wish)["id"]
    church.ok(church.coach, "PUT", f"/courses/{run_id}/facilitators", HEAD)
    move(church, run_id, "open")
    return run_id


def running(church: Church, people: int = 2, **wish: Any) -> str:
    """Return the id of a course that is under way with so many of the host's people."""
    run_id = opened(church, **wish)
    enrol(church, run_id, people=people)
    move(church, run_id, "running")
    return run_id


def move(church: Church, run_id: str, to: str, **more: Any) -> Any:
    """Bring a course into a state."""
    return church.ok(church.coach, "POST", f"/courses/{run_id}/states", {"to": to, **more})


def enrol(church: Church, run_id: str, who: Neighbour | None = None, **wish: Any) -> Any:
    """Enrol people of the host, or of a neighbour."""
    place, asker = (who.path, who.leader) if who else (path(church), church.leader)
    return church.ok(asker, "POST", f"{place}/{run_id}/enrolments", wish)


def shown(church: Church, run_id: str, who: Neighbour | None = None) -> Any:
    """Return a course as the host, or a neighbour, sees it."""
    place, asker = (who.path, who.leader) if who else (path(church), church.leader)
    return church.ok(asker, "GET", f"{place}/{run_id}")


def states(run: Any) -> list[str]:
    """Return the states of the people on a list, in order of their turn where it is one's own."""
    return sorted(one["state"] for one in run["people"])


def keep(church: Church, run_id: str, number: int, **lists: Any) -> Any:
    """Keep the list of a lesson as it stands now."""
    lesson = shown(church, run_id)["lessons"][number - 1]
    where = f"/courses/{run_id}/lessons/{number}/list"
    return church.ok(church.coach, "PUT", where, {"version": lesson["version"], **lists})


def complete(church: Church, run_id: str, *ids: str) -> None:
    """Let these people do all of a course."""
    for number in range(1, 10):
        keep(church, run_id, number, present=list(ids), worksheets=list(ids))
    final = {"version": shown(church, run_id)["final_version"], "done": list(ids)}
    church.ok(church.coach, "PUT", f"/courses/{run_id}/final", final)
