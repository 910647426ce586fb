"""What congregations tells the others about check-ins, roles and the home team."""

from shared.contracts.event import Event

EVENTS: tuple[type[Event], ...] = ()
