"""What congregations tells the others about support in the congregation."""

from dataclasses import dataclass
from uuid import UUID

from shared.contracts.event import Event


@dataclass(frozen=True, kw_only=True)
class SupportMeasured(Event):
    """A measure of support was closed: its result lies ready for the leaders."""

    name = "congregations.support.measured"
    subject_field = "measure_id"

    measure_id: UUID
    journey_id: UUID
    congregation_id: UUID


EVENTS: tuple[type[Event], ...] = (SupportMeasured,)
