"""What congregations tells the others about strategies and what is done of them."""

from shared.contracts.event import Event

EVENTS: tuple[type[Event], ...] = ()
