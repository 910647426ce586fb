"""Programs, broker and database are killed at random while events are written: nothing is lost.

One storm over three chains: plain handlers, handlers that fail and ask for order, and the control.
"""

import time
from collections.abc import Iterator
from contextlib import ExitStack
from functools import partial

import pytest
import servers

from shared.events.tables import inbox
from shared.operating import Wanted, replay
from tests.faults import figures
from tests.faults.chains import Chain, chain
from tests.faults.line import provisioned, until
from tests.faults.plan import Tally
from tests.faults.sizes import LARGE, SEED, sized
from tests.faults.storm import Fault, restart, seconds, strike_together, working

EVENTS = sized(300, 9_000)  # at least so many, of the plain chain
SERVERS = sized(1, 12)  # kills of each
PROGRAMS = sized(3, 64)  # kills of relays, and of consumers, of the plain chain
OTHERS = sized(2, 24)  # the same of the ordered chain and of the control
CALM = sized((1.0, 2.0), (3.0, 9.0))  # seconds before a server is killed

pytestmark = pytest.mark.timeout(sized(240, 2400))


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
        figures.figure("connections cut", strike_together(faults, SEED))
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
        until(chains[name].tally.is_drained, sized(150.0, 900.0))
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
    # a few kills need not hit between a commit and its acknowledgement, many do
    assert outcome.duplicates > 0 or not LARGE
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
    with tally.receiver.write() as db:
        replay(db, Wanted(states=("parked",)))
    return tally.states().keys() == {"done"}
