"""What congregations tells the others about launches that are prepared."""

from shared.contracts.event import Event

EVENTS: tuple[type[Event], ...] = ()
