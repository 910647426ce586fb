"""What congregations tells the others about evaluations and the APK."""

from shared.contracts.event import Event

EVENTS: tuple[type[Event], ...] = ()
