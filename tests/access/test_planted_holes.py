"""The generated tests must fail for a hole: holes are planted here and have to be found."""

import pytest
from sqlalchemy import true

from services.identity import policy as identity_policy
from services.partners import policy as partners_policy
from services.scheduling import policy as scheduling_policy
from shared import audit
from shared.errors import NotFound
from shared.web import door
from tests.access import checks
from tests.access.checks import Example, check
from tests.access.examples import BY_SERVICE
from tests.access.world import World


def first(service: str, route: str) -> tuple[World, str, str, Example]:
    return service, route, BY_SERVICE[service][route][0]


PEOPLE = "GET /organisations/<uuid:organisation_id>/people"
SESSION = "GET /sessions/<uuid:session_id>"
MATCH = "GET /matches/<uuid:match_id>"


def test_a_relation_that_is_not_checked_is_found_in_identity(world: World, monkeypatch):
    monkeypatch.setattr(identity_policy, "sees_people", lambda *_, **__: True)

    with pytest.raises(AssertionError, match=r"leader_b|coach_l"):
        check(world, *first("identity", PEOPLE))


def test_a_relation_that_is_not_checked_is_found_in_scheduling(world: World, monkeypatch):
    monkeypatch.setattr(scheduling_policy, "may_see", lambda _actor: true())

    with pytest.raises(AssertionError, match=SESSION.split(" ")[1]):
        check(world, *first("scheduling", SESSION))


def test_a_match_shown_to_an_agency_before_it_is_asked_is_found(world: World, monkeypatch):
    monkeypatch.setattr(partners_policy, "sees_match", lambda _actor: true())

    with pytest.raises(AssertionError, match=r"staff_p|coach_l|link_check"):
        check(world, *first("partners", MATCH))


def test_a_door_that_lets_everybody_in_is_found(world: World, monkeypatch):
    monkeypatch.setattr(door, "may_enter", lambda _actor, _roles: True)

    with pytest.raises(AssertionError, match="GET /organisations"):
        check(world, *first("identity", "GET /organisations"))


def test_a_write_without_an_audit_row_is_found(world: World, monkeypatch):
    monkeypatch.setattr(audit, "note", lambda *_, **__: None)

    with pytest.raises(AssertionError, match="no audit row"):
        check(world, *first("identity", "PATCH /me"))


def test_a_refusal_that_names_what_is_there_is_found(world: World, monkeypatch):
    def talkative(self: NotFound, detail: str = "") -> None:
        super(NotFound, self).__init__(detail or f"There is nothing here for you ({id(self)}).")

    monkeypatch.setattr(NotFound, "__init__", talkative)

    with pytest.raises(AssertionError, match="tells that the thing is there"):
        check(world, *first("scheduling", "PATCH /sessions/<uuid:session_id>"))


def test_a_leaking_answer_is_found(world: World):
    anybody = world.personas["leader_a"].name
    world_secrets = dict(world.secrets)
    try:
        world.secrets = {**world_secrets, "leader_a": frozenset()}
        world.secrets["Persoon leader_a"] = world.secrets["Persoon leader_a"] - {anybody}
        with pytest.raises(AssertionError, match="let out"):
            check(world, *first("identity", "GET /me"))
    finally:
        world.secrets = world_secrets


def test_a_table_that_promises_more_than_the_service_does_is_found(world: World, monkeypatch):
    promised = ("coach:guides", "leader:own", "working_group:own")
    monkeypatch.setattr(checks, "audience", lambda *_: promised)

    with pytest.raises(AssertionError, match="answered 403"):
        check(world, *first("congregations", "DELETE /tracks/<uuid:track_id>"))
