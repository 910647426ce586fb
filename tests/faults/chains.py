"""A chain: a writing service, its relays, a broker, the consumers of a reading service."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import servers

from shared.clock import Clock, new_id
from shared.db import Database
from shared.events.bus import Publisher
from shared.events.relay import Relay
from tests.faults.line import CATALOGUE, until
from tests.faults.plan import Plan, Tally
from tests.faults.sizes import SEED, sized
from tests.faults.storm import Crew, Fault, cut

CUTS = sized(3, 40)


@dataclass
class Chain:
    """One chain of the storm, and when its last event was written."""

    plan: Plan
    tally: Tally
    producers: Crew
    relays: Crew | None
    consumers: Crew
    drained: float = 0.0
    kills: dict[str, int] = field(default_factory=dict)

    @property
    def crews(self) -> list[Crew]:
        return [each for each in (self.producers, self.relays, self.consumers) if each]

    def faults(self, times: int, url: str) -> list[Fault]:
        """What is done to this chain alone."""
        own = (0.1, 0.6)
        name = self.plan.name
        kills = [Fault(f"{name} {crew.role}", times, own, crew.kill) for crew in self.crews[1:]]
        cuts = [
            Fault(f"{name} cut {side[-12:]}", CUTS, (0.2, 1.5), partial(_cut, url, side))
            for side in (self.plan.sender, self.plan.receiver)
        ]
        return kills + cuts


def _cut(url: str, database: str, _dice: object) -> int:
    return cut(url, database.rsplit("/", 1)[1])


@contextmanager
def chain(
    folder: Path, rows: servers.Postgresql, url: str, *, name: str, handler: str = "plain"
) -> Iterator[Chain]:
    """Make the databases and programs of a chain."""
    key = new_id().hex[-8:]
    addresses = [rows.create_database(f"{name}_{key}_{side}") for side in ("sender", "receiver")]
    databases = [Database(address) for address in addresses]
    for database in databases:
        CATALOGUE.create_all(database.engine)
    plan = Plan(name, str(folder / name), SEED, *addresses, url, handler)
    plan.write()
    naive = "naive " if name == "naive" else ""
    relays = None if naive else Crew("relay", plan, 2)
    crews = Crew(f"{naive}producer", plan, 2), relays, Crew(f"{naive}consumer", plan, 2)
    yield Chain(plan, Tally(plan, *databases), *crews)
    for database in databases:
        database.close()


def send_all(tally: Tally) -> None:
    """Send what waits, from here."""
    publisher = Publisher(tally.plan.broker)
    relay = Relay(tally.sender, publisher, Clock())
    until(lambda: not relay.send() and not tally.unsent())
    publisher.close()
