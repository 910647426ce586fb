import pytest

from shared.web import door
from shared.web.app import OWN
from tests.access.checks import check
from tests.access.examples import BY_SERVICE
from tests.access.world import World

CASES = [
    pytest.param(service, route, number, id=f"{service} {route} {number}")
    for service, examples in BY_SERVICE.items()
    for route, several in examples.items()
    for number in range(len(several))
]


@pytest.mark.parametrize(("service", "route", "number"), CASES)
def test_a_route_lets_in_those_whom_the_table_names_and_nobody_else(
    world: World, service: str, route: str, number: int
):
    tally = check(world, service, route, BY_SERVICE[service][route][number])

    assert tally.allowed


@pytest.mark.parametrize("service", BY_SERVICE)
def test_every_route_has_an_example(service: str):
    missing = {**OWN, **door.access_of(service)}.keys() - BY_SERVICE[service].keys()

    assert not missing, f"add examples of {sorted(missing)} to tests/access/examples"


@pytest.mark.parametrize("service", BY_SERVICE)
def test_every_example_is_of_a_route_that_is_there(service: str):
    gone = BY_SERVICE[service].keys() - {**OWN, **door.access_of(service)}.keys()

    assert not gone, f"take {sorted(gone)} out of tests/access/examples"


def test_exceptions_from_the_table_name_people_who_exist(world: World):
    named = {
        persona
        for examples in BY_SERVICE.values()
        for several in examples.values()
        for example in several
        for persona in (*example.also, *example.but, *example.seen)
    }

    assert named <= world.personas.keys()
