"""Look at the bus, and mend it from what the databases know: nothing is lost with a queue."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from services import separate
from services.mending.missing import SETTLED, Way, missing
from shared import actor, audit, broker, operating
from shared.broker import SetAside
from shared.config import Settings
from shared.contracts.envelope import any_version
from shared.contracts.event import PREFIX
from shared.db import Database
from shared.events.tables import outbox
from shared.operating import Wanted

LOOKED_AT = 2  # steps of the newest events of each way, when one only looks


@dataclass
class Mended:
    """What a repair did: queues declared anew, events sent again, messages taken out or left."""

    queues: Sequence[str] = ()
    resent: int = 0
    emptied: Mapping[str, tuple[int, int]] = field(default_factory=dict)


class House:
    """The databases of all services and the address of their broker."""

    def __init__(self, settings: Settings, stack: ExitStack) -> None:
        self.url = settings.broker_url
        self.plan = separate.plan()
        self._settings = settings
        self._stack = stack
        self._open: dict[str, Database] = {}

    def __getitem__(self, service: str) -> Database:
        """Return the database of a service."""
        if service not in self._open:
            self._open[service] = Database(self._settings.database(service))
            self._stack.callback(self._open[service].close)
        return self._open[service]


def look(settings: Settings, *, at: datetime) -> list[str]:
    """Return a sentence for each thing that asks for a person; none: all is well."""
    with ExitStack() as stack:
        house = House(settings, stack)
        report = broker.check(house.url, house.plan)
        lost = [] if report.faults else _never_came(house, at)
    return [*report.lines, *lost]


def mend(settings: Settings, *, at: datetime, since: datetime | None = None) -> Mended:
    """Declare anew what is not sound, bind everything, and send again what never came.

    `since` limits that to what was recorded later. What a reader knows it drops.
    """
    with ExitStack() as stack:
        house = House(settings, stack)
        done = Mended(
            queues=broker.renew(house.url, house.plan, broker.check(house.url, house.plan).faults)
        )
        for way in _ways():
            whole = broker.queue_of(way.reader) in done.queues
            done.resent += _send_again(house, way, whole=whole, since=since, at=at)
        done.emptied = broker.empty_all(house.url, lambda some: _resend(house, some, at=at))
    return done


def _ways() -> Iterator[Way]:
    for reader, types in separate.types_read().items():
        by_publisher: dict[str, list[str]] = defaultdict(list)
        for name in types:
            by_publisher[_publisher(name)].append(name)
        for publisher, names in by_publisher.items():
            yield Way.of(publisher, reader, names)


def _never_came(house: House, at: datetime) -> Iterator[str]:
    for way in _settled_ways(house):
        found = missing(
            way, house[way.publisher], house[way.reader], before=at - SETTLED, steps=LOOKED_AT
        )
        if count := sum(map(len, found)):
            yield f"{count} events of {way.publisher} never came to {way.reader}"


def _settled_ways(house: House) -> Iterator[Way]:
    for way in _ways():
        if not broker.waiting(house.url, broker.queue_of(way.reader)):
            yield way.begun(house[way.reader])


def _send_again(
    house: House, way: Way, *, whole: bool, since: datetime | None, at: datetime
) -> int:
    """Send again what never came, from a queue that is new all of it."""
    if not whole and broker.waiting(house.url, broker.queue_of(way.reader)):
        return 0  # it may be in there
    sender, receiver = house[way.publisher], house[way.reader]
    meant, before = (way, at) if whole else (way.begun(receiver), at - SETTLED)
    count = 0
    # found before anything is changed: what is sent again counts as not sent
    for ids in list(missing(meant, sender, receiver, before=before)):
        with sender.write() as db:
            count += operating.resend(db, Wanted(ids=tuple(ids), since=since), at=at)
    if count:
        _note(house, way.publisher, {"reader": way.reader, "events": str(count)}, at)
    return count


def _resend(house: House, messages: Sequence[SetAside], *, at: datetime) -> set[str]:
    """Have events that were set aside sent again; returns the ids of those in an outbox."""
    heard = {key for keys in separate.bindings().values() for key in keys}
    by_publisher: dict[str, set[UUID]] = defaultdict(set)
    for message in messages:
        event_id = _uuid(message.id)
        if event_id and any_version(message.type) in heard:
            by_publisher[_publisher(message.type)].add(event_id)
    there: set[str] = set()
    for publisher, ids in by_publisher.items():
        rows = select(outbox.c.event_id).where(outbox.c.event_id.in_(ids))
        with house[publisher].write() as db:
            found = tuple(db.scalars(rows.where(outbox.c.refused.is_(None))))
            if found:
                operating.resend(db, Wanted(ids=found), at=at)
        there |= {str(each) for each in found}
    return there


def _note(house: House, publisher: str, objects: dict[str, str], at: datetime) -> None:
    with house[publisher].write() as db:
        audit.note(db, actor.service(publisher), "broker repair", at=at, objects=objects)


def _publisher(type_name: str) -> str:
    return type_name.removeprefix(PREFIX).partition(".")[0]


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
