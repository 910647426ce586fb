"""What an operator sees of a service's events, and what his decisions do to them."""

import json
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import select, update

from shared import operating
from shared.backlog import Backlog, backlog
from shared.clock import new_id
from shared.contracts.congregations import CongregationRegistered, TrackChanged
from shared.events.confirms import Message, Published
from shared.events.handlers import InOrder
from shared.events.outbox import record
from shared.events.relay import Relay
from shared.events.tables import inbox, outbox
from shared.operating import LISTED, REPLAYED, STATES, STUCK, Wanted
from tests.events.receiving import Receiver, come, failing, note, note_number

REGISTERED = CongregationRegistered.type_name()
A_YEAR = timedelta(days=365)


class Broker:
    """Takes everything but the subjects it is told to refuse."""

    def __init__(self, *refused: str) -> None:
        self.refused = refused
        self.got: list[str] = []

    def publish(self, messages: list[Message]) -> Published:
        refused = {
            each.id: "no queue takes it" for each in messages if each.subject in self.refused
        }
        taken = [each.id for each in messages if each.id not in refused]
        self.got += taken
        return Published(confirmed=frozenset(taken), refused=refused)


def sent(receiver: Receiver, number: int = 1) -> list[UUID]:
    """Record so many events, each about another congregation."""
    with receiver.db.write() as db:
        return [
            record(db, CongregationRegistered(congregation_id=new_id()), at=receiver.clock.now())
            for _ in range(number)
        ]


def relayed(receiver: Receiver, broker: Broker) -> int:
    return Relay(receiver.db, broker, receiver.clock).send()


def listed(receiver: Receiver, **wanted: object) -> list[operating.Row]:
    with receiver.db.read() as db:
        return operating.listed(db, Wanted(**wanted))


def numbers(receiver: Receiver) -> Backlog:
    with receiver.db.read() as db:
        return backlog(db)


def replay(receiver: Receiver, states: tuple[str, ...] = STUCK, **wanted: object) -> int:
    with receiver.db.write() as db:
        return operating.replay(db, Wanted(states=states, **wanted))


def resend(receiver: Receiver, **wanted: object) -> int:
    with receiver.db.write() as db:
        return operating.resend(db, Wanted(**wanted), at=receiver.clock.now())


def discard(receiver: Receiver, *ids: UUID) -> int:
    with receiver.db.write() as db:
        reason = "nobody needs it"
        return operating.discard(db, Wanted(ids=ids), reason=reason, at=receiver.clock.now())


def park(receiver: Receiver, *reasons: str) -> list[UUID]:
    """Leave a parked event for each of these reasons."""
    ids = [new_id() for _ in reasons]
    bodies = [receiver.sealed(event_id=each) for each in ids]
    receiver.inbox(failing(99, RuntimeError)).receive_all(come(*bodies))
    with receiver.db.write() as db:
        for event_id, reason in zip(ids, reasons, strict=True):
            parked = update(inbox).where(inbox.c.event_id == event_id)
            db.execute(parked.values(state="parked", reason=reason, next_at=None))
    return ids


def test_what_waits_to_be_sent_is_counted_with_the_moment_of_the_oldest(receiver):
    begun = receiver.clock.now()
    sent(receiver)
    receiver.clock.advance(timedelta(minutes=5))
    sent(receiver, 2)

    assert (numbers(receiver).waiting, numbers(receiver).oldest) == (3, begun)

    relayed(receiver, Broker())

    assert (numbers(receiver).waiting, numbers(receiver).oldest) == (0, None)


def test_what_the_broker_refused_is_shown_with_its_reason_and_leaves_when_it_is_replayed(receiver):
    (event_id,) = sent(receiver)
    (row,) = listed(receiver, states=("waiting",))
    relayed(receiver, Broker(row.subject))
    (refused,) = listed(receiver)
    broker = Broker()

    assert (refused.event_id, refused.state, refused.reason) == (
        event_id,
        "refused",
        "no queue takes it",
    )
    assert numbers(receiver).refused == 1
    assert relayed(receiver, broker) == 0

    assert replay(receiver, ids=(event_id,)) == 1
    assert relayed(receiver, broker) == 1
    assert broker.got == [str(event_id)]


