"""Hidden is absent: who has no part in a congregation finds nothing, with the same answer."""

from uuid import UUID

import pytest
from werkzeug.test import TestResponse

from services.host import Host
from shared.clock import new_id
from shared.contracts.partners import MatchClosed, MatchIntroduced
from tests import askers
from tests.congregations.conftest import Church

READS = (
    "/congregations/{church}",
    "/congregations/{church}/journey",
    "/journeys/{journey}",
    "/files/{file}",
)
LEADING = (
    ("PATCH", "/congregations/{church}", {"version": 1, "name": "Anders"}),
    ("POST", "/journeys/{journey}/closing", {}),
    ("POST", "/journeys/{journey}/tracks", {"title_nl": "Eigen"}),
    ("PATCH", "/tracks/{track}", {"title_nl": "Anders"}),
    ("DELETE", "/tracks/{track}", None),
    ("POST", "/tracks/{track}/states", {"to": "agreed"}),
    ("POST", "/tracks/{track}/done-before", {"on": "2020-01-01"}),
    ("POST", "/tracks/{track}/steps", {"title_nl": "Nog een avond"}),
    ("PATCH", "/steps/{step}", {"minutes": 60}),
    ("DELETE", "/steps/{step}", None),
    ("POST", "/journeys/{journey}/launch", {"held_on": "2026-11-01"}),
    ("DELETE", "/launches/{launch}", None),
    ("DELETE", "/files/{file}", None),
)
COACHING = (
    ("POST", "/congregations/{church}/journeys", {"template": "o3"}),
    ("GET", "/congregations/{church}/contacts", None),
    ("POST", "/congregations/{church}/contacts", {"line": "Gebeld"}),
    ("DELETE", "/contacts/{contact}", None),
    ("GET", "/congregations/{church}/notes", None),
    ("POST", "/congregations/{church}/notes", {"text": "Stil"}),
    ("DELETE", "/notes/{note}", None),
    ("PUT", "/congregations/{church}/coaches/{track}", None),
    ("DELETE", "/congregations/{church}/coaches/{track}", None),
)
ANSWER = ("POST", "/decisions/{decision}/answers", {"answer": "confirmed"})
DECIDE = (
    "POST",
    "/congregations/{church}/decisions",
    {
        "about": "track",
        "about_id": "{track}",
        "body": "elders",
        "held_on": "2026-11-01",
        "text": "Ja.",
    },
)
STRANGERS = (*(("GET", path, None) for path in READS), *LEADING, DECIDE)


@pytest.fixture
def things(church: Church) -> dict[str, str]:
    """One of each thing that belongs to the congregation."""
    journey = church.open()
    track = journey["tracks"][0]
    church.may_launch()
    church.walk("discover", "agreed", "planned", "running", "reported")
    told = church.deciding("discover", as_reported={"by_role": "voorzitter"})
    file = church.send(church.coach, f"{church.path}/files?name=a.txt", b"verslag", "text/plain")
    launch = {"held_on": "2026-11-02"}
    return {
        "church": str(church.id),
        "journey": journey["id"],
        "track": track["id"],
        "step": track["steps"][0]["id"],
        "launch": church.ok(church.coach, "POST", f"/journeys/{journey['id']}/launch", launch)[
            "id"
        ],
        "decision": church.ok(church.coach, "POST", f"{church.path}/decisions", told)["id"],
        "contact": church.ok(church.coach, "POST", f"{church.path}/contacts", {"line": "x"})["id"],
        "note": church.ok(church.coach, "POST", f"{church.path}/notes", {"text": "x"})["id"],
        "file": file.get_json()["id"],
    }


def test_a_coach_of_others_finds_nothing_anywhere(church: Church, things: dict[str, str]) -> None:
    for method, path, body in (*STRANGERS, *COACHING):
        answer = _ask(church, church.other_coach, (method, path, body), things)

        assert answer.status_code == 404, (method, path, answer.text)
        assert answer.text == _nothing(church)


def test_a_leader_of_another_congregation_finds_nothing_anywhere(
    church: Church, things: dict[str, str]
) -> None:
    for method, path, body in (*STRANGERS, ANSWER):
        answer = _ask(church, church.other_leader, (method, path, body), things)

        assert answer.status_code == 404, (method, path, answer.text)
        assert answer.text == _nothing(church)


def test_what_does_not_exist_answers_like_what_is_hidden(
    church: Church, things: dict[str, str]
) -> None:
    absent = {name: str(new_id()) for name in things}
    for method, path, body in (*STRANGERS, *COACHING):
        answer = _ask(church, church.other_coach, (method, path, body), absent)

        assert answer.status_code == 404, (method, path)
        assert answer.text == _nothing(church)


