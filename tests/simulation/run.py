"""One seed from beginning to end, with everything injected that would not repeat itself."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from random import Random
from types import SimpleNamespace

from shared import clock
from shared.events import bus, confirms
from tests.simulation import invariants, rest
from tests.simulation.planted import planted
from tests.simulation.put import put
from tests.simulation.store import Shelf
from tests.simulation.world import World


@dataclass(frozen=True)
class Verdict:
    """What one seed showed; equal seeds have equal ones."""

    seed: int
    violations: tuple[str, ...]
    told: str
    points: int


def simulate(seed: int, shelf: Shelf, bug: str | None = None) -> Verdict:
    """Run one world, with a bug planted if one is named, and check it at its end."""
    world = World(seed, shelf)
    with injected(world), planted(bug, world), _only_its_own_collected():
        violations = tuple(_violations(world))
    return Verdict(seed, violations, world.scheduler.told, world.scheduler.points)


@contextmanager
def _only_its_own_collected() -> Iterator[None]:
    """Leave all that was there before aside: each crash collects what its process left behind."""
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


def _violations(world: World) -> Iterator[str]:
    try:
        world.run()
        world.faults.end()
        rest.settle(world)
        yield from invariants.before_replay(world)
        rest.replay_parked(world)
        rest.settle(world)
        yield from invariants.after_replay(world)
    except rest.Restless:
        yield from world.surprises[:1]
        yield "it does not come to rest"


@contextmanager
def injected(world: World) -> Iterator[None]:
    """Put the world's broker, and dice for ids and deadlines, where production takes its own."""
    ids = Random(world.seed)
    ticking = SimpleNamespace(monotonic=lambda: world.broker.ticks)
    with (
        put(bus, "connect", world.broker.connect),
        put(bus, "time", ticking),
        put(confirms, "time", ticking),
        put(clock, "os", SimpleNamespace(urandom=ids.randbytes)),
        put(clock, "time", SimpleNamespace(time_ns=lambda: int(world.clock.at.timestamp() * 1e9))),
    ):
        yield
