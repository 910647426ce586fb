"""What congregations tells the others about a journey that is proposed."""

from shared.contracts.event import Event

EVENTS: tuple[type[Event], ...] = ()
