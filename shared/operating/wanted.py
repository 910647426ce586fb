"""Which events an operator means: conditions on the rows of an outbox and of an inbox."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Column, ColumnElement, and_, or_

from shared.contracts.event import PREFIX
from shared.events.tables import WAITING, inbox, outbox

UNREADABLE = "unreadable"  # the source of what could not be read

_OF_OUTBOX: Mapping[str, ColumnElement[bool]] = {
    "waiting": and_(WAITING),
    "refused": and_(outbox.c.refused.is_not(None), outbox.c.published_at.is_(None)),
    "published": and_(outbox.c.published_at.is_not(None), outbox.c.refused.is_(None)),
}
_OF_INBOX = ("trying", "retry", "held", "parked")

STATES = (*_OF_OUTBOX, *_OF_INBOX)
LISTED = ("refused", *_OF_INBOX)  # what is shown when nobody says what he wants to see
STUCK = ("refused", "parked")  # what nobody tries again unless a person says so
REPLAYED = ("refused", "retry", "parked")  # what can be tried again


@dataclass(frozen=True)
class Wanted:
    """Which events: all conditions that are given must hold.

    `type` is a type or the beginning of one up to a dot, with or without our prefix; `error` is a
    part of the reason; `since` and `until` are about when it was recorded or came in here.
    """

    states: tuple[str, ...] = LISTED
    ids: tuple[UUID, ...] = ()
    type: str | None = None
    error: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    readable: bool = False  # only what can be tried again

    @property
    def is_limited(self) -> bool:
        """Tell whether it says anything beyond the states."""
        return bool(self.ids or self.type or self.error or self.since or self.until)

    def in_outbox(self) -> ColumnElement[bool] | None:
        """Return the condition on outbox rows; None when none is meant."""
        meant = [condition for state, condition in _OF_OUTBOX.items() if state in self.states]
        if not meant:
            return None
        return and_(or_(*meant), *self._conditions(outbox.c, outbox.c.recorded_at, "refused"))

    def in_inbox(self) -> ColumnElement[bool] | None:
        """Return the condition on inbox rows; None when none is meant."""
        states = [state for state in self.states if state in _OF_INBOX]
        if not states:
            return None
        conditions = self._conditions(inbox.c, inbox.c.received_at, "reason")
        if self.readable:
            conditions.append(inbox.c.source != UNREADABLE)
        return and_(inbox.c.state.in_(states), *conditions)

    def _conditions(self, of: Any, moment: Column[datetime], reason: str) -> list[Any]:
        found: list[Any] = []
        if self.ids:
            found.append(of.event_id.in_(self.ids))
        if self.type:
            found.append(_is_of_type(of.type, self.type))
        if self.error:
            found.append(of[reason].icontains(self.error, autoescape=True))
        if self.since:
            found.append(moment >= self.since)
        if self.until:
            found.append(moment < self.until)
        return found


def _is_of_type(column: Column[str], wanted: str) -> ColumnElement[bool]:
    names = (wanted, PREFIX + wanted)
    begins = (column.startswith(f"{name}.", autoescape=True) for name in names)
    return or_(column.in_(names), *begins)
