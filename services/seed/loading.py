"""Loads an invented network through the services' own HTTP APIs, so that all events happen too."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any

from services.seed import parts, stories
from services.seed.inventing import Person
from services.seed.network import FIRST_COACH, Agency, Congregation, Network
from services.seed.voice import Doors, Voice
from shared.client import Client
from shared.contracts.event import NETWORK
from shared.errors import Conflict

Advance = Callable[[int], object]


@dataclass
class Loading:
    """A network on its way in: who speaks, and under which ids things are known by now."""

    doors: Doors
    network: Network
    advance: Advance
    operator: Voice
    coaches: list[Voice] = field(default_factory=list)
    agency_ids: list[str] = field(default_factory=list)
    congregations: list[Any] = field(default_factory=list)
    leaders: list[list[str]] = field(default_factory=list)


def is_seeded(client: Client) -> bool:
    """Tell whether a sample installation holds people already."""
    return bool(client.call("identity", "GET", "/sample/people?limit=1").json)


def load(network: Network, doors: Doors, advance: Advance, *, today: date) -> None:
    """Load the network; `advance` is told how many things came in, `Network.size` in all."""
    loading = Loading(doors, network, advance, _first_operator(doors, network.operator))
    _add_coaches(loading)
    _add_agencies(loading)
    _add_congregations(loading)
    doors.settle()
    _add_members(loading)
    doors.settle()
    _add_offerings(loading)
    doors.settle()
    _add_histories(loading, today)
    doors.settle()


def _first_operator(doors: Doors, someone: Person) -> Voice:
    body = {"name": someone.name, "email": someone.email, "language": someone.language}
    try:
        made = doors.client.call("identity", "POST", "/sample/operator", json_body=body)
    except Conflict:
        said = "There is a network already; an invented one goes into an empty house."
        raise Conflict(said) from None
    return Voice(doors, made.json["person_id"])


def _add_coaches(loading: Loading) -> None:
    for someone in loading.network.coaches:
        person_id = _add_person(loading, someone, str(NETWORK), "network", "coach")
        loading.coaches.append(Voice(loading.doors, person_id))


def _add_agencies(loading: Loading) -> None:
    """Agencies that will join are entered by the operator, the others by the first coach."""
    for agency in loading.network.agencies:
        by = loading.operator if agency.joined else loading.coaches[0]
        made = by.call("partners", "POST", "/agencies", _agency(agency))
        loading.agency_ids.append(made["id"])
        loading.advance(1)


def _agency(agency: Agency) -> dict[str, Any]:
    said: dict[str, Any] = {"name": agency.name, "invented": True}
    if not agency.joined:
        someone = agency.person
        said["contact"] = {
            "name": someone.name,
            "email": someone.email,
            "language": someone.language,
        }
    return said


def _add_congregations(loading: Loading) -> None:
    def register(congregation: Congregation) -> Any:
        coach = loading.coaches[congregation.coach]
        return coach.call("congregations", "POST", "/congregations", congregation.profile)

    for made in loading.doors.each(register, loading.network.congregations):
        loading.congregations.append(made)
        loading.advance(1)


def _add_members(loading: Loading) -> None:
    for agency, agency_id in zip(loading.network.agencies, loading.agency_ids, strict=True):
        if agency.joined:
            _add_person(loading, agency.person, agency_id, "agency", "agency_staff")
    _employ_second_coach(loading)
    for leaders in loading.doors.each(partial(_add_people, loading), loading.network.congregations):
        loading.leaders.append(leaders)


def _add_people(loading: Loading, congregation: Congregation) -> list[str]:
    """Add a congregation's people; returns the ids of its leaders."""
    place = loading.congregations[congregation.number]["id"]
    for member in congregation.working_group:
        _add_person(loading, member, place, "congregation", "working_group")
    return [
        _add_person(loading, leader, place, "congregation", "leader")
        for leader in congregation.leaders
    ]


def _employ_second_coach(loading: Loading) -> None:
    if len(loading.network.coaches) > 1 and loading.agency_ids:
        someone = loading.network.coaches[1]
        _add_person(loading, someone, loading.agency_ids[0], "agency", "coach")


def _add_person(loading: Loading, someone: Person, place: str, kind: str, role: str) -> str:
    body = {
        "name": someone.name,
        "email": someone.email,
        "language": someone.language,
        "memberships": [{"organisation_id": place, "organisation_kind": kind, "role": role}],
    }
    person_id: str = loading.operator.call("identity", "POST", "/sample/people", body)["person_id"]
    return person_id


def _add_offerings(loading: Loading) -> None:
    """Staff writes for its agency; the first coach for those that have not joined."""
    staff = _staff(loading)
    for agency, agency_id in zip(loading.network.agencies, loading.agency_ids, strict=True):
        joined = agency.joined
        by = Voice(loading.doors, staff[agency.person.email]) if joined else loading.coaches[0]
        path = f"/agencies/{agency_id}/offerings"
        write = partial(by.call_when_known, "partners", "POST", path)
        for _made in loading.doors.each(write, agency.offerings):
            loading.advance(1)


def _staff(loading: Loading) -> dict[str, str]:
    path = "/sample/people?role=agency_staff&limit=500"
    people = loading.doors.client.call("identity", "GET", path).json
    return {person["email"]: person["id"] for person in people}


def _add_histories(loading: Loading, today: date) -> None:
    chapters = [_chapter(loading, one, today) for one in loading.network.congregations]
    for _told in loading.doors.each(stories.tell, chapters):
        loading.advance(1)
    loading.doors.settle()
    stories.propose(chapters[:FIRST_COACH])
    loading.doors.settle()
    for _told in loading.doors.each(parts.tell, chapters[:FIRST_COACH]):
        pass  # what they have comes one after another, whoever speaks


def _chapter(loading: Loading, congregation: Congregation, today: date) -> stories.Chapter:
    return stories.Chapter(
        congregation=congregation,
        congregation_id=loading.congregations[congregation.number]["id"],
        school_region=loading.congregations[congregation.number]["school_region"],
        coach=loading.coaches[congregation.coach],
        leaders=tuple(loading.leaders[congregation.number]),
        doors=loading.doors,
        today=today,
    )
