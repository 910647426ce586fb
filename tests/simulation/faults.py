"""The weather of a world: which faults it has, how often, and how all of them end."""

from datetime import timedelta
from random import Random
from typing import TYPE_CHECKING

from tests.simulation.broker import Stored, Trouble
from tests.simulation.scheduler import Actor, Odds, Process
from tests.simulation.store import LEDGER, LETTERS

if TYPE_CHECKING:
    from tests.simulation.world import World

OFTEN = (0.002, 0.006, 0.02)
# An innocent event is parked after three deaths while it was handled. A world stays below that by
# what it injects, so that whatever innocent is parked was parked for another one's guilt.
READER_DEATHS = 2


class Faults:
    """What goes wrong in one world; every kind of fault is in about half of them."""

    def __init__(self, world: "World") -> None:
        self._world = world
        dice = world.dice
        deadly = any(deed.nature == "deadly" for deed in world.deeds.values())
        self._left = dict.fromkeys((LEDGER, LETTERS, "house"), READER_DEATHS - deadly)
        world.scheduler.odds = Odds(crash=_some(dice), between=_some(dice) * 10)
        world.scheduler.may_crash = self._may_crash
        world.broker.trouble = Trouble(*(_some(dice) for _ in range(4)), crossed=10 * _some(dice))
        for store in world.stores.values():
            store.cut = _some(dice) / 4
            store.may_be_cut = self._may_crash
        world.post.odds, world.owners.odds = 20 * _some(dice), 5 * _some(dice)

    def actors(self) -> None:
        """Add those that make trouble by themselves."""
        sky = Process("sky", lambda: None)
        for name, step in (
            ("clock", self._jump),
            ("garbage", self._garbage),
            ("broker", self._hang_up),
        ):
            self._world.scheduler.actors.append(Actor(name, sky, step, weight=1, calm=False))

    def end(self) -> None:
        """From now on nothing goes wrong any more."""
        world = self._world
        world.scheduler.odds = Odds()
        world.broker.trouble = Trouble()
        for store in world.stores.values():
            store.cut = 0.0
        world.post.odds = world.owners.odds = 0.0

    def _may_crash(self, process: Process) -> bool:
        if process.name == "sky":
            return False
        kind = process.name.partition("-")[0]
        if kind not in self._left:
            return True
        self._left[kind] -= 1
        return self._left[kind] >= 0

    def _jump(self) -> None:
        world = self._world
        if world.dice.random() < 0.5:
            world.clock.advance(timedelta(seconds=world.dice.randint(-7200, 9000)))

    def _garbage(self) -> None:
        """Something that is no event comes in over the broker."""
        world = self._world
        if not world.embedded and world.garbage < 2 and world.dice.random() < 0.1:
            world.garbage += 1
            body = f"garbage {world.garbage}".encode()
            kind = world.dice.choice(("application/json", "text/plain"))
            world.broker.store(world.broker.queues[LEDGER], Stored(body, kind))

    def _hang_up(self) -> None:
        """The broker loses a connection, or all, while nobody speaks to it."""
        world = self._world
        if world.dice.random() < world.broker.trouble.killed * 20:
            world.broker.kill()
        elif world.broker.links and world.dice.random() < world.broker.trouble.lost * 40:
            world.dice.choice(world.broker.links).collect()


def _some(dice: Random) -> float:
    return dice.choice((0.0, 0.0, *OFTEN))