def test_what_is_open_is_listed_the_oldest_first_with_state_tries_reason_and_trace(receiver):
    trace = "4bf92f3577b34da6a3ce929d0e0e4736"
    body = json.loads(receiver.sealed())
    body["traceparent"] = f"00-{trace}-00f067aa0ba902b7-01"
    inbox = receiver.inbox(failing(1, lambda: RuntimeError("the cupboard is bare")))
    inbox.receive(json.dumps(body).encode())
    receiver.clock.advance(timedelta(seconds=1))
    receiver.inbox().receive(b"no event")
    retried, unreadable = listed(receiver)

    assert (retried.state, retried.attempts, retried.trace) == ("retry", 1, trace)
    assert retried.reason == "RuntimeError: the cupboard is bare"
    assert retried.next_at > receiver.clock.now()
    assert (unreadable.state, unreadable.replayable) == ("parked", False)
    assert numbers(receiver).inbox == {"trying": 0, "retry": 1, "held": 0, "parked": 1}


def test_what_has_ended_is_not_shown(receiver):
    receiver.inbox().receive(receiver.sealed())

    assert listed(receiver, states=STATES) == []
    assert not any(numbers(receiver).inbox.values())


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({}, 2),
        ({"type": REGISTERED}, 2),
        ({"type": "congregations.congregation"}, 2),
        ({"type": "congregations.congreg"}, 0),
        ({"type": "congregations.%"}, 0),
        ({"error": "BARE"}, 1),
        ({"error": "%"}, 1),
        ({"error": "_"}, 0),
        ({"states": ("held",)}, 0),
    ],
)
def test_a_choice_of_events_means_those_for_which_all_of_it_is_true(receiver, wanted, found):
    park(receiver, "the cupboard is bare", "100 % wrong")

    assert len(listed(receiver, **wanted)) == found
    assert replay(receiver, **wanted) == found


def test_events_are_chosen_by_when_they_came_in(receiver):
    park(receiver, "early")
    receiver.clock.advance(timedelta(hours=1))
    noon = receiver.clock.now()
    park(receiver, "late")

    assert [row.reason for row in listed(receiver, since=noon)] == ["late"]
    assert [row.reason for row in listed(receiver, until=noon)] == ["early"]


def test_all_with_one_error_are_tried_again_and_the_others_stay(receiver):
    park(receiver, "the cupboard is bare", "the cupboard is bare", "something else")
    with receiver.db.read() as db:
        dry = operating.counted(db, operating.to_replay(Wanted(states=STUCK, error="cupboard")))

    assert replay(receiver, error="cupboard") == dry == 2

    receiver.wait(receiver.inbox(), seconds=0)
    assert len(receiver.effects()) == 2
    assert [row.reason for row in listed(receiver)] == ["something else"]


def test_what_is_tried_again_by_itself_is_hurried_when_it_is_named_only(receiver):
    body = receiver.sealed()
    inbox = receiver.inbox(failing(1, RuntimeError))
    inbox.receive(body)

    assert replay(receiver) == 0
    assert replay(receiver, states=REPLAYED) == 1
    receiver.wait(inbox, seconds=0)
    assert receiver.states() == ["done"]


def test_replaying_twice_has_one_effect(receiver):
    park(receiver, "once")
    inbox = receiver.inbox()

    assert (replay(receiver), replay(receiver)) == (1, 0)
    receiver.wait(inbox, seconds=0)
    assert replay(receiver, states=REPLAYED) == 0
    assert len(receiver.effects()) == 1


def test_an_event_of_a_type_nobody_knew_is_handled_when_newer_code_knows_it(receiver):
    body = receiver.sealed()
    older = receiver.inbox()
    newer = receiver.inbox()
    object.__setattr__(older, "handlers", {TrackChanged: note})

    assert older.receive(body) == "parked"
    (row,) = listed(receiver)
    assert "no handler" in str(row.reason)

    assert replay(receiver, ids=(row.event_id,)) == 1
    receiver.wait(newer, seconds=0)
    assert len(receiver.effects()) == 1


def test_what_cannot_be_read_is_not_tried_again_and_can_be_discarded(receiver):
    receiver.inbox().receive(b"no event")
    (row,) = listed(receiver)

    assert replay(receiver, states=REPLAYED, ids=(row.event_id,)) == 0
    assert discard(receiver, row.event_id) == 1
    assert receiver.states() == ["discarded"]
    assert receiver.rows()[0].body is None
    assert receiver.inbox().receive(b"no event") == "duplicate"