def test_the_working_group_reads_but_never_walks_or_decides(
    church: Church, things: dict[str, str]
) -> None:
    reads = [
        _ask(church, church.working_group, ("GET", path, None), things).status_code
        for path in READS
    ]
    acts = [
        _ask(church, church.working_group, act, things).status_code
        for act in (*LEADING[1:], *COACHING, ANSWER, DECIDE)
    ]

    assert set(reads) == {200}
    assert set(acts) == {403}
    assert church.overview()["decisions"][0]["state"] == "reported"


def test_who_is_leader_elsewhere_too_gains_nothing_here(church: Church) -> None:
    church.open()
    both = askers.also(
        church.host, church.working_group, "leader", church.other_leader.organisation_id
    )
    answer = church.call(both, "POST", f"{church.path}/decisions", church.deciding("discover"))

    assert answer.status_code == 403


def test_the_working_group_prepares_the_profile(church: Church) -> None:
    change = {"version": 1, "gifts": {"welcome": "some"}}
    profile = church.ok(church.working_group, "PATCH", church.path, change)

    assert profile["gifts"] == {"welcome": "some"}


def test_leaders_and_operators_read_neither_contact_log_nor_notes(
    church: Church, things: dict[str, str]
) -> None:
    for who in (church.leader, church.operator):
        for act in COACHING[1:7]:
            assert _ask(church, who, act, things).status_code == 403


def test_a_second_coach_never_reads_anothers_notes(church: Church, things: dict[str, str]) -> None:
    second = church.other_coach
    church.ok(church.coach, "PUT", f"{church.path}/coaches/{second.id}")
    seen = church.ok(second, "GET", f"{church.path}/notes")

    assert seen["items"] == []
    assert church.call(second, "DELETE", f"/notes/{things['note']}").status_code == 404


def test_operators_see_that_congregations_exist_and_their_state_only(
    church: Church, things: dict[str, str]
) -> None:
    listed = church.ok(church.operator, "GET", "/congregations")["items"]
    refused = [
        _ask(church, church.operator, ("GET", path, None), things).status_code for path in READS
    ]

    assert listed == [
        {
            "id": str(church.id),
            "name": "De Brug",
            "invented": False,
            "state": "open",
            "place": None,
            "readable": False,
        }
    ]
    assert set(refused) == {403}


def test_lists_hold_only_what_is_ones_own_and_come_in_pages(church: Church) -> None:
    for number in range(3):
        church.ok(church.coach, "POST", "/congregations", {"name": f"Gemeente {number}"})
    first = church.ok(church.coach, "GET", "/congregations?limit=2")
    rest = church.ok(church.coach, "GET", f"/congregations?limit=2&after={first['next']}")

    assert len({one["id"] for one in first["items"] + rest["items"]}) == 4
    assert rest["next"] is None
    assert church.ok(church.other_coach, "GET", "/congregations") == {"items": [], "next": None}
    assert len(church.ok(church.leader, "GET", "/congregations")["items"]) == 1


def test_an_agency_reads_the_card_from_the_introduction_until_the_end(
    church: Church, host: Host
) -> None:
    staff = askers.person(host, "agency_staff")
    match = {
        "match_id": new_id(),
        "congregation_id": church.id,
        "offering_id": new_id(),
        "agency_id": staff.organisation_id,
    }
    path = f"/cards?ids={church.id},{new_id()}"
    before = church.ok(staff, "GET", path)["items"]
    church.hear(MatchIntroduced(**match, coach_id=church.coach.id))
    during = church.ok(staff, "GET", path)["items"]
    church.hear(MatchClosed(**match, outcome="ended"))

    assert before == []
    assert [card["name"] for card in during] == ["De Brug"]
    assert church.ok(staff, "GET", path)["items"] == []


def test_services_read_cards_and_operators_names(church: Church, host: Host) -> None:
    path = f"/cards?ids={church.id}"
    for_letters = church.ok(askers.service(host, "notifications"), "GET", path)["items"]
    for_operators = church.ok(church.operator, "GET", path)["items"]

    assert for_letters[0]["coaches"] == [str(church.coach.id)]
    assert for_operators == [{"id": str(church.id), "name": "De Brug"}]


def test_nobody_enters_without_an_assertion(church: Church) -> None:
    assert church.call(None, "GET", church.path).status_code == 401
    assert church.call(None, "GET", "/home").status_code == 401


def _ask(
    church: Church, who: askers.Asker, act: tuple[str, str, object], things: dict[str, str]
) -> TestResponse:
    method, path, body = act
    if isinstance(body, dict) and "about_id" in body:
        body = body | {"about_id": things["track"], "as_reported": _told(who)}
    return church.call(who, method, path.format(**things), body)


def _told(who: askers.Asker) -> object:
    return {"by_role": "scriba"} if who.actor.has("coach") else None


def _nothing(church: Church) -> str:
    absent = UUID(int=7)
    return church.call(church.other_coach, "GET", f"/congregations/{absent}").text
