"""What congregations tells the others about templates of journeys."""

from shared.contracts.event import Event

EVENTS: tuple[type[Event], ...] = ()
