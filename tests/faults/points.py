"""Dies before the n-th statement or commit of a piece of work, for every n, and then works on.

`python -m tests.faults.points WORK PLAN` prints how often it died and which events had another
number of effects than one, or had them out of order. Each attempt is a process of its own.
"""

import itertools
import json
import os
import sys
import threading
import traceback
from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import event, func, select
from sqlalchemy.orm import Session

from shared import log
from shared.clock import Clock, StillClock, new_id
from shared.contracts.congregations import CongregationRegistered
from shared.contracts.envelope import seal
from shared.db import Database
from shared.events.bus import Publisher
from shared.events.consumer import consuming
from shared.events.handlers import Happening, InOrder, Retry
from shared.events.inbox import LEASE, Inbox
from shared.events.outbox import record
from shared.events.reading import Delivery
from shared.events.relay import Relay
from tests.faults.line import effect, note, until
from tests.faults.plan import QUEUE, Plan, disordered
from tests.faults.sizes import LARGE, sized

DEAD = 9
EVENTS = 3
NEVER = 0
STEP = sized(4, 1)  # an attempt costs a quarter of a second: the short form leaves most points out

Work = Callable[[Database], None]


def attempt(url: str, work: Work, at: int) -> bool:
    """Do the work in a process that dies at this point; tells whether it came to its end."""
    child = os.fork()
    if not child:
        try:
            database = Database(url)
            point = _point(at)
            for moment in ("before_cursor_execute", "commit"):
                event.listen(database.engine, moment, point)
            work(database)
            point()
        except BaseException:
            traceback.print_exc()
            os._exit(1)
        os._exit(0)
    ended = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    if ended not in (0, DEAD):
        raise RuntimeError("an attempt failed by itself")
    return ended == 0


def _point(at: int) -> Callable[..., None]:
    passed = itertools.count(1)

    def point(*_: object) -> None:
        if next(passed) == at:
            os._exit(DEAD)

    return point


