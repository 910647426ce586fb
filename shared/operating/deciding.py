"""An operator's decisions about events: try again, send again, or never mind and why."""

from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Update, func, literal, select, update
from sqlalchemy.orm import Session

from shared.events.tables import inbox, outbox
from shared.operating.wanted import REPLAYED, Wanted

# Readers remember for 90 days what they took in (`keeping`); what is resent must reach them in that
# time, or they would do it twice.
RESENDABLE = timedelta(days=60)


def to_replay(wanted: Wanted) -> Wanted:
    """Narrow down to what can be tried again."""
    states = tuple(state for state in wanted.states if state in REPLAYED)
    return replace(wanted, states=states, readable=True)


def replay(db: Session, wanted: Wanted) -> int:
    """Have what is meant handled (or, when the broker refused it, sent) at once; returns how many.

    Harmless when repeated: an event has its effect once.
    """
    wanted = to_replay(wanted)
    # due by every clock, the house's own and that of whoever decides
    due = {"next_at": inbox.c.received_at}
    again = {"state": "retry", "attempts": 0, "deaths": 0, **due}
    handled = _changed(db, update(inbox).values(again), wanted.in_inbox())
    sent = _changed(db, update(outbox).values(refused=None), wanted.in_outbox())
    db.info["recorded"] = True  # so that the relay is woken
    return handled + sent


def to_resend(wanted: Wanted, *, at: datetime) -> Wanted:
    """Narrow down to what left the outbox and can leave it again without being done twice."""
    earliest = at - RESENDABLE
    since = max(wanted.since, earliest) if wanted.since else earliest
    return replace(wanted, states=("published",), since=since)


def resend(db: Session, wanted: Wanted, *, at: datetime) -> int:
    """Send what left the outbox once more under the same ids; returns how many.

    Who took it in drops it as known; who lost it gets it.
    """
    meant = to_resend(wanted, at=at).in_outbox()
    assert meant is not None, "what was sent lies in an outbox"
    values: dict[str, object] = {"published_at": None}
    if db.get_bind().dialect.name == "sqlite":
        # there readers go by the position: what is to come again must lie before them
        ends = select(func.max(outbox.c.position), func.min(outbox.c.position).filter(meant))
        last, first = db.execute(ends).one()
        values["position"] = outbox.c.position + ((last or 0) - (first or 0) + 1)
    db.info["recorded"] = True
    return _changed(db, update(outbox).values(values), meant)


def discard(db: Session, wanted: Wanted, *, reason: str, at: datetime) -> int:
    """Give up events by their ids, for good; the body goes, the reason stays. Returns how many.

    What was held behind it is handled then.
    """
    if not wanted.ids:
        raise ValueError("events are given up one by one")
    wanted = replace(wanted, states=("refused", "retry", "held", "parked"))
    ended = {"state": "discarded", "next_at": None, "body": None}
    why = literal(f"{reason} (was: ") + func.coalesce(inbox.c.reason, "") + ")"
    handled = _changed(db, update(inbox).values({**ended, "reason": why}), wanted.in_inbox())
    why = literal(f"{reason} (was: ") + outbox.c.refused + ")"
    given_up = update(outbox).values(published_at=at, refused=why)
    return handled + _changed(db, given_up, wanted.in_outbox())


def _changed(db: Session, change: Update, condition: ColumnElement[bool] | None) -> int:
    if condition is None:
        return 0
    result = db.execute(change.where(condition))
    return int(result.rowcount)  # type: ignore[attr-defined]
