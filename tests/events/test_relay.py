"""What a relay marks as sent: nothing before it is certain, and no event before an earlier one."""

import pytest

from shared.clock import new_id
from shared.events import relay
from shared.events.confirms import BusDown
from tests.events.receiving import Killed
from tests.events.sending import Broker


def test_everything_is_sent_in_order_and_marked(sender):
    ids = sender.record(*(new_id() for _ in range(30)))
    broker = Broker()

    assert sender.relay(broker).send() == 30

    by_bucket = {each: row.bucket for each, row in zip(ids, sender.rows(), strict=True)}
    taken = [each.id for each in broker.taken]
    for bucket in set(by_bucket.values()):
        mine = [each for each in ids if by_bucket[each] == bucket]
        assert [each for each in taken if by_bucket[each] == bucket] == mine
    assert sender.unsent() == []
    assert {row.published_at for row in sender.rows()} == {sender.clock.now()}
    assert sum(sender.confirmed) == 30


def test_what_was_sent_is_not_sent_again(sender):
    sender.record(new_id(), new_id())
    broker = Broker()
    sender.relay(broker).send()

    assert sender.relay(broker).send() == 0
    assert broker.offered == 2


def test_an_empty_outbox_asks_nothing_of_the_broker(sender):
    assert sender.relay(Broker(breaks_after=0)).send() == 0


def test_more_than_one_window_is_sent_at_once(sender, monkeypatch):
    monkeypatch.setattr(relay, "_rows", relay._rows.limit(3))
    subject = new_id()
    ids = sender.record(*[subject] * 10)
    broker = Broker()

    assert sender.relay(broker).send() == 10
    assert [each.id for each in broker.taken] == ids


def test_of_each_subject_only_the_unbroken_beginning_is_marked(sender):
    one, other = new_id(), new_id()
    ids = sender.record(one, other, one, other, one)
    broker = Broker(full_for={ids[2]})

    sender.relay(broker).send()

    assert sender.unsent() == [ids[2], ids[4]]
    assert [row.refused for row in sender.rows()] == [None] * 5


def test_what_a_full_queue_did_not_take_is_sent_when_there_is_room(sender):
    subject = new_id()
    ids = sender.record(subject, subject, subject)
    broker = Broker(full_for={ids[1]})
    sender.relay(broker).send()

    broker.full_for.clear()
    sender.relay(broker).send()

    assert sender.unsent() == []
    # the third was sent twice: what comes after a gap is not certain to come in order
    last = [each.id for each in broker.taken]
    assert last[-2:] == [ids[1], ids[2]]


def test_while_a_queue_is_full_no_event_is_offered_with_the_one_after_it(sender):
    subject, other = new_id(), new_id()
    ids = sender.record(subject, subject, other, subject)
    broker = Broker(full_for={*ids})
    relay = sender.relay(broker)
    relay.send()
    broker.offered = 0

    relay.send()
    assert broker.offered == 2

    broker.full_for.clear()
    assert relay.send() == 4
    mine = [each.id for each in broker.taken if each.id != ids[2]]
    assert mine == [ids[0], ids[1], ids[3]]


def test_what_is_refused_for_its_own_fault_is_kept_with_the_reason_and_holds_nothing_up(sender):
    subject = new_id()
    ids = sender.record(subject, subject, subject)

    sender.relay(Broker(refuses={ids[1]: "no queue takes it"})).send()

    assert [row.refused for row in sender.rows()] == [None, "no queue takes it", None]
    assert [row.published_at is None for row in sender.rows()] == [False, True, False]
    assert sender.unsent() == []


@pytest.mark.parametrize("certain", [0, 1, 3])
def test_when_the_broker_goes_what_was_certain_is_marked_and_the_outage_is_told(sender, certain):
    subject = new_id()
    ids = sender.record(subject, subject, subject, subject)
    broker = Broker(breaks_after=certain)

    with pytest.raises(BusDown, match="gone"):
        sender.relay(broker).send()

    assert sender.unsent() == ids[certain:]
    assert sum(sender.confirmed) == certain

    broker.breaks_after = None
    sender.relay(broker).send()
    assert [each.id for each in broker.taken] == ids


def test_a_long_outage_burns_nothing(sender):
    ids = sender.record(*(new_id() for _ in range(5)))
    broker = Broker(breaks_after=0)

    for _ in range(50):
        with pytest.raises(BusDown):
            sender.relay(broker).send()
    assert sender.unsent() == ids
    assert {row.refused for row in sender.rows()} == {None}

    broker.breaks_after = None
    assert sender.relay(broker).send() == 5


def test_a_relay_that_dies_before_it_marks_sends_all_again(sender):
    def die():
        raise Killed

    ids = sender.record(new_id())
    broker = Broker(meanwhile=die)
    with pytest.raises(Killed):
        sender.relay(broker).send()
    assert sender.unsent() == ids

    broker.meanwhile = lambda: None
    sender.relay(broker).send()
    assert [each.id for each in broker.taken] == ids * 2
