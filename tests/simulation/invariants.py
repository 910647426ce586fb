"""What must be true of a world that came to rest, said in sentences when it is not."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any
from uuid import UUID

from sqlalchemy import select

from services.notifications.model import Delivery, Message
from shared.contracts.envelope import open_envelope
from shared.events.tables import inbox, outbox
from tests.simulation.deeds import POISON, SILENT, Deed
from tests.simulation.store import LEDGER, LETTERS, PUBLISHER, effect, fact
from tests.simulation.world import World


@dataclass
class Seen:
    """What the databases hold, by the number of the deed."""

    facts: set[int]
    rows: dict[int, Any]  # of the ledger's inbox
    unreadable: list[Any]
    effects: list[Any]
    refused: int
    unsent: int

    @property
    def counts(self) -> Counter[int]:
        return Counter(each.number for each in self.effects)


def look(world: World) -> Seen:
    """Read what is there."""
    with world.stores[PUBLISHER].read() as db:
        facts = set(db.scalars(select(fact.c.number)))
        sent = db.execute(select(outbox)).all()
    numbers = {row.event_id: _number(row.body) for row in sent}
    with world.stores[LEDGER].read() as db:
        rows = db.execute(select(inbox)).all()
        effects = list(db.execute(select(effect).order_by(effect.c.position)))
    return Seen(
        facts,
        {numbers[row.event_id]: row for row in rows if row.event_id in numbers},
        [row for row in rows if row.event_id not in numbers],
        effects,
        refused=sum(row.refused is not None for row in sent),
        unsent=sum(row.published_at is None for row in sent) if not world.embedded else 0,
    )


def before_replay(world: World) -> Iterator[str]:
    """Check what rests while poison is parked and nobody looked at it yet."""
    seen = look(world)
    yield from _kept(world, seen)
    for number in sorted(seen.facts):
        yield from _of_deed(world.deeds[number], seen)
    yield from _order(world, seen)
    if len(seen.unreadable) != world.garbage:
        yield f"{world.garbage} bad messages came in, {len(seen.unreadable)} are kept"
    yield from letters(world, seen)


def after_replay(world: World) -> Iterator[str]:
    """Check that a cure and a replay made everything good."""
    seen = look(world)
    for number in sorted(seen.facts):
        deed = world.deeds[number]
        wanted = 0 if deed.nature in SILENT else 1
        if seen.counts[number] != wanted:
            yield f"{_name(deed)} has {seen.counts[number]} effects after the replay"
    yield from _order(world, seen)
    yield from letters(world, seen)


def _kept(world: World, seen: Seen) -> Iterator[str]:
    """Nothing acknowledged is gone, nothing that was rolled back had an effect."""
    yield from world.surprises
    for number in world.acknowledged:
        if number not in seen.facts:
            yield f"the acknowledged write {number} is lost"
    for number in sorted(seen.counts):
        if number not in seen.facts:
            yield f"{number} has an effect and was never written"
    if seen.refused or seen.unsent:
        yield f"{seen.refused} events refused, {seen.unsent} unsent, in a broker that is well"
    if world.broker.dead:
        yield f"the broker set {len(world.broker.dead)} messages aside"


def _of_deed(deed: Deed, seen: Seen) -> Iterator[str]:
    row, count = seen.rows.get(deed.number), seen.counts[deed.number]
    state = row.state if row else "unknown"
    if deed.nature in ("unwanted", "letter"):
        wanted = {("unknown", 0)}
    elif deed.nature in POISON:
        wanted = {("parked", 0)}
    else:
        wanted = {("skipped", 0)} if deed.nature == "skipped" else {("done", 1)}
    if deed.ordered and _behind_poison(deed, row, seen):
        wanted = {("held", 0)}
    if (state, count) not in wanted:
        yield f"{_name(deed)} is {state} with {count} effects"
    if state == "parked" and not row.reason:
        yield f"{_name(deed)} is parked without a reason"


def _behind_poison(deed: Deed, row: Any, seen: Seen) -> bool:
    """Tell whether an earlier event of its subject is parked, so that it has to wait."""
    return row is not None and any(
        other.state == "parked"
        and other.subject == row.subject
        and other.subjectseq < row.subjectseq
        for other in seen.rows.values()
    )


def _order(world: World, seen: Seen) -> Iterator[str]:
    """Within a subject effects follow the writes: all that asked for it, else the first-time."""
    subjects = sorted({each.subject for each in seen.effects})
    for subject in subjects:
        line = [each for each in seen.effects if each.subject == subject]
        in_line = [
            e for e in line if e.number in world.deeds and _keeps_place(world.deeds[e.number])
        ]
        for one, other in pairwise(in_line):
            if one.subjectseq > other.subjectseq:
                yield f"{other.number} came after {one.number}, both about {subject}"


def _keeps_place(deed: Deed) -> bool:
    return deed.ordered or deed.nature in ("fine", "slow")


def letters(world: World, seen: Seen) -> Iterator[str]:
    """Every invitation has one message; sent means taken once; doubt is shown and has a cause."""
    with world.stores[LETTERS].read() as db:
        rows = db.execute(
            select(Delivery.id, Delivery.state, Delivery.reason, Message.subject_id).join(Message)
        ).all()
        parked = db.scalars(select(inbox.c.reason).where(inbox.c.state != "done")).all()
    if parked:
        yield f"invitations are not handled: {parked}"
    told = Counter(row.subject_id for row in rows)
    for number in sorted(seen.facts):
        if world.deeds[number].nature == "letter" and told[UUID(int=number)] != 1:
            yield f"invitation {number} is told in {told[UUID(int=number)]} letters"
    for row in rows:
        yield from _of_mail(row, world.post.taken[str(row.id)])
    doubted = sum(row.state == "unknown" for row in rows)
    if doubted > world.post.doubts + world.scheduler.crashes + world.stores[LETTERS].cuts:
        yield f"{doubted} mails are in doubt without a cause"


def _of_mail(row: Any, taken: int) -> Iterator[str]:
    allowed = {"sent": (1,), "unknown": (0, 1), "refused": (0,)}.get(row.state, ())
    if taken not in allowed:
        yield f"a mail is {row.state} ({row.reason}) and was taken {taken} times"


def _name(deed: Deed) -> str:
    return f"{deed.number} ({deed.nature}{', in order' if deed.ordered else ''})"


def _number(body: bytes) -> int:
    data = open_envelope(body).data
    for name in ("coach_id", "journey_id", "invitation_id", "congregation_id"):
        if name in data:
            return UUID(str(data[name])).int
    raise KeyError(data.keys())
