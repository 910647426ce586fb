"""Several relays on one outbox: each has buckets of its own, and together they send everything."""

import threading
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
import servers

from shared.clock import StillClock, new_id
from shared.db import Database
from shared.events.confirms import BusDown
from tests.events.receiving import CATALOGUE
from tests.events.sending import Broker, Sender
from tests.events.test_relay import *  # noqa: F403 - the same tests, another store


@pytest.fixture(scope="module")
def store(postgresql: servers.Postgresql) -> Iterator[Database]:
    database = Database(postgresql.create_database(f"relays_{new_id().hex}"))
    CATALOGUE.create_all(database.engine)
    yield database
    database.close()


@pytest.fixture
def sender(store: Database) -> Sender:
    with store.write() as db:
        for table in CATALOGUE.sorted_tables:
            db.execute(table.delete())
    return Sender(store, StillClock(datetime(2026, 11, 23, 9, tzinfo=UTC)))


def test_what_one_relay_has_in_hand_another_leaves_alone(sender: Sender) -> None:
    ids = sender.record(*(new_id() for _ in range(200)))
    first, other = Broker(), Broker()
    in_hand: set[str] = set()

    def let_the_other_send() -> None:
        first.meanwhile = lambda: None
        in_hand.update(each.id for each in first.taken)
        thread = threading.Thread(target=sender.relay(other).send)
        thread.start()
        thread.join(30)
        assert not thread.is_alive(), "the second relay waits for the first"

    first.meanwhile = let_the_other_send
    sender.relay(first).send()

    bucket = {str(row.event_id): row.bucket for row in sender.rows()}
    theirs = {each.id for each in other.taken}
    assert theirs
    assert {bucket[each] for each in in_hand}.isdisjoint(bucket[each] for each in theirs)
    assert sorted(each.id for each in [*first.taken, *other.taken]) == sorted(ids)
    assert sender.unsent() == []


def test_relays_at_once_send_everything_once_and_each_subject_in_order(sender: Sender) -> None:
    subjects = [new_id() for _ in range(40)]
    ids = [each for _ in range(15) for each in sender.record(*subjects)]
    broker, lock = Broker(), threading.Lock()

    class Shared(Broker):
        def publish(self, messages):  # type: ignore[no-untyped-def]
            with lock:
                return broker.publish(messages)

    def run() -> None:
        relay = sender.relay(Shared())
        while sender.unsent():
            relay.send()

    threads = [threading.Thread(target=run) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)

    assert sorted(each.id for each in broker.taken) == sorted(ids)
    for subject in subjects:
        mine = [each.id for each in broker.taken if each.subject == f"congregation/{subject}"]
        assert mine == [each for each in ids if each in set(mine)]
        assert len(mine) == 15


def test_a_relay_whose_broker_is_gone_gives_its_buckets_back(sender: Sender) -> None:
    sender.record(*(new_id() for _ in range(50)))
    with pytest.raises(BusDown):
        sender.relay(Broker(breaks_after=0)).send()

    other = Broker()
    sender.relay(other).send()

    assert len(other.taken) == 50
