"""The table itself: every word of it is one that the generated tests understand."""

import pytest

from services.host import BY_NAME
from services.identity.policy import SCOPES
from shared.web import door
from tests.access.house import House
from tests.access.world import World

ALONE = {"public", "service", "link"}
ROLES = {"person", "operator", "coach", "leader", "working_group", "agency_staff", "contact"}
RELATIONS = {"own", "guides", "self", "introduced", "any"}
KNOWN = (
    ALONE
    | {f"{role}:{relation}" for role in ROLES for relation in RELATIONS}
    | {f"key:{scope}" for scope in (*SCOPES, "own", "any")}
)


@pytest.mark.parametrize("service", BY_NAME)
def test_every_audience_is_one_that_is_known(service: str):
    strange = {
        f"{route}: {entry}"
        for route, who in door.access_of(service).items()
        for entry in who
        if entry not in KNOWN
    }

    assert not strange


@pytest.mark.parametrize("service", BY_NAME)
def test_what_is_open_to_the_public_names_nobody_else(service: str):
    mixed = [
        route for route, who in door.access_of(service).items() if "public" in who and len(who) > 1
    ]

    assert not mixed


def test_the_house_notices_a_change_and_can_be_put_back(world: World):
    house: House = world.house
    before = house.digest()
    body = b'{"name": "Anders"}'
    answer = house.send(world.person("leader_a"), "identity", "PATCH /me", body=body)
    changed, between = house.changed(), house.digest()
    house.put_back()

    assert answer.status_code == 200
    assert changed == ["identity"]
    assert {name for name in before if before[name] != between[name]} == {
        "identity.audit",
        "identity.person",
    }
    assert house.digest() == before
    assert house.changed() == []
