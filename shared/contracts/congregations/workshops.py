"""What congregations tells the others about reports of workshops."""

from shared.contracts.event import Event

EVENTS: tuple[type[Event], ...] = ()
