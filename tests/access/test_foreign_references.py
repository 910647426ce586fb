"""Ids in bodies and queries: a thing of somebody else may not be drawn in, nor be found out."""

import json
from dataclasses import dataclass
from typing import Any

import pytest

from tests.access.checks import filled, plain, said
from tests.access.world import World

DECISION = {"body": "church_council", "held_on": "2026-11-20", "text": "Wij gaan door."}
SESSION = {
    "congregation_id": "{a}",
    "kind": "discover_workshop",
    "local_start": "2027-05-18T19:30",
    "minutes": 120,
}
RUN = {"congregation_id": "{a}", "first": "2027-09-07", "time": "20:00", "count": 3}
OFFER = {"title_nl": "Taalmaatjes", "kind": "short_term"}


@dataclass(frozen=True)
class Reach:
    """Somebody with every right to a route, who names in it a thing that is not his."""

    who: str
    service: str
    route: str
    foreign: str
    body: dict[str, Any] | None = None


REACHES = (
    *(
        Reach(
            "leader_a",
            "congregations",
            "POST /congregations/{a}/decisions",
            foreign,
            {**DECISION, "about": about, "about_id": f"{{{foreign}}}"},
        )
        for about, foreign in (
            ("track", "kairos_b"),
            ("journey", "journey_b"),
            ("launch", "launched_b"),
        )
    ),
    Reach(
        "coach_k",
        "congregations",
        "POST /tracks/{kairos_a}/done-before",
        "file_b",
        {"on": "2024-05-01", "file_id": "{file_b}"},
    ),
    *(
        Reach(
            "coach_k",
            "congregations",
            "POST /congregations/{a}/workshops",
            foreign,
            {field: f"{{{foreign}}}"},
        )
        for field, foreign in (
            ("session_id", "session_b"),
            ("step_id", "step_kairos_b"),
            ("track_id", "kairos_b"),
        )
    ),
    Reach(
        "coach_k",
        "congregations",
        "PATCH /workshops/{workshop_a}/cards",
        "card_workshop_b",
        {"drop": ["{card_workshop_b}"]},
    ),
    Reach(
        "coach_k",
        "congregations",
        "POST /workshops/{workshop_a}/merges",
        "card_workshop_b",
        {"cards": ["{card_workshop_a}", "{card_workshop_b}"]},
    ),
    Reach("coach_k", "scheduling", "GET /sessions?congregation_id={b}", "b"),
    Reach("coach_k", "scheduling", "POST /sessions", "b", {**SESSION, "congregation_id": "{b}"}),
    Reach(
        "coach_k",
        "scheduling",
        "POST /sessions",
        "leader_b",
        {**SESSION, "participants": ["{leader_a}", "{leader_b}"]},
    ),
    Reach(
        "coach_k",
        "scheduling",
        "PATCH /sessions/{session_a}",
        "leader_b",
        {"add_participants": ["{leader_b}"]},
    ),
    Reach("coach_k", "scheduling", "POST /runs", "b", {**RUN, "congregation_id": "{b}"}),
    Reach("coach_k", "scheduling", "POST /runs", "staff_r", {**RUN, "participants": ["{staff_r}"]}),
    Reach(
        "coach_k",
        "partners",
        "POST /matches",
        "draft_p",
        {"congregation_id": "{a}", "offering_id": "{draft_p}"},
    ),
    Reach(
        "coach_k",
        "partners",
        "POST /matches",
        "b",
        {"congregation_id": "{b}", "offering_id": "{offering_r}"},
    ),
    Reach(
        "coach_k",
        "partners",
        "GET /match-cards?congregation_id={a}&offering_id={draft_p}",
        "draft_p",
    ),
    Reach(
        "coach_k", "partners", "GET /match-cards?congregation_id={b}&offering_id={offering_r}", "b"
    ),
    Reach("staff_p", "partners", "PUT /offerings/by-ref/x?agency_id={r}", "r", OFFER),
    Reach("key_p", "partners", "PUT /offerings/by-ref/x?agency_id={r}", "r", OFFER),
    Reach("key_p", "partners", "POST /agencies/{r}/offerings", "r", OFFER),
    Reach(
        "service",
        "identity",
        "POST /links",
        "leader_b",
        {
            "person_id": "{leader_b}",
            "organisation_id": "{q}",
            "purpose": "answer",
            "subject": "{linked}",
        },
    ),
)
FILTERS = (
    Reach("coach_k", "congregations", "GET /cards?ids={a},{b}", "b"),
    Reach("leader_b", "congregations", "GET /cards?ids={a},{b}", "a"),
    Reach("staff_p", "congregations", "GET /cards?ids={a},{b}", "b"),
    Reach("coach_l", "identity", "POST /people/names", "leader_a", {"ids": ["{leader_a}"]}),
    Reach("staff_r", "identity", "POST /people/names", "leader_a", {"ids": ["{leader_a}"]}),
    Reach("leader_b", "partners", "GET /matches?congregation_id={a}", "a"),
    Reach("staff_r", "partners", "GET /matches?congregation_id={a}", "a"),
    Reach("staff_p", "partners", "GET /offerings?agency_id={r}", "r"),
    Reach("key_p", "partners", "GET /offerings?agency_id={r}", "r"),
)


def named(reach: Reach) -> str:
    return f"{reach.who} {reach.route} {reach.foreign}"


def reached(world: World, reach: Reach, names: dict[str, str]):
    body = None if reach.body is None else json.dumps(filled(reach.body, names)).encode()
    asker = world.personas[reach.who].asker
    return world.house.send(asker, reach.service, filled(reach.route, names), body=body)


@pytest.mark.parametrize("reach", REACHES, ids=named)
def test_a_thing_of_somebody_else_is_refused_as_if_it_were_not_there(world: World, reach: Reach):
    stranger = world.strangers[reach.foreign]
    answer = reached(world, reach, world.ids)
    changed = world.house.changed()
    absent = reached(world, reach, {**world.ids, reach.foreign: stranger})

    assert answer.status_code in (403, 404, 409, 422), said(answer)
    assert not changed
    told = answer.get_data(as_text=True).replace(world.ids[reach.foreign], stranger)
    assert (answer.status_code, told) == (absent.status_code, absent.get_data(as_text=True))


@pytest.mark.parametrize("reach", FILTERS, ids=named)
def test_a_thing_of_somebody_else_is_left_out_of_a_list(world: World, reach: Reach):
    answer = reached(world, reach, world.ids)

    if answer.status_code < 300:
        assert world.ids[reach.foreign] not in answer.get_data(as_text=True)
    else:
        absent = reached(world, reach, {**world.ids, reach.foreign: world.strangers[reach.foreign]})
        assert plain(answer) == plain(absent)
        assert answer.status_code in (403, 404, 422)
