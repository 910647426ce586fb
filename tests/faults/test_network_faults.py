"""A network that swallows everything for a while, to the relays and to the consumer."""

import time

import pytest
import servers

from shared.events import bus, consumer
from tests.faults import figures, line
from tests.faults.line import Line, clean
from tests.faults.sizes import sized
from tests.faults.wire import Wire


def test_a_network_that_swallows_everything_delays_events_and_loses_none(
    postgresql: servers.Postgresql, rabbitmq: servers.Rabbitmq, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bus, "HEARTBEAT", sized(1, 2))
    monkeypatch.setattr(consumer, "LONGEST_PAUSE", 2.0)
    core = line.provisioned(rabbitmq)
    wire = Wire(rabbitmq.port)
    through = core.replace(f":{rabbitmq.port}/", f":{wire.port}/")
    with (
        line.two_databases(postgresql) as databases,
        Line(*databases, through, deadline=sized(2.0, 15.0)) as chain,
    ):
        chain.write(50)
        chain.drained()
        with chain.writing():
            wire.cut = True
            time.sleep(sized(3, 12))
            wire.cut = False
        drained = chain.drained()
    wire.close()

    outcome = chain.outcome("E9 black hole", drained)
    figures.report(outcome)
    assert clean(outcome)
    assert chain.refused() == 0
    assert chain.endings().keys() == {"done"}
