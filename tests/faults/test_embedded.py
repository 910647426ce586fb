"""The one-process mode, killed at random: each event has its effect once at every reader."""

import time
from pathlib import Path
from random import Random

from shared.db import Database
from tests.faults import figures
from tests.faults.figures import Outcome
from tests.faults.line import CATALOGUE, until
from tests.faults.plan import Plan, Tally
from tests.faults.programs import SUBSCRIBERS
from tests.faults.sizes import SEED, sized
from tests.faults.storm import Crew, Fault, seconds, working

KILLS = sized(5, 32)


def made(folder: Path) -> list[Tally]:
    """Make the databases of the writing service and of its readers; one tally for each reader."""
    sender, receiver = (f"sqlite:///{folder / name}" for name in ("sender", "receiver"))
    plan = Plan("embedded", str(folder), SEED, sender, receiver)
    plan.write()
    readers = [Database(f"{receiver}{number}") for number in range(SUBSCRIBERS)]
    tallies = [Tally(plan, Database(sender), each) for each in readers]
    for database in (tallies[0].sender, *readers):
        CATALOGUE.create_all(database.engine)
    return tallies


def test_one_process_killed_at_random_has_each_effect_once_at_every_reader(tmp_path):
    tallies = made(tmp_path)
    crew = Crew("embedded", tallies[0].plan, 1)
    with working(crew):
        Fault("embedded", KILLS, (0.1, 1.0), crew.kill).strike(SEED)
        tmp_path.joinpath("enough").touch()
        crew.kill(Random(SEED))
        begun = time.monotonic()
        until(lambda: all(each.is_taken_in() for each in tallies))
    outcomes = [each.outcome("reader", seconds(begun)) for each in tallies]
    total = Outcome(
        "embedded storm",
        events=outcomes[0].events,
        effects=sum(each.effects for each in outcomes),
        lost=sum(each.lost for each in outcomes),
        doubled=sum(each.doubled for each in outcomes),
        disordered=sum(each.disordered for each in outcomes),
        drained=outcomes[0].drained,
        kills={"embedded": crew.killed},
    )
    figures.report(total)

    assert tallies[0].acknowledged() <= tallies[0].recorded()
    assert (total.lost, total.doubled, total.disordered) == (0, 0, 0)
    assert total.effects == SUBSCRIBERS * total.events > 0
    assert total.kills["embedded"] > KILLS
