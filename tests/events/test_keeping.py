"""How long events are kept, and that nothing goes that is still needed."""

from collections.abc import Sequence
from datetime import timedelta

import pytest
from sqlalchemy import func, insert, select, update

from shared.backlog import PAST_ALL, backlog
from shared.clock import new_id
from shared.contracts.congregations import CongregationRegistered
from shared.events.outbox import record
from shared.events.tables import inbox, outbox
from shared.operating import Wanted, discard, resend
from shared.operating.keeping import ENDED, INBOX, OUTBOX, STEP, forget, note_passed
from tests.events.receiving import Receiver

SECOND = timedelta(seconds=1)


def sent(receiver: Receiver, number: int = 1, **values: object) -> None:
    """Leave so many events in the outbox that left it just now."""
    at = receiver.clock.now()
    row = {"type": "t", "subject": "s", "subjectseq": 1, "bucket": 1, "body": b"", **values}
    rows = [
        {"published_at": at, "recorded_at": at, **row, "event_id": new_id()} for _ in range(number)
    ]
    with receiver.db.write() as db:
        db.execute(insert(outbox), rows)


def took_in(receiver: Receiver, state: str, number: int = 1) -> None:
    """Leave so many events in the inbox."""
    row = {"source": "x", "type": "t", "subject": "s", "state": state}
    row |= {"received_at": receiver.clock.now()}
    with receiver.db.write() as db:
        db.execute(insert(inbox), [{**row, "event_id": new_id()} for _ in range(number)])


def positions(receiver: Receiver) -> Sequence[int]:
    with receiver.db.read() as db:
        return db.scalars(select(outbox.c.position).order_by(outbox.c.position)).all()


def count(receiver: Receiver) -> int:
    with receiver.db.read() as db:
        return db.scalar(select(func.count()).select_from(inbox)) or 0


def test_what_left_the_outbox_goes_after_its_days_and_not_a_second_sooner(receiver):
    sent(receiver, 3)
    receiver.clock.advance(SECOND)
    sent(receiver)
    receiver.clock.advance(OUTBOX)

    assert forget(receiver.db, at=receiver.clock.now()) == (3, 0)
    assert forget(receiver.db, at=receiver.clock.now()) == (0, 0)
    assert len(positions(receiver)) == 1


def test_what_waits_or_was_refused_stays_however_old_it_is(receiver):
    sent(receiver, published_at=None)
    sent(receiver, published_at=None, refused="no queue takes it")
    sent(receiver, 2)
    receiver.clock.advance(10 * OUTBOX)
    sent(receiver)

    assert forget(receiver.db, at=receiver.clock.now()) == (2, 0)
    assert len(positions(receiver)) == 3


def test_what_was_given_up_goes_with_the_others(receiver):
    sent(receiver, published_at=None, refused="no queue takes it")
    sent(receiver)
    with receiver.db.write() as db:
        refused = select(outbox.c.event_id).where(outbox.c.refused.is_not(None))
        wanted = Wanted(ids=tuple(db.scalars(refused)))
        assert discard(db, wanted, reason="gone", at=receiver.clock.now()) == 1
    receiver.clock.advance(OUTBOX + SECOND)

    assert forget(receiver.db, at=receiver.clock.now()) == (1, 0)


def test_old_rows_are_found_behind_many_that_wait(receiver):
    sent(receiver, 2 * STEP + 7, published_at=None)
    sent(receiver, 2 * STEP + 7)
    receiver.clock.advance(OUTBOX + SECOND)
    sent(receiver)

    assert forget(receiver.db, at=receiver.clock.now()) == (2 * STEP + 7, 0)


def test_what_a_reader_has_not_read_stays(receiver):
    sent(receiver, 5)
    receiver.clock.advance(OUTBOX + SECOND)
    third = positions(receiver)[2]

    assert forget(receiver.db, at=receiver.clock.now(), upto=third) == (3, 0)
    assert forget(receiver.db, at=receiver.clock.now(), upto=0) == (0, 0)


def test_the_last_row_stays_so_that_no_position_is_given_twice(receiver):
    sent(receiver, 4)
    last = positions(receiver)[-1]
    receiver.clock.advance(10 * OUTBOX)
    forget(receiver.db, at=receiver.clock.now())
    sent(receiver)

    assert positions(receiver)[-1] > last


def test_what_was_sent_again_is_kept_from_then_on(receiver):
    sent(receiver, 2)
    receiver.clock.advance(OUTBOX - SECOND)
    with receiver.db.write() as db:
        assert resend(db, Wanted(type="t"), at=receiver.clock.now()) == 2
    receiver.clock.advance(OUTBOX)

    assert forget(receiver.db, at=receiver.clock.now()) == (0, 0)


@pytest.mark.parametrize("state", ENDED)
def test_what_was_taken_in_and_ended_goes_after_its_days(receiver, state):
    took_in(receiver, state, STEP + 3)
    receiver.clock.advance(SECOND)
    took_in(receiver, state)
    receiver.clock.advance(INBOX)

    assert forget(receiver.db, at=receiver.clock.now()) == (0, STEP + 3)
    assert count(receiver) == 1


@pytest.mark.parametrize("state", ["trying", "retry", "held", "parked"])
def test_what_was_taken_in_and_has_not_ended_stays_however_old_it_is(receiver, state):
    took_in(receiver, state)
    receiver.clock.advance(10 * INBOX)

    assert forget(receiver.db, at=receiver.clock.now()) == (0, 0)


def test_an_inbox_remembers_what_can_still_be_sent_again(receiver):
    assert INBOX > OUTBOX

    with receiver.db.write() as db:
        event = CongregationRegistered(congregation_id=new_id())
        event_id = record(db, event, at=receiver.clock.now())
        db.execute(update(outbox).values(published_at=receiver.clock.now()))
        body = db.scalar(select(outbox.c.body))
    receiver.inbox().receive(body)
    for _ in range(20):
        receiver.clock.advance(OUTBOX / 2)
        with receiver.db.write() as db:
            again = resend(db, Wanted(ids=(event_id,)), at=receiver.clock.now())
            db.execute(update(outbox).values(published_at=receiver.clock.now()))
        forget(receiver.db, at=receiver.clock.now())
        if again:
            receiver.inbox().receive(body)

    assert len(receiver.effects()) == 1
    assert count(receiver) == 0


def test_what_all_readers_have_read_is_noted_as_sent_and_nothing_else(receiver):
    sent(receiver, 2 * STEP, published_at=None)
    sent(receiver, published_at=None, refused="no queue takes it")
    upto = positions(receiver)[STEP + 1]

    assert note_passed(receiver.db, at=receiver.clock.now(), upto=upto) == STEP + 2
    with receiver.db.read() as db:
        assert backlog(db).waiting == STEP - 2
        assert backlog(db).refused == 1

    assert note_passed(receiver.db, at=receiver.clock.now(), upto=PAST_ALL) == STEP - 2
    assert note_passed(receiver.db, at=receiver.clock.now(), upto=PAST_ALL) == 0
