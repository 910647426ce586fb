"""Bugs of design, planted one at a time, to show that the simulation would find them.

Each is the smallest change of the production path that somebody could honestly have made.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from types import SimpleNamespace
from typing import Any

from sqlalchemy import insert, select, update

from services.notifications import jobs
from services.notifications.actions import deliveries
from services.notifications.model import Delivery
from shared.events import consumer, noting
from shared.events.bus import Publisher
from shared.events.confirms import EXCHANGE, BusDown, Confirms, Message, Published
from shared.events.handlers import InOrder, Retry, Skip
from shared.events.inbox import Inbox
from shared.events.outbox import record
from shared.events.reading import opened
from shared.events.relay import Relay
from shared.events.tables import WAITING, inbox, outbox
from tests.simulation.broker import Link
from tests.simulation.deeds import Deed
from tests.simulation.put import put
from tests.simulation.store import fact
from tests.simulation.world import ADDRESS, World

Patch = tuple[Any, str, object]
Plant = Callable[[World], Sequence[Patch]]


@contextmanager
def planted(name: str | None, world: World) -> Iterator[None]:
    """Let one bug be there for a while; None: none."""
    with ExitStack() as stack:
        for patch in BUGS[name](world) if name else ():
            stack.enter_context(put(*patch))
        yield


# writing


def _messages(rows: Sequence[Any]) -> list[Message]:
    return [Message(str(row.event_id), row.type, row.subject, row.body) for row in rows]


def publish_before_commit(world: World) -> Sequence[Patch]:
    """The event leaves while its transaction is still open."""

    def recorded(db: Any, deed: Deed) -> None:
        db.execute(insert(fact).values(number=deed.number))
        event_id = record(db, deed.event, at=world.clock.now())
        rows = db.execute(select(outbox).where(outbox.c.event_id == event_id)).all()
        Publisher(ADDRESS).publish(_messages(rows))
        db.execute(
            update(outbox)
            .where(outbox.c.event_id == event_id)
            .values(published_at=world.clock.now())
        )

    return [(world, "put", recorded)]


def dual_write(world: World) -> Sequence[Patch]:
    """The change is committed, then the event is published, and no outbox stands behind it."""
    unsent: list[Message] = []
    write = world.write

    def recorded(db: Any, deed: Deed) -> None:
        World.put(world, db, deed)
        rows = db.execute(select(outbox).where(WAITING)).all()
        unsent.extend(_messages(rows))
        db.execute(update(outbox).values(published_at=world.clock.now()))

    def written() -> None:
        unsent.clear()
        write()
        if unsent:
            Publisher(ADDRESS).publish(unsent)

    return [(world, "put", recorded), (world, "write", written)]


# relaying


def mark_before_publish(_world: World) -> Sequence[Patch]:
    """What is about to be published is marked as published, so that no other relay takes it."""

    def send_some(self: Relay) -> int:
        with self._db.write() as db:
            rows = db.execute(select(outbox).where(WAITING).order_by(outbox.c.position)).all()
            self._mark(db, rows, Published(frozenset(str(row.event_id) for row in rows)))
        self._publisher.publish(_messages(rows))
        return len(rows)

    return [(Relay, "_send_some", send_some)]


def no_confirm(_world: World) -> Sequence[Patch]:
    """What was handed to the socket counts as published."""

    def publish(self: Publisher, messages: Sequence[Message], until: float) -> Published:
        if not messages:
            return Published()
        try:
            confirms = self._ready()
            for message in messages:
                confirms._send(EXCHANGE, message, until)
        except OSError as trouble:
            self._drop()
            raise BusDown(str(trouble)) from trouble
        return Published(frozenset(each.id for each in messages))

    return [(Publisher, "_publish", publish), (Link, "confirm_select", lambda _self: None)]


def any_confirm(_world: World) -> Sequence[Patch]:
    """One connection serves on after an error, and any confirm counts for the awaited one."""

    def on_ack(self: Confirms, tag: int, multiple: bool) -> None:
        oldest = min(self._unanswered, default=tag)
        self._confirmed.update(self._answered(oldest, multiple=False))

    def outcome(self: Confirms) -> Published:
        return Published(frozenset([*self._confirmed, *self._refused]))

    return [(Confirms, "_on_ack", on_ack), (Confirms, "outcome", outcome)]


def rows_claimed(world: World) -> Sequence[Patch]:
    """Relays claim rows, not subjects: what another has in hand is skipped."""
    in_hand: dict[int, object] = {}

    def send_some(self: Relay) -> int:
        free = [position for position, process in in_hand.items() if process.dead]
        for position in free:
            del in_hand[position]
        with self._db.read() as db:
            statement = select(outbox).where(WAITING, outbox.c.position.not_in(in_hand))
            rows = db.execute(statement.order_by(outbox.c.position).limit(2)).all()
        in_hand.update((row.position, world.scheduler.process) for row in rows)
        try:
            sent = self._publisher.publish(_messages(rows))
            with self._db.write() as db:
                return self._mark(db, rows, sent) if rows else 0
        finally:
            for row in rows:
                in_hand.pop(row.position, None)

    return [(Relay, "_send_some", send_some)]


def outage_burns(_world: World) -> Sequence[Patch]:
    """A broker that is away counts as a refusal of each row."""
    publish = Publisher.publish

    def careless(self: Publisher, messages: Sequence[Message]) -> Published:
        try:
            return publish(self, messages)
        except BusDown as down:
            known = down.published
            rest = {m.id: str(down) for m in messages if m.id not in known.confirmed}
            return Published(known.confirmed, rest)

    return [(Publisher, "publish", careless)]


# taking in

UNKNOWN = SimpleNamespace(state="trying", digest=None, attempts=0, deaths=0)


def _row(db: Any, event: Any) -> Any:
    return db.execute(select(inbox).where(noting.is_event(event))).one_or_none()


def ack_before_commit(_world: World) -> Sequence[Patch]:
    """Messages are acknowledged when they come, not when they are stored."""

    def hand_over(self: Any, _connection: Any, channel: Any) -> None:
        came, self._came = self._came[:], []
        channel.basic_ack(came[-1].delivery_tag, multiple=True)
        self._take([consumer._delivery(each) for each in came])

    return [(consumer._Reader, "_hand_over", hand_over)]


def no_dedupe(_world: World) -> Sequence[Patch]:
    """What was done is handled again when it comes again."""
    look_up = noting.row_of

    def all_fresh(db: Any, events: Sequence[Any], at: Any) -> set[Any]:
        for each in events:
            noting.note(db, each, "done", at, attempts=1)
        return {each.key for each in events}

    def still_open(db: Any, event: Any, at: Any) -> Any:
        row = look_up(db, event, at)
        return _unseen() if row.state == "done" else row

    return [(noting, "note_all_done", all_fresh), (noting, "row_of", still_open)]


def check_then_act(_world: World) -> Sequence[Patch]:
    """What of a batch was seen is looked up first, then the rest is handled without a look."""
    look_up = noting.row_of

    def receive_all(self: Inbox, batch: Sequence[Any], settled: Any = lambda *_: None) -> None:
        events = [opened(each, self.handlers) for each in batch]
        unseen = {each.key for each in events if _state(self, each) is None}

        def as_it_was(db: Any, event: Any, at: Any) -> Any:
            row = look_up(db, event, at)
            return _unseen() if event.key in unseen and row.state == "done" else row

        for delivery in batch:
            with put(noting, "row_of", as_it_was):
                self._alone(delivery, settled)

    return [(Inbox, "receive_all", receive_all)]


def _state(receiver: Inbox, event: Any) -> str | None:
    with receiver.db.read() as db:
        return db.scalar(select(inbox.c.state).where(noting.is_event(event)))


def _unseen() -> Any:
    return SimpleNamespace(state="trying", digest=None, attempts=0, deaths=0)


def seen_before_effect(_world: World) -> Sequence[Patch]:
    """That an event was seen is committed before its effect."""

    def take(self: Inbox, deliveries: Sequence[Any], settled: Any) -> int:
        events = [opened(each, self.handlers) for each in deliveries]
        if not events or any(event.fault for event in events):
            return 0
        with self.db.write() as db:
            fresh = noting.note_all_done(db, events, self.clock.now())
        for event, delivery in zip(events, deliveries, strict=True):
            if event.key in fresh:
                with self.db.write() as db:
                    self._try(db, event, 1)
                    settled(db, delivery)
        return len(deliveries)

    return [(Inbox, "_together", take)]


def seen_after_effect(_world: World) -> Sequence[Patch]:
    """That an event was seen is committed after its effect."""

    def take(self: Inbox, deliveries: Sequence[Any], settled: Any) -> int:
        for number, delivery in enumerate(deliveries):
            event = opened(delivery, self.handlers)
            with self.db.read() as db:
                known = _row(db, event)
            if known or event.fault or isinstance(event.handler, InOrder):
                return number
            try:
                with self.db.write() as db:
                    event.handler(db, event.event, self._happening(event))
            except (Skip, Retry, RuntimeError, KeyError):
                return number
            with self.db.write() as db:
                self._note(db, event, "done", attempts=1)
                settled(db, delivery)
        return len(deliveries)

    return [(Inbox, "_together", take)]


def last_write_wins(_world: World) -> Sequence[Patch]:
    """Nobody waits for an earlier event of the subject."""
    return [(noting, "blocked", lambda *_: set())]


def poison_dropped(_world: World) -> Sequence[Patch]:
    """What fails to the end is acknowledged and forgotten."""
    production = Inbox._note

    def note(self: Inbox, db: Any, event: Any, state: str, **more: Any) -> str:
        return production(self, db, event, "skipped" if state == "parked" else state, **more)

    return [(Inbox, "_note", note)]


def poison_loops(_world: World) -> Sequence[Patch]:
    """What fails goes back to the queue, to be tried at once."""

    def failed(_self: Inbox, _db: Any, _event: Any, _attempts: int, fault: Exception) -> str:
        raise fault

    return [(Inbox, "_failed", failed)]


def deaths_not_counted(_world: World) -> Sequence[Patch]:
    """An attempt is written down only when it ended."""
    return [(Inbox, "_begin", lambda *_: None)]


def neighbours_charged(_world: World) -> Sequence[Patch]:
    """An attempt is counted for all that were in hand with it."""
    production = Inbox.receive_all

    def receive_all(self: Inbox, batch: Sequence[Any], settled: Any = lambda *_: None) -> None:
        for delivery in batch:
            if delivery.redelivered:
                self._begin(opened(delivery, self.handlers), delivery, settled)
        production(self, batch, settled)

    return [(Inbox, "receive_all", receive_all)]


def cursor_moved_first(_world: World) -> Sequence[Patch]:
    """The local bus notes how far it read before anything was handled."""
    production = Inbox.receive_all

    def receive_all(self: Inbox, batch: Sequence[Any], settled: Any = lambda *_: None) -> None:
        if batch:
            with self.db.write() as db:
                settled(db, batch[-1])
        production(self, batch)

    return [(Inbox, "receive_all", receive_all)]


# mail


def mail_marked_first(_world: World) -> Sequence[Patch]:
    """A mail is marked as sent, then handed over."""
    production = jobs.Round._hand_over

    def hand_over(self: Any, claimed: Any, recipient: str, mail: bytes) -> str:
        self._end(claimed, "sent", "250 taken")
        return production(self, claimed, recipient, mail)

    return [(jobs.Round, "_hand_over", hand_over)]


def mail_unclaimed(_world: World) -> Sequence[Patch]:
    """A mail is due until it is marked: no claim is committed before it is handed over."""
    production = deliveries.claim

    def claim(db: Any, **more: Any) -> Any:
        claimed = production(db, **more)
        if claimed is not None:
            due = update(Delivery).where(Delivery.id == claimed.id)
            db.execute(due.values(state="queued", lease_until=None))
        return claimed

    marked = deliveries._mark

    def mark(db: Any, claimed: Any, values: Any, **more: Any) -> None:
        lease = {"state": "sending", "claim": claimed.claim, "lease_until": more["at"]}
        db.execute(update(Delivery).where(Delivery.id == claimed.id).values(lease))
        marked(db, claimed, values, **more)

    return [(deliveries, "claim", claim), (deliveries, "_mark", mark)]


def doubt_resent(_world: World) -> Sequence[Patch]:
    """A mail of which nobody knows whether it arrived is sent again."""
    production = jobs.Round._end

    def end(self: Any, claimed: Any, state: str, reason: str) -> str:
        if state == "unknown":
            return self._put_off(claimed, reason)
        return production(self, claimed, state, reason)

    return [(jobs.Round, "_end", end)]


BUGS: Mapping[str, Plant] = {
    plant.__name__: plant
    for plant in (
        publish_before_commit,
        dual_write,
        mark_before_publish,
        no_confirm,
        any_confirm,
        rows_claimed,
        outage_burns,
        ack_before_commit,
        no_dedupe,
        check_then_act,
        seen_before_effect,
        seen_after_effect,
        last_write_wins,
        poison_dropped,
        poison_loops,
        deaths_not_counted,
        neighbours_charged,
        cursor_moved_first,
        mail_marked_first,
        mail_unclaimed,
        doubt_resent,
    )
}