def test_what_is_discarded_keeps_both_reasons_and_is_never_handled(receiver):
    (event_id,) = park(receiver, "the cupboard is bare")

    assert discard(receiver, event_id) == 1
    assert discard(receiver, event_id) == 0
    assert replay(receiver, states=REPLAYED, ids=(event_id,)) == 0
    assert receiver.wait(receiver.inbox(), days=2) == 0
    assert receiver.rows()[0].reason == "nobody needs it (was: the cupboard is bare)"
    assert receiver.effects() == []


def test_discarding_the_first_of_a_subject_frees_what_was_held_behind_it(receiver):
    subject = new_id()
    first, second = (receiver.sealed(subject, number=number) for number in (1, 2))
    inbox = receiver.inbox(InOrder(failing(9, RuntimeError, note_number)))
    inbox.receive_all(come(first, second))
    head, held = listed(receiver)
    assert (head.state, held.state) == ("retry", "held")

    discard(receiver, head.event_id)
    receiver.wait(receiver.inbox(InOrder(note_number)), seconds=0)
    assert receiver.effects() == ["2"]


def test_nothing_is_given_up_that_was_not_named(receiver):
    park(receiver, "the cupboard is bare")

    with pytest.raises(ValueError, match="one by one"):
        discard(receiver)
    assert receiver.states() == ["parked"]


def test_what_is_being_handled_cannot_be_discarded_under_the_handlers_hands(receiver):
    event_id = new_id()
    receiver.inbox().receive(receiver.sealed(event_id=event_id))
    with receiver.db.write() as db:
        db.execute(update(inbox).values(state="trying"))

    assert discard(receiver, event_id) == 0


def test_a_refused_event_that_is_discarded_waits_no_longer_and_is_not_sent(receiver):
    (event_id,) = sent(receiver)
    relayed(receiver, Broker(listed(receiver, states=("waiting",))[0].subject))
    broker = Broker()

    assert discard(receiver, event_id) == 1
    assert (numbers(receiver).refused, numbers(receiver).waiting) == (0, 0)
    assert relayed(receiver, broker) == 0
    assert resend(receiver, ids=(event_id,)) == 0


def test_what_was_sent_is_sent_again_under_the_same_ids_and_in_the_same_order(receiver):
    ids = [str(each) for each in sent(receiver, 6)]
    broker = Broker()
    relayed(receiver, broker)
    later = sent(receiver)

    assert resend(receiver, type="congregations") == 6
    assert numbers(receiver).waiting == 7
    relayed(receiver, broker)
    assert broker.got[:6] == ids
    assert sorted(broker.got[6:]) == sorted([*ids, str(later[0])])
    assert [each for each in broker.got[6:] if each in ids] == ids


def test_events_can_be_sent_again_any_number_of_times(receiver):
    ids = sent(receiver, 5)
    broker = Broker()
    relayed(receiver, broker)
    for _ in range(50):
        assert resend(receiver, ids=(ids[0], ids[4])) == 2
        relayed(receiver, broker)
        sent(receiver)

    assert broker.got.count(str(ids[0])) == 51
    with receiver.db.read() as db:
        positions = db.scalars(select(outbox.c.position)).all()
        assert max(positions) - min(positions) < 1000


def test_what_readers_may_have_forgotten_is_not_sent_again(receiver):
    sent(receiver)
    relayed(receiver, Broker())
    receiver.clock.advance(operating.RESENDABLE + timedelta(seconds=1))

    assert resend(receiver, type=REGISTERED, since=receiver.clock.now() - A_YEAR) == 0


def test_what_waits_or_was_refused_is_not_sent_again_as_if_it_had_left(receiver):
    sent(receiver, 2)
    relayed(receiver, Broker(listed(receiver, states=("waiting",))[0].subject))
    sent(receiver)

    assert resend(receiver, type=REGISTERED) == 1
    assert len(listed(receiver, states=("refused",))) == 1


def test_only_so_many_are_listed_though_all_are_counted(receiver):
    park(receiver, *["the same"] * 5)
    with receiver.db.read() as db:
        rows = operating.listed(db, Wanted(states=LISTED), limit=2)

        assert (len(rows), operating.counted(db, Wanted())) == (2, 5)
