"""What an inbox promises: an effect and its note are one, whatever comes, as often as it comes."""

from datetime import timedelta

import pytest
from sqlalchemy.exc import OperationalError

from shared.clock import new_id
from shared.contracts.congregations import CongregationRegistered
from shared.db import Database
from shared.events import tables
from shared.events.handlers import Retry, Skip
from shared.events.inbox import DEATHS, JITTER, LADDER, LEASE, Inbox
from tests.events.deciding import replay
from tests.events.receiving import Killed, come, failing, note

LINE_DROPPED = "the line dropped"


def test_what_came_together_is_settled_in_one_transaction(receiver):
    deliveries = come(*(receiver.sealed() for _ in range(5)))
    settled = []

    receiver.inbox().receive_all(deliveries, lambda _db, each: settled.append(each))

    assert settled == deliveries[-1:]
    assert receiver.states() == ["done"] * 5
    assert len(receiver.effects()) == 5


@pytest.mark.parametrize("place", [0, 2, 4])
def test_what_stumbles_in_a_batch_is_handled_alone_and_its_neighbours_keep_one_effect(
    receiver, place
):
    ids = [new_id() for _ in range(5)]

    def stumble(db, event, happening):
        note(db, event, happening)
        if event.congregation_id == ids[place]:
            raise RuntimeError("not this one")

    receiver.inbox(stumble).receive_all(come(*(receiver.sealed(each) for each in ids)))

    assert sorted(receiver.effects()) == sorted(str(each) for each in ids if each != ids[place])
    assert sorted(receiver.states()) == ["done"] * 4 + ["retry"]


def test_endings_are_observed_once_though_a_batch_was_begun_twice(receiver):
    bodies = [receiver.sealed() for _ in range(3)]
    what = CongregationRegistered.type_name()

    receiver.inbox(failing(2, RuntimeError)).receive_all(come(*bodies))

    assert sorted(receiver.observed) == [(what, "done"), (what, "done"), (what, "retry")]


def test_an_event_that_is_twice_in_a_batch_has_one_effect(receiver):
    twice, other = receiver.sealed(), receiver.sealed()

    receiver.inbox().receive_all(come(twice, other, twice, other, twice))

    assert len(receiver.effects()) == 2
    assert receiver.states() == ["done", "done"]


@pytest.mark.parametrize("again", [False, True])
def test_an_event_that_comes_again_has_one_effect(receiver, again):
    inbox, body = receiver.inbox(), receiver.sealed()

    inbox.receive_all(come(body))
    inbox.receive_all(come(body, receiver.sealed(), again=again))

    assert len(receiver.effects()) == 2
    assert receiver.states() == ["done", "done"]


def test_what_came_before_does_not_break_up_a_batch(receiver):
    inbox, known = receiver.inbox(), receiver.sealed()
    inbox.receive_all(come(known))
    settled = []
    deliveries = come(known, receiver.sealed(), known, receiver.sealed())

    inbox.receive_all(deliveries, lambda _db, each: settled.append(each))

    assert settled == deliveries[-1:]
    assert len(receiver.effects()) == 3


def test_what_was_settled_stays_when_the_store_fails_and_the_rest_comes_again(receiver):
    inbox = receiver.inbox()
    deliveries = come(receiver.sealed(), receiver.sealed(), again=True)

    def fail(_db, each):
        if each is deliveries[1]:
            raise OSError(LINE_DROPPED)

    with pytest.raises(OSError, match=LINE_DROPPED):
        inbox.receive_all(deliveries, fail)
    assert len(receiver.effects()) == 1

    inbox.receive_all(deliveries)
    assert len(receiver.effects()) == 2


def test_a_skipped_event_says_why_and_leaves_no_half_effect(receiver):
    receiver.inbox(failing(2, lambda: Skip("already known"))).receive_all(come(receiver.sealed()))

    assert [(row.state, row.reason) for row in receiver.rows()] == [("skipped", "already known")]
    assert receiver.effects() == []


def test_a_handler_can_ask_to_be_tried_at_a_time_of_its_choice(receiver):
    inbox = receiver.inbox(failing(2, lambda: Retry("not there yet", timedelta(minutes=7))))
    inbox.receive_all(come(receiver.sealed()))

    assert [(row.state, row.reason) for row in receiver.rows()] == [("retry", "not there yet")]
    assert receiver.wait(inbox, minutes=6) == 0
    assert receiver.wait(inbox, minutes=1) == 1
    assert len(receiver.effects()) == 1


