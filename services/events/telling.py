"""Events in lines for people: how many wait where, which, since when, and why."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from services.events.desk import Seen
from shared.contracts.envelope import routing_key
from shared.operating import Row


def standing(seen: Sequence[Seen], *, at: datetime) -> Iterator[str]:
    """Yield the lines about some services."""
    for each in seen:
        yield _numbers(each, at)
        for row in each.rows:
            yield from _event(row, at)
        if each.count > len(each.rows):
            yield f"  and {each.count - len(each.rows)} more; --limit shows them"


def meant(seen: Sequence[Seen], *, at: datetime) -> Iterator[str]:
    """Yield which events a decision would be about."""
    for each in (one for one in seen if one.count or one.fault):
        yield f"{each.service}: {each.fault or each.count}"
        for row in each.rows:
            yield from _event(row, at)
        if each.count > len(each.rows):
            yield f"  and {each.count - len(each.rows)} more"


def age(past: timedelta) -> str:
    """Return how long ago in one number: `40 s`, `12 min`, `3 h`, `2 days`."""
    seconds = max(int(past.total_seconds()), 0)
    for size, unit in ((86_400, "days"), (3600, "h"), (60, "min")):
        if seconds >= 2 * size or (seconds >= size and unit == "min"):
            return f"{seconds // size} {unit}"
    return f"{seconds} s"


def _numbers(seen: Seen, at: datetime) -> str:
    if (now := seen.backlog) is None:
        return f"{seen.service}: {seen.fault}"
    oldest = f" (the oldest for {age(at - now.oldest)})" if now.oldest else ""
    parts = [f"{now.waiting} to be sent{oldest}"]
    parts += [f"{now.refused} refused by the broker"] if now.refused else []
    parts += [f"{number} {state}" for state, number in now.inbox.items() if number]
    return f"{seen.service}: {', '.join(parts)}"


def _event(row: Row, at: datetime) -> Iterator[str]:
    tries = f", {row.attempts} tries" if row.attempts else ""
    due = f", next in {age(row.next_at - at)}" if row.next_at else ""
    yield f"  {row.state} {row.event_id} {routing_key(row.type)}"
    about = f"{row.subject or 'without a subject'}, {age(at - row.since)} old{tries}{due}"
    yield f"    {about}{f', trace {row.trace}' if row.trace else ''}"
    if row.reason:
        yield f"    {' '.join(row.reason.split())}"
