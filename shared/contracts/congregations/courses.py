"""What congregations tells the others about Kairos courses."""

from shared.contracts.event import Event

EVENTS: tuple[type[Event], ...] = ()
