"""Two workers of one service at once: an event that both were given has one effect."""

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

import pytest
import servers
from sqlalchemy.exc import OperationalError

from shared.clock import StillClock, new_id
from shared.db import Database
from shared.events.handlers import Happening
from shared.events.inbox import LADDER, LEASE, Inbox
from shared.events.reading import Delivery
from tests.events.receiving import CATALOGUE, Receiver, come, note


@pytest.fixture
def receiver(postgresql: servers.Postgresql) -> Iterator[Receiver]:
    database = Database(postgresql.create_database(f"workers_{new_id().hex}"))
    CATALOGUE.create_all(database.engine)
    yield Receiver(database, StillClock(datetime(2026, 11, 23, 9, tzinfo=UTC)))
    database.close()


class Slow:
    """A handler that says when it has begun and ends when it may."""

    def __init__(self) -> None:
        self.begun, self.may_end = threading.Event(), threading.Event()

    def __call__(self, db: Any, event: Any, happening: Happening) -> None:
        note(db, event, happening)
        self.begun.set()
        assert self.may_end.wait(30)


@pytest.mark.parametrize("again", [False, True])
def test_the_same_events_given_to_two_workers_have_one_effect_each(
    receiver: Receiver, again: bool
) -> None:
    bodies = [receiver.sealed() for _ in range(60)]

    together(
        lambda: as_a_consumer(receiver.inbox(), come(*bodies, again=again)),
        lambda: as_a_consumer(receiver.inbox(), come(*reversed(bodies), again=again)),
        lambda: as_a_consumer(receiver.inbox(), come(*bodies[30:], *bodies[:30], again=not again)),
    )

    assert len(receiver.effects()) == len(set(receiver.effects())) == 60
    assert receiver.states() == ["done"] * 60


@pytest.mark.parametrize("again", [False, True])
def test_an_attempt_that_takes_longer_than_its_lease_is_not_made_beside_itself(
    receiver: Receiver, again: bool
) -> None:
    slow = Slow()
    inbox = receiver.inbox(slow)
    body = receiver.sealed()
    first = threading.Thread(target=inbox.receive_all, args=[come(body, again=True)])
    first.start()
    assert slow.begun.wait(30)

    receiver.clock.advance(2 * LEASE)
    others: list[Callable[[], object]] = [
        inbox.retry_due,
        lambda: inbox.receive_all(come(body, again=again)),
    ]
    threads = [threading.Thread(target=each) for each in others]
    for thread in threads:
        thread.start()
    time.sleep(0.5)
    slow.may_end.set()
    for thread in (first, *threads):
        thread.join(30)

    assert len(receiver.effects()) == 1
    assert receiver.states() == ["done"]


def test_what_is_due_is_tried_by_one_of_several_workers(receiver: Receiver) -> None:
    broken = [True]

    def handle(db: Any, event: Any, happening: Happening) -> None:
        if broken:
            raise RuntimeError("not yet")
        note(db, event, happening)

    inbox = receiver.inbox(handle)
    inbox.receive_all(come(*(receiver.sealed() for _ in range(30))))
    broken.clear()
    receiver.clock.advance(1.2 * LADDER[0])

    together(inbox.retry_due, inbox.retry_due, inbox.retry_due)

    assert len(receiver.effects()) == 30
    assert [row.attempts for row in receiver.rows()] == [2] * 30


def as_a_consumer(inbox: Inbox, deliveries: Sequence[Delivery]) -> None:
    """Offer them until they are stored: two workers may be in each other's way."""
    for _ in range(20):
        try:
            return inbox.receive_all(deliveries)
        except OperationalError:
            time.sleep(0.1)
    raise AssertionError("it could not be stored")


def together(*steps: Callable[[], object]) -> None:
    start = threading.Barrier(len(steps))
    failed: list[BaseException] = []

    def run(step: Callable[[], object]) -> None:
        start.wait(30)
        try:
            step()
        except BaseException as failure:
            failed.append(failure)

    threads = [threading.Thread(target=run, args=[step]) for step in steps]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert failed == []
