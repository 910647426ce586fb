"""What a service does when something happened elsewhere: one visible table per service."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from shared.contracts.event import Event


@dataclass(frozen=True)
class Happening:
    """The circumstances of an event: its id, when it happened, when it is handled."""

    event_id: UUID
    source: str
    subject: str
    subjectseq: int
    happened_at: datetime
    now: datetime


# (transaction, event, circumstances); the transaction is committed by whoever delivered it
Handler = Callable[[Session, Any, Happening], None]
HandlerTable = Mapping[type[Event], Handler]


@dataclass(frozen=True)
class InOrder:
    """A handler that must not see an event of a subject while an earlier one is not done."""

    handler: Handler

    def __call__(self, db: Session, event: Any, happening: Happening) -> None:
        """Handle one event."""
        self.handler(db, event, happening)


class Skip(Exception):
    """The event asks nothing of this service; `args[0]` says why."""


class Retry(Exception):
    """Something is missing that will come; the event is tried again, `after` so long if given."""

    def __init__(self, reason: str, after: timedelta | None = None) -> None:
        super().__init__(reason)
        self.after = after