class Walk:
    """Goes through all points of a work, with new events for each."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.deaths = 0
        self.wrong: list[str] = []

    def receiving(self) -> None:
        """Die in a first delivery; all of it comes again."""
        for at in self._until_it_lives():
            bodies = sealed()
            lived = self._try(take(bodies, again=False), at)
            if LARGE and not lived:
                self._again_and_again(bodies, at)
            else:
                self._end(take(bodies, again=True), bodies, f"received {at}")
            if lived:
                return

    def redelivery(self) -> None:
        """Die in a delivery that came again; it comes once more."""
        for at in self._until_it_lives():
            bodies = sealed()
            lived = self._try(take(bodies, again=True), at)
            self._end(take(bodies, again=True), bodies, f"redelivered {at}")
            if lived:
                return

    def retrying(self) -> None:
        """Die while trying again what failed; its lease ends and it is tried once more."""
        for at in self._until_it_lives():
            bodies = sealed()
            attempt(self.plan.receiver, take(bodies, again=False, handler=fail), NEVER)
            lived = self._try(retry(timedelta(seconds=1)), at)
            self._end(retry(2 * LEASE), bodies, f"tried again {at}")
            if lived:
                return

    def sending(self) -> None:
        """Die in a relay; another sends what is not marked."""
        sender, wanted = Database(self.plan.sender), 0
        for at in self._until_it_lives(step=1):
            write(sender)
            wanted += EVENTS
            sender.close()
            if self._try(send(self.plan), at, self.plan.sender):
                break
        attempt(self.plan.sender, send(self.plan), NEVER)
        self._read(wanted)

    def tell(self) -> dict[str, Any]:
        """Return what was seen."""
        return {"deaths": self.deaths, "wrong": self.wrong}

    def _again_and_again(self, bodies: Sequence[bytes], first: int) -> None:
        """Die once more, at every point of the second delivery."""
        for at in self._until_it_lives():
            fresh = bodies if at == 1 else sealed()
            if at > 1:
                self._try(take(fresh, again=False), first)
            lived = self._try(take(fresh, again=True), at)
            self._end(take(fresh, again=True), fresh, f"received {first}, redelivered {at}")
            if lived:
                return

    def _until_it_lives(self, *, step: int = STEP) -> Iterator[int]:
        yield from range(1 + self.plan.seed % step, 500, step)
        self.wrong.append("the work never came to an end")

    def _try(self, work: Work, at: int, url: str = "") -> bool:
        lived = attempt(url or self.plan.receiver, work, at)
        self.deaths += not lived
        return lived

    def _end(self, work: Work, bodies: Sequence[bytes], where: str) -> None:
        assert attempt(self.plan.receiver, work, NEVER)
        wanted = [UUID(json.loads(body)["id"]) for body in bodies]
        if (seen := [row[0] for row in self._effects(wanted)]) != wanted:
            self.wrong.append(f"{where}: {len(seen)} effects of {len(wanted)} events")

    def _effects(self, wanted: Sequence[UUID]) -> list[tuple[UUID, str, int]]:
        database = Database(self.plan.receiver)
        columns = (effect.c.event_id, effect.c.subject, effect.c.subjectseq)
        chosen = select(*columns).order_by(effect.c.number)
        if wanted:
            chosen = chosen.where(effect.c.event_id.in_(wanted))
        with database.read() as db:
            rows = [tuple(row) for row in db.execute(chosen)]
        database.close()
        return rows

    def _read(self, wanted: int) -> None:
        receiver, came, stop = Database(self.plan.receiver), [0], threading.Event()
        inbox = Inbox(receiver, {CongregationRegistered: note}, Clock())

        def taking(deliveries: Sequence[Delivery]) -> None:
            inbox.receive_all(deliveries)
            came[0] += len(deliveries)

        reader = consuming(self.plan.broker, QUEUE, taking, stop)
        reader.start()
        until(lambda: count(receiver) >= wanted)
        stop.set()
        reader.join(10)
        rows = self._effects(())
        if len(rows) != wanted or len({row[0] for row in rows}) != wanted or disordered(rows):
            self.wrong.append(f"sent: {len(rows)} effects of {wanted} events")
        if came[0] <= wanted:
            self.wrong.append("nothing was sent twice: no relay died between publish and mark")


def count(database: Database) -> int:
    """Count the effects."""
    with database.read() as db:
        return db.scalar(select(func.count()).select_from(effect)) or 0


def sealed() -> list[bytes]:
    """Return a few events of one subject."""
    event_ = CongregationRegistered(congregation_id=new_id())
    numbers = range(1, EVENTS + 1)
    now = Clock().now()
    return [
        seal(event_, event_id=new_id(), subjectseq=number, at=now, traceparent=None)
        for number in numbers
    ]


def take(bodies: Sequence[bytes], *, again: bool, handler: Any = note) -> Work:
    """Return the work of taking these in."""

    def work(database: Database) -> None:
        inbox = Inbox(database, {CongregationRegistered: InOrder(handler)}, Clock())
        inbox.receive_all([Delivery(body, redelivered=again) for body in bodies])

    return work


def fail(db: Session, event_: object, happening: Happening) -> None:
    """Fail after the effect, so that it must be undone."""
    note(db, event_, happening)
    raise Retry("later", timedelta(0))


def retry(later: timedelta) -> Work:
    """Return the work of trying again what is due so much later."""

    def work(database: Database) -> None:
        clock = StillClock(Clock().now() + later)
        inbox = Inbox(database, {CongregationRegistered: InOrder(note)}, clock)
        while inbox.retry_due():
            pass

    return work


def send(plan: Plan) -> Work:
    """Return the work of a relay."""

    def work(database: Database) -> None:
        Relay(database, Publisher(plan.broker), Clock()).send()

    return work


def write(sender: Database) -> None:
    """Record a few events of one subject."""
    event_ = CongregationRegistered(congregation_id=UUID(int=1))
    with sender.write() as db:
        for _ in range(EVENTS):
            record(db, event_, at=Clock().now())


def main(works: str, path: str) -> None:
    """Walk through these works and print what was seen."""
    log.configure("CRITICAL")
    walk = Walk(Plan.read(path))
    for each in works.split(","):
        getattr(walk, each)()
    sys.stdout.write(json.dumps(walk.tell()))


if __name__ == "__main__":
    main(*sys.argv[1:])
