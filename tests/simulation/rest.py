"""What comes after the weather: nothing goes wrong any more, and all comes to rest."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import func, select

from services.notifications.model import WAITING, Delivery, Pause
from shared.events import noting
from shared.events.tables import WAITING as UNSENT
from shared.events.tables import cursor, inbox, outbox
from tests.events.deciding import replay
from tests.simulation.store import LEDGER, LETTERS, PUBLISHER
from tests.simulation.world import World

ROUNDS = 150  # a world that is sound needs far fewer


class Restless(Exception):
    """Something goes on for ever."""


def settle(world: World) -> None:
    """Let everybody do what is left, and time pass, until nothing waits for anything."""
    for number in range(ROUNDS):
        for actor in world.scheduler.actors:
            # in the end one process of each kind is enough
            if actor.calm and not (number and actor.name.endswith("-2")):
                world.scheduler.run(actor)
        if under_way(world):
            continue
        due = next_due(world)
        if due is None:
            return
        if due >= world.clock.now():
            world.clock.at = due + timedelta(minutes=world.dice.randint(1, 60))
    raise Restless


def replay_parked(world: World) -> None:
    """Do what an operator does once the cause is gone."""
    world.handlers.cured = True
    with world.stores[LEDGER].write() as db:
        parked = select(inbox.c.event_id).where(inbox.c.state == "parked")
        for event_id in db.scalars(parked.order_by(inbox.c.subject, inbox.c.subjectseq)).all():
            replay(db, event_id, at=world.clock.now())


def under_way(world: World) -> bool:
    """Tell whether an event is between two places, where somebody would move it at once."""
    for name in (LEDGER, LETTERS):
        with world.stores[name].read() as db:
            if noting.due(db, world.clock.now(), limit=1):
                return True
    with world.stores[PUBLISHER].read() as db:
        last = db.scalar(select(func.max(outbox.c.position))) or 0
        unsent = db.scalar(select(func.count()).select_from(outbox).where(UNSENT))
    if not world.embedded:
        return bool(unsent) or any(queue.ready for queue in world.broker.queues.values())
    return any(_position(world, name) < last for name in (LEDGER, LETTERS)[: 1 + world.letters])


def next_due(world: World) -> datetime | None:
    """Return when the next thing is due that waits for its time; None when nothing does."""
    moments = [*_inbox_times(world, LEDGER), *_inbox_times(world, LETTERS)]
    with world.stores[LETTERS].read() as db:
        pause = db.scalar(select(Pause.until))
        mails = [
            db.scalar(select(func.min(Delivery.next_at)).where(Delivery.state.in_(WAITING))),
            db.scalar(select(func.min(Delivery.lease_until)).where(Delivery.state == "sending")),
        ]
    waiting = [each for each in mails if each]
    moments += [max(each, pause) if pause else each for each in waiting]
    return min(moments, default=None)


def _position(world: World, name: str) -> int:
    with world.stores[name].read() as db:
        return db.scalar(select(cursor.c.position)) or 0


def _inbox_times(world: World, name: str) -> Iterable[datetime]:
    with world.stores[name].read() as db:
        due = select(func.min(inbox.c.next_at)).where(inbox.c.state.in_(("trying", "retry")))
        found = db.scalar(due)
    return [found] if found else []
