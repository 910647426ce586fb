"""A message that kills its worker parks itself alone; what is sent again has no second effect."""

import time
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest
import servers
from sqlalchemy import select, update

from shared.clock import Clock, new_id
from shared.contracts.congregations import CongregationRegistered
from shared.events.outbox import record
from shared.events.tables import inbox, outbox
from tests.faults import figures
from tests.faults.chains import Chain, chain, send_all
from tests.faults.line import provisioned, until
from tests.faults.storm import Crew, seconds, working

PARTY = 20
REPLAYED = 1_000
DEATHS = 3  # of attempts alone; before them one in company, of which nobody knows who did it


@pytest.fixture
def line(
    postgresql: servers.Postgresql, rabbitmq: servers.Rabbitmq, tmp_path: Path
) -> Iterator[Chain]:
    with chain(tmp_path, postgresql, provisioned(rabbitmq), name="line") as made:
        yield made


def recorded(line: Chain, congregations: list[UUID]) -> None:
    with line.tally.sender.write() as db:
        for each in congregations:
            record(db, CongregationRegistered(congregation_id=each), at=Clock().now())


def test_a_message_that_kills_the_worker_is_parked_and_none_of_its_neighbours(line):
    congregations = [new_id() for _ in range(PARTY)]
    guilty = congregations[PARTY // 2]
    line.plan.file("guilty").write_text(str(guilty))
    line.plan.with_handler("deadly").write()
    recorded(line, congregations)
    send_all(line.tally)
    begun, ends = time.monotonic(), 0
    consumer = Crew("consumer", line.plan, 1)

    def settled() -> bool:
        nonlocal ends
        ends += consumer.restart_ended()
        return line.tally.states() == {"done": PARTY - 1, "parked": 1}

    consumer.start()
    try:
        until(settled)
    finally:
        consumer.stop()
    with line.tally.receiver.read() as db:
        parked = db.execute(select(inbox).where(inbox.c.state == "parked")).one()
    outcome = line.tally.outcome("deadly message", seconds(begun))
    figures.figure("workers killed by a deadly message", ends)

    assert parked.subject == f"congregation/{guilty}"
    assert f"died while it handled this, {DEATHS} times" in parked.reason
    assert ends <= 1 + DEATHS
    assert outcome.effects == PARTY - 1
    assert (outcome.lost, outcome.doubled, outcome.disordered) == (1, 0, 0)


def test_what_is_sent_again_has_no_second_effect(line):
    recorded(line, [new_id() for _ in range(REPLAYED)])
    send_all(line.tally)
    with working(Crew("consumer", line.plan, 1)):
        until(line.tally.is_drained)
        before = line.tally.effects()
        with line.tally.sender.write() as db:
            db.execute(update(outbox).values(published_at=None))
        begun = time.monotonic()
        send_all(line.tally)
        until(lambda: line.tally.duplicates() >= REPLAYED)
    dropped = line.tally.duplicates()
    outcome = line.tally.outcome("sent again", seconds(begun), duplicates=dropped)
    figures.report(outcome)
    figures.figure("additional effects of a replay", len(line.tally.effects()) - len(before))

    assert line.tally.effects() == before
    assert len(before) == REPLAYED
