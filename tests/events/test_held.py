"""Where a handler asks for order, nothing of a subject overtakes what came before it."""

from datetime import timedelta

import pytest

from shared.clock import new_id
from shared.events.handlers import InOrder, Retry
from shared.events.inbox import LADDER
from tests.events.deciding import replay
from tests.events.receiving import Killed, come, note_number

ENOUGH = 1.2 * LADDER[0].total_seconds()


def stumbling_at(*numbers, fault=lambda: Retry("not yet")):
    troubled = set(numbers)

    def handle(db, event, happening):
        if happening.subjectseq in troubled:
            raise fault()
        note_number(db, event, happening)

    handle.mend = troubled.clear
    return handle


@pytest.fixture
def subject():
    return new_id()


def sealed(receiver, subject, *numbers):
    return [receiver.sealed(subject, number=number) for number in numbers]


@pytest.mark.parametrize("together", [True, False])
def test_later_events_of_a_subject_wait_behind_one_that_is_tried_again(receiver, subject, together):
    inbox = receiver.inbox(InOrder(stumbling_at(2)))
    bodies = sealed(receiver, subject, 1, 2, 3, 4)

    for deliveries in [come(*bodies)] if together else [come(each) for each in bodies]:
        inbox.receive_all(deliveries)

    assert receiver.effects() == ["1"]
    assert receiver.states() == ["done", "retry", "held", "held"]
    assert receiver.rows()[2].reason == "waits for an earlier event of its subject"


def test_what_was_held_is_freed_in_the_order_of_the_subject(receiver, subject):
    stumbling = stumbling_at(1)
    inbox = receiver.inbox(InOrder(stumbling))
    inbox.receive_all(come(*sealed(receiver, subject, 1, 4, 2, 3)))
    stumbling.mend()

    assert receiver.wait(inbox) == 0
    assert receiver.wait(inbox, seconds=ENOUGH) == 4

    assert receiver.effects() == ["1", "2", "3", "4"]
    assert receiver.states() == ["done"] * 4


def test_while_some_are_held_the_next_to_come_waits_behind_them(receiver, subject):
    stumbling = stumbling_at(1)
    inbox = receiver.inbox(InOrder(stumbling))
    inbox.receive_all(come(*sealed(receiver, subject, 1, 2)))
    stumbling.mend()
    receiver.clock.advance(timedelta(seconds=ENOUGH))
    inbox.retry_due()

    inbox.receive_all(come(*sealed(receiver, subject, 3)))
    assert receiver.effects() == ["1"]

    receiver.wait(inbox)
    assert receiver.effects() == ["1", "2", "3"]


def test_other_subjects_go_on(receiver, subject):
    def stumble(db, event, happening):
        if event.congregation_id == subject:
            raise Retry("not yet")
        note_number(db, event, happening)

    inbox = receiver.inbox(InOrder(stumble))
    others = [each for n in (7, 8, 9) for each in sealed(receiver, new_id(), n)]

    inbox.receive_all(come(*sealed(receiver, subject, 1, 2), *others))

    assert receiver.effects() == ["7", "8", "9"]
    assert sorted(receiver.states()) == ["done"] * 3 + ["held", "retry"]


def test_handlers_that_do_not_ask_for_order_go_on_in_the_same_subject(receiver, subject):
    receiver.inbox(stumbling_at(1)).receive_all(come(*sealed(receiver, subject, 1, 2, 3)))

    assert receiver.effects() == ["2", "3"]


def parked_at_two(receiver, subject):
    stumbling = stumbling_at(2, fault=RuntimeError)
    inbox = receiver.inbox(InOrder(stumbling))
    inbox.receive_all(come(*sealed(receiver, subject, 1, 2, 3, 4)))
    for step in LADDER:
        receiver.wait(inbox, seconds=1.2 * step.total_seconds())
    assert receiver.states() == ["done", "parked", "held", "held"]
    stumbling.mend()
    return inbox


def test_behind_a_parked_event_the_others_wait_until_it_is_replayed(receiver, subject):
    inbox = parked_at_two(receiver, subject)
    assert receiver.wait(inbox, days=9) == 0

    with receiver.db.write() as db:
        replay(db, receiver.rows()[1].event_id, at=receiver.clock.now())

    assert receiver.wait(inbox) == 3
    assert receiver.effects() == ["1", "2", "3", "4"]


def test_behind_a_parked_event_the_others_wait_until_it_is_discarded(receiver, subject):
    inbox = parked_at_two(receiver, subject)

    receiver.discard(2)

    assert receiver.wait(inbox) == 2
    assert receiver.effects() == ["1", "3", "4"]


def test_behind_a_version_that_cannot_be_read_yet_the_others_wait_too(receiver, subject):
    newer = sealed(receiver, subject, 1)[0].replace(b".registered.v1", b".registered.v2")

    receiver.inbox(InOrder(note_number)).receive_all(
        come(newer, *sealed(receiver, subject, 2), *sealed(receiver, new_id(), 5))
    )

    assert receiver.effects() == ["5"]
    assert sorted(receiver.states()) == ["done", "held", "parked"]


def test_a_held_event_that_comes_again_stays_held(receiver, subject):
    inbox = receiver.inbox(InOrder(stumbling_at(1)))
    bodies = sealed(receiver, subject, 1, 2)
    inbox.receive_all(come(*bodies))

    inbox.receive_all(come(bodies[1]))
    inbox.receive_all(come(bodies[1], again=True))

    assert receiver.states() == ["retry", "held"]
    assert receiver.effects() == []


def test_an_attempt_that_died_holds_up_its_subject_as_well(receiver, subject):
    stumbling = stumbling_at(1, fault=Killed)
    inbox = receiver.inbox(InOrder(stumbling))
    first, second = sealed(receiver, subject, 1, 2)
    with pytest.raises(Killed):
        inbox.receive_all(come(first, again=True))

    inbox.receive_all(come(second))
    assert receiver.states() == ["trying", "held"]

    stumbling.mend()
    inbox.receive_all(come(first, again=True))
    receiver.wait(inbox)
    assert receiver.effects() == ["1", "2"]


def test_what_must_wait_does_not_break_up_the_batch_it_came_in(receiver, subject):
    inbox = receiver.inbox(InOrder(stumbling_at(1)))
    inbox.receive_all(come(*sealed(receiver, subject, 1)))
    settled = []
    deliveries = [*come(*sealed(receiver, subject, 2, 3)), *come(receiver.sealed(number=5))]

    inbox.receive_all(deliveries, lambda _db, each: settled.append(each))

    assert settled == deliveries[-1:]
    assert sorted(receiver.states()) == ["done", "held", "held", "retry"]
