"""What congregations tells the others about rounds of questions and commitments."""

from shared.contracts.event import Event

EVENTS: tuple[type[Event], ...] = ()
