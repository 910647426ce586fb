"""What a worker does again and again goes on through outages, and does not rush them."""

import threading
import time
from collections.abc import Callable

import pytest
from sqlalchemy.exc import OperationalError

from shared.events.confirms import BusDown
from shared.worker import Loop

AWAY = (BusDown("away"), OperationalError("SELECT 1", {}, OSError("away")))


def until(true: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 20
    while not true():
        assert time.monotonic() < deadline, "it did not come true"
        time.sleep(0.01)


@pytest.mark.parametrize("outage", AWAY, ids=["broker", "database"])
def test_writes_during_an_outage_do_not_make_the_loop_knock_each_time(outage: Exception) -> None:
    rounds: list[int] = []

    def step() -> None:
        rounds.append(1)
        raise outage

    loop = Loop("relay", step, pause=0.0, rest=3600)
    loop.start()
    until(lambda: bool(rounds))
    for _ in range(20):
        loop.wake()
        time.sleep(0.01)
    loop.stop()

    assert len(rounds) == 1
    assert not loop.is_alive()


@pytest.mark.parametrize("fault", [*AWAY, RuntimeError("bad")])
def test_a_fault_does_not_end_the_loop(fault: Exception) -> None:
    faults = [fault]
    done = threading.Event()

    def step() -> None:
        if faults:
            raise faults.pop()
        done.set()

    loop = Loop("relay", step, pause=0.0, rest=0.0)
    loop.start()

    assert done.wait(20)
    loop.stop()


def test_what_waits_behind_what_was_moved_is_not_left_until_after_the_pause() -> None:
    waiting = [1, 1, 1]

    def step() -> int:
        return waiting.pop() if waiting else 0

    loop = Loop("retry", step, pause=3600.0)
    loop.start()

    until(lambda: not waiting)
    loop.stop()
    assert not loop.is_alive()
