"""One event from one service to another, in one process, and what happens when things fail."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import Column, MetaData, String, Table, insert, select
from sqlalchemy.orm import Session

from shared.clock import StillClock, new_id
from shared.contracts.congregations import CongregationRegistered, TrackChanged
from shared.db import Database, metadata
from shared.events import tables
from shared.events.handlers import Happening, Retry, Skip
from shared.events.inbox import LADDER, Inbox
from shared.events.local import LocalBus
from shared.events.outbox import record
from tests.events.deciding import replay, waiting

CATALOGUE: MetaData = metadata()
tables.add_to(CATALOGUE)
seen = Table("seen", CATALOGUE, Column("what", String, nullable=False))

Handler = Callable[[Session, CongregationRegistered, Happening], None]


def note(db: Session, event: CongregationRegistered, _happening: Happening) -> None:
    db.execute(insert(seen).values(what=str(event.congregation_id)))


@pytest.fixture
def sender(tmp_path: Path) -> Database:
    return made(tmp_path / "sender.sqlite3")


@pytest.fixture
def receiver(tmp_path: Path) -> Database:
    return made(tmp_path / "receiver.sqlite3")


def made(path: Path) -> Database:
    database = Database(f"sqlite:///{path}")
    CATALOGUE.create_all(database.engine)
    return database


def bus(sender: Database, receiver: Database, clock: StillClock, handler: Handler) -> LocalBus:
    inbox = Inbox(receiver, {CongregationRegistered: handler}, clock)
    return LocalBus(inbox, {"congregations": sender})


def send(sender: Database, clock: StillClock) -> UUID:
    congregation = new_id()
    with sender.write() as db:
        record(db, CongregationRegistered(congregation_id=congregation), at=clock.now())
    return congregation


def effects(receiver: Database) -> list[str]:
    with receiver.read() as db:
        return list(db.scalars(select(seen.c.what)))


def test_an_event_reaches_the_other_service(sender, receiver, clock):
    congregation = send(sender, clock)

    bus(sender, receiver, clock, note).deliver()

    assert effects(receiver) == [str(congregation)]


def test_a_change_that_is_rolled_back_sends_nothing(sender, receiver, clock):
    with pytest.raises(RuntimeError), sender.write() as db:
        record(db, CongregationRegistered(congregation_id=new_id()), at=clock.now())
        raise RuntimeError

    bus(sender, receiver, clock, note).deliver()

    assert effects(receiver) == []


def test_the_same_event_delivered_twice_has_one_effect(sender, receiver, clock):
    send(sender, clock)
    inbox = Inbox(receiver, {CongregationRegistered: note}, clock)
    with sender.read() as db:
        body = db.scalar(select(tables.outbox.c.body))

    endings = [inbox.receive(body), inbox.receive(body)]

    assert endings == ["done", "duplicate"]
    assert len(effects(receiver)) == 1


def test_events_of_types_nobody_asked_for_are_passed_over(sender, receiver, clock):
    with sender.write() as db:
        ids = {"track_id": new_id(), "journey_id": new_id(), "congregation_id": new_id()}
        record(db, TrackChanged(**ids, kind="kairos", state="running"), at=clock.now())
    congregation = send(sender, clock)

    bus(sender, receiver, clock, note).deliver()

    assert effects(receiver) == [str(congregation)]


def test_a_failing_handler_leaves_no_half_effect_and_is_tried_again(sender, receiver, clock):
    faults = [RuntimeError("first"), None]

    def stumble(db: Session, event: CongregationRegistered, happening: Happening) -> None:
        note(db, event, happening)
        if fault := faults.pop(0):
            raise fault

    line = bus(sender, receiver, clock, stumble)
    send(sender, clock)
    line.deliver()

    assert effects(receiver) == []

    clock.advance(LADDER[0] + timedelta(seconds=1))
    line.deliver()

    assert len(effects(receiver)) == 1


def test_one_failing_event_does_not_hold_up_the_next(sender, receiver, clock):
    first = send(sender, clock)
    second = send(sender, clock)

    def stumble(db: Session, event: CongregationRegistered, happening: Happening) -> None:
        if event.congregation_id == first:
            raise Retry("not yet")
        note(db, event, happening)

    bus(sender, receiver, clock, stumble).deliver()

    assert effects(receiver) == [str(second)]


def test_what_fails_to_the_end_is_parked_with_its_reason_and_can_be_replayed(
    sender, receiver, clock
):
    broken = True

    def stumble(db: Session, event: CongregationRegistered, happening: Happening) -> None:
        if broken:
            raise RuntimeError("the cupboard is bare")
        note(db, event, happening)

    line = bus(sender, receiver, clock, stumble)
    send(sender, clock)
    line.deliver()
    for step in LADDER:
        clock.advance(1.2 * step)
        line.deliver()
    with receiver.read() as db:
        parked = waiting(db)

    assert [row["state"] for row in parked] == ["parked"]
    assert "the cupboard is bare" in str(parked[0]["reason"])

    broken = False
    with receiver.write() as db:
        assert replay(db, parked[0]["event_id"], at=clock.now())
    line.deliver()

    assert len(effects(receiver)) == 1


def test_a_skipped_event_is_kept_with_its_reason(sender, receiver, clock):
    def skip(_db: Session, _event: CongregationRegistered, _happening: Happening) -> None:
        raise Skip("already known")

    send(sender, clock)
    bus(sender, receiver, clock, skip).deliver()

    with receiver.read() as db:
        assert db.scalar(select(tables.inbox.c.reason)) == "already known"


@pytest.mark.parametrize(
    "body",
    [b"", b"\xff", b"[]", b"{}", b'{"specversion":"1.0","id":"x"}', b"[" * 60_000, b"{" * 70_000],
)
def test_what_is_no_event_is_parked_not_dropped(receiver, clock, body):
    inbox = Inbox(receiver, {CongregationRegistered: note}, clock)

    assert inbox.receive(body) == "parked"
    with receiver.read() as db:
        assert db.scalar(select(tables.inbox.c.body)) == body


def test_numbers_of_a_subject_rise_one_by_one(sender, clock):
    congregation = new_id()
    with sender.write() as db:
        for _ in range(3):
            record(db, CongregationRegistered(congregation_id=congregation), at=clock.now())

    with sender.read() as db:
        numbers = db.scalars(
            select(tables.outbox.c.subjectseq).order_by(tables.outbox.c.position)
        ).all()

    assert numbers == [1, 2, 3]
