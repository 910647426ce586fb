"""Events and mail under seeded faults: no promise breaks, and no planted bug stays hidden."""

from collections.abc import Iterator

import pytest

from shared import log
from tests.simulation.planted import BUGS
from tests.simulation.run import Verdict, simulate
from tests.simulation.store import Shelf

# a limit against hanging, not a measure: machines differ and are shared
pytestmark = pytest.mark.timeout(900)
PARTS = 10
SEEDS = 200


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    return Shelf(tmp_path_factory.mktemp("worlds"))


@pytest.fixture(autouse=True)
def silent() -> Iterator[None]:
    log.configure("CRITICAL")
    yield
    log.configure("ERROR")


def broken(verdict: Verdict) -> list[str]:
    again = f"make simulate SEED={verdict.seed}"
    return [f"{line} ({again})" for line in verdict.violations]


@pytest.mark.parametrize("part", range(PARTS))
def test_no_promise_breaks_whatever_fails(shelf, part):
    seeds = range(part, SEEDS, PARTS)

    assert [line for seed in seeds for line in broken(simulate(seed, shelf))] == []


@pytest.mark.parametrize("bug", BUGS)
def test_a_planted_bug_is_found(shelf, bug):
    found = any(simulate(seed, shelf, bug).violations for seed in range(300))

    assert found, f"{bug} stays hidden"


def test_a_seed_repeats_itself_to_the_last_step(shelf):
    one, other = simulate(17, shelf), simulate(17, shelf)

    assert one == other
    assert one.points > 100


def test_other_seeds_are_other_worlds(shelf):
    assert len({simulate(seed, shelf).told for seed in range(3)}) == 3
