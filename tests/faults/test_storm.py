"""Programs, broker and database are killed at random while events are written: nothing is lost.

One storm over three chains: plain handlers, handlers that fail and ask for order, and the control.
"""

import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import pytest
import servers
from sqlalchemy import select

from shared.clock import Clock, new_id
from shared.db import Database
from shared.events.tables import inbox
from tests.events.deciding import replay
from tests.faults import figures
from tests.faults.line import CATALOGUE, provisioned, until
from tests.faults.plan import Plan, Tally
from tests.faults.sizes import SEED, sized
from tests.faults.storm import Crew, Fault, cut, restart, seconds, strike_together, working

EVENTS = sized(300, 9_000)  # at least so many, of the plain chain
SERVERS = sized(1, 12)  # kills of each
PROGRAMS = sized(3, 64)  # kills of relays, and of consumers, of the plain chain
OTHERS = sized(2, 24)  # the same of the ordered chain and of the control
CUTS = sized(3, 40)
CALM = sized((1.0, 2.0), (3.0, 9.0))  # seconds before a server is killed


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


def _cut(url: str, database: str, _dice: object) -> None:
    cut(url, database.rsplit("/", 1)[1])


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


@pytest.fixture(scope="module")
def chains(
    postgresql: servers.Postgresql,
    rabbitmq: servers.Rabbitmq,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[dict[str, Chain]]:
    folder = tmp_path_factory.mktemp("storm")
    kinds = {"plain": "plain", "ordered": "ordered", "naive": "plain"}
    with ExitStack() as stack:
        made = {
            name: stack.enter_context(
                chain(folder, postgresql, provisioned(rabbitmq), name=name, handler=handler)
            )
            for name, handler in kinds.items()
        }
        stack.enter_context(working(*(crew for each in made.values() for crew in each.crews)))
        times = {"plain": PROGRAMS, "ordered": OTHERS, "naive": OTHERS}
        faults = [
            Fault("broker", SERVERS, CALM, partial(restart, rabbitmq)),
            Fault("postgresql", SERVERS, CALM, partial(restart, postgresql)),
        ]
        for name, each in made.items():
            faults += each.faults(times[name], postgresql.url)
        strike_together(faults, SEED)
        until(lambda: len(made["plain"].tally.committed()) >= EVENTS)
        settle(made)
        made["plain"].kills |= {"broker": SERVERS, "postgresql": SERVERS}
        yield made


def settle(chains: dict[str, Chain]) -> None:
    """Write no more, and wait until what was written has come, or for the control stays away."""
    for each in chains.values():
        each.producers.stop()
        each.kills = {crew.role: crew.killed for crew in each.crews if crew.killed}
    begun = time.monotonic()
    for name in ("plain", "ordered"):
        until(chains[name].tally.is_drained)
        chains[name].drained = seconds(begun)
    before = -1
    while before != (now := len(chains["naive"].tally.effects())):
        before = now
        time.sleep(2)
    chains["naive"].drained = seconds(begun)


def test_a_storm_loses_nothing_doubles_nothing_and_keeps_the_order(chains):
    storm = chains["plain"]
    outcome = storm.tally.outcome(
        "storm", storm.drained, duplicates=storm.tally.duplicates(), kills=storm.kills
    )
    figures.report(outcome)

    assert storm.tally.states() == {"done": outcome.events}
    assert (outcome.lost, outcome.doubled, outcome.disordered) == (0, 0, 0)
    assert outcome.effects == outcome.events >= EVENTS
    assert outcome.duplicates > 0
    assert min(storm.kills.values()) > 0


def test_the_same_storm_is_seen_to_rob_a_chain_that_takes_no_care(chains):
    control = chains["naive"]
    outcome = control.tally.outcome("naive control", control.drained, control=True)
    figures.report(outcome)

    assert outcome.lost > 0


def test_nothing_overtakes_what_is_parked_and_a_replay_brings_all_in_order(chains):
    storm = chains["ordered"]
    before = storm.tally.effects()
    with storm.tally.receiver.read() as db:
        parked = db.execute(inbox.select().where(inbox.c.state == "parked")).all()
    overtaken = [
        row
        for row in parked
        if any(subject == row.subject and number > row.subjectseq for _, subject, number in before)
    ]
    storm.plan.file("mended").touch()
    begun = time.monotonic()
    until(lambda: replayed(storm.tally))
    outcome = storm.tally.outcome("failing handlers", seconds(begun), kills=storm.kills)
    figures.report(outcome)

    assert parked
    assert not overtaken
    assert (outcome.lost, outcome.doubled, outcome.disordered) == (0, 0, 0)


def replayed(tally: Tally) -> bool:
    """Have what is parked tried again; tells whether nothing waits any longer."""
    of_parked = select(inbox.c.event_id).where(inbox.c.state == "parked")
    with tally.receiver.write() as db:
        for event_id in db.scalars(of_parked).all():
            replay(db, event_id, at=Clock().now())
    return tally.states().keys() == {"done"}
