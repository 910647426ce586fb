"""What congregations tells the others about workshops and their reports."""

from dataclasses import dataclass
from uuid import UUID

from shared.contracts.event import Event


@dataclass(frozen=True, kw_only=True)
class WorkshopReported(Event):
    """The report of a workshop is ready; `first` is false where a report was put right."""

    name = "congregations.workshop.reported"
    subject_field = "workshop_id"

    workshop_id: UUID
    congregation_id: UUID
    version: int
    first: bool


EVENTS: tuple[type[Event], ...] = (WorkshopReported,)