def test_a_failure_is_kept_with_what_it_said_as_far_as_any_store_keeps_it(receiver):
    inbox = receiver.inbox(failing(2, lambda: ValueError("half \ud800 a sign, \0 none")))

    inbox.receive_all(come(receiver.sealed()))

    assert [row.reason for row in receiver.rows()] == ["ValueError: half ? a sign,  none"]


@pytest.mark.parametrize(("dice", "factor"), [(0, 1 - JITTER), (0.5, 1), (1, 1 + JITTER)])
def test_the_ladder_is_climbed_with_jitter_and_ends_in_the_car_park(receiver, dice, factor):
    receiver.dice = dice
    inbox = receiver.inbox(failing(99, lambda: RuntimeError("always")))
    inbox.receive_all(come(receiver.sealed()))

    for number, step in enumerate(LADDER, start=1):
        row = receiver.rows()[0]
        assert (row.state, row.attempts) == ("retry", number)
        assert row.next_at - receiver.clock.now() == step * factor
        receiver.wait(inbox, seconds=(step * factor).total_seconds())

    row = receiver.rows()[0]
    assert (row.state, row.attempts) == ("parked", len(LADDER) + 1)
    assert row.reason == "RuntimeError: always"
    assert row.body
    assert receiver.effects() == []


def test_of_what_comes_again_the_attempt_is_on_record_before_its_handler_runs(receiver):
    on_record = []

    def look(db, event, happening):
        on_record.extend((row.state, row.deaths) for row in receiver.rows())

    receiver.inbox(look).receive_all(come(receiver.sealed(), again=True))

    assert on_record == [("trying", 1)]
    assert [(row.state, row.deaths) for row in receiver.rows()] == [("done", 0)]


def test_three_deaths_park_the_killer_and_its_neighbours_are_done(receiver):
    before, killer, after = new_id(), new_id(), new_id()
    bodies = [receiver.sealed(each) for each in (before, killer, after)]

    def kill(db, event, happening):
        note(db, event, happening)
        if event.congregation_id == killer:
            raise Killed

    inbox = receiver.inbox(kill)
    with pytest.raises(Killed):
        inbox.receive_all(come(*bodies))
    assert receiver.rows() == []

    for _ in range(DEATHS):
        with pytest.raises(Killed):
            inbox.receive_all(come(*bodies, again=True))
    inbox.receive_all(come(*bodies, again=True))

    assert sorted(receiver.effects()) == sorted([str(before), str(after)])
    parked = [row for row in receiver.rows() if row.state != "done"]
    assert [(row.state, row.subject) for row in parked] == [("parked", f"congregation/{killer}")]
    assert "died while it handled this, 3 times" in parked[0].reason


def test_deaths_while_it_is_tried_again_park_it_too(receiver):
    faults = [RuntimeError("stumbles"), RuntimeError("stumbles"), Killed(), Killed(), Killed()]

    def handle(db, event, happening):
        raise faults.pop(0)

    inbox = receiver.inbox(handle)
    inbox.receive_all(come(receiver.sealed()))
    for pause in (LADDER[0], LEASE, LEASE):
        receiver.clock.advance(1.2 * pause)
        with pytest.raises(Killed):
            inbox.retry_due()

    receiver.clock.advance(1.2 * LEASE)
    inbox.retry_due()

    row = receiver.rows()[0]
    assert row.state == "parked"
    assert "3 times" in row.reason
    assert faults == []


def test_an_attempt_that_died_is_made_again_when_its_lease_is_over(receiver):
    inbox = receiver.inbox(failing(1, Killed))
    with pytest.raises(Killed):
        inbox.receive_all(come(receiver.sealed(), again=True))

    assert receiver.wait(inbox, seconds=LEASE.total_seconds() - 1) == 0
    assert receiver.wait(inbox, seconds=1) == 1
    assert len(receiver.effects()) == 1
    assert receiver.states() == ["done"]


