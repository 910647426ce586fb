"""What congregations tells the others about support in the congregation."""

from shared.contracts.event import Event

EVENTS: tuple[type[Event], ...] = ()