def test_a_death_that_is_followed_by_a_plain_failure_counts_no_more(receiver):
    faults = [Killed(), RuntimeError("stumbles")]

    def handle(db, event, happening):
        raise faults.pop(0)

    inbox, body = receiver.inbox(handle), receiver.sealed()
    with pytest.raises(Killed):
        inbox.receive_all(come(body, again=True))
    inbox.receive_all(come(body, again=True))

    assert [(row.state, row.deaths, row.attempts) for row in receiver.rows()] == [("retry", 0, 1)]


def test_a_death_does_not_forget_how_often_it_was_tried(receiver):
    faults = [RuntimeError("a"), RuntimeError("b"), Killed(), RuntimeError("c")]

    def handle(db, event, happening):
        raise faults.pop(0)

    inbox, body = receiver.inbox(handle), receiver.sealed()
    inbox.receive_all(come(body))
    receiver.clock.advance(1.2 * LADDER[0])
    with pytest.raises(Killed):
        inbox.retry_due()
    inbox.receive_all(come(body, again=True))

    assert [(row.state, row.attempts) for row in receiver.rows()] == [("retry", 2)]


def test_what_waits_to_be_tried_again_is_not_handled_when_it_comes_once_more(receiver):
    inbox, body = receiver.inbox(failing(2, RuntimeError)), receiver.sealed()
    inbox.receive_all(come(body))

    inbox.receive_all(come(body))
    inbox.receive_all(come(body, again=True))

    assert receiver.effects() == []
    assert [(row.state, row.attempts) for row in receiver.rows()] == [("retry", 1)]


def test_a_replayed_event_begins_anew(receiver):
    inbox = receiver.inbox(failing(DEATHS, Killed))
    body = receiver.sealed()
    for _ in range(DEATHS):
        with pytest.raises(Killed):
            inbox.receive_all(come(body, again=True))
    inbox.receive_all(come(body, again=True))
    parked = receiver.rows()[0]
    assert parked.state == "parked"

    with receiver.db.write() as db:
        assert replay(db, parked.event_id, at=receiver.clock.now())
    row = receiver.rows()[0]
    assert (row.state, row.attempts, row.deaths) == ("retry", 0, 0)

    assert receiver.wait(inbox) == 1
    assert receiver.states() == ["done"]
    assert len(receiver.effects()) == 1


@pytest.mark.parametrize("again", [False, True])
@pytest.mark.parametrize("state", ["done", "retry", "trying", "parked"])
def test_an_id_used_for_another_body_is_kept_beside_the_first(receiver, state, again):
    faults = {"done": [], "retry": [RuntimeError()] * 2, "trying": [Killed()] * 2, "parked": []}
    taken, first, second = new_id(), new_id(), new_id()

    def handle(db, event, happening):
        if faults[state]:
            raise faults[state].pop()
        note(db, event, happening)

    inbox = receiver.inbox(handle)
    original = receiver.sealed(first, event_id=taken)
    if state == "trying":
        with pytest.raises(Killed):
            inbox.receive_all(come(original, again=True))
        faults[state].clear()
    else:
        inbox.receive_all(come(original))
    if state == "parked":
        park(receiver)

    for _ in range(2):
        inbox.receive_all(come(receiver.sealed(second, event_id=taken), again=again))

    mine, other = sorted(receiver.rows(), key=lambda row: row.source == "unreadable")
    assert (mine.state, mine.event_id) == (state, taken)
    assert (other.state, other.source) == ("parked", "unreadable")
    assert other.reason == f"the id {taken} belongs to another event"
    assert str(second) not in receiver.effects()


def test_what_was_discarded_is_not_parked_anew_when_it_comes_again(receiver):
    taken = new_id()
    bodies = [receiver.sealed(event_id=taken), receiver.sealed(event_id=taken)]
    inbox = receiver.inbox()
    inbox.receive_all(come(*bodies))
    receiver.discard(0)

    inbox.receive_all(come(*bodies))
    inbox.receive_all(come(*bodies, again=True))

    assert sorted(receiver.states()) == ["discarded", "done"]


def park(receiver):
    with receiver.db.write() as db:
        db.execute(tables.inbox.update().values(state="parked"))


def test_a_database_that_is_away_is_noticed_before_anything_is_taken(clock):
    away = Database("postgresql://nobody@127.0.0.1:9/nothing")

    with pytest.raises(OperationalError):
        Inbox(away, {}, clock).receive_all(())
