"""What congregations tells the others about workshops and their reports."""

from dataclasses import dataclass
from uuid import UUID

from shared.contracts.event import Event


@dataclass(frozen=True, kw_only=True)
class WorkshopReported(Event):
    """The report of a workshop is ready; `first` is false where one was put right."""

    name = "congregations.workshop.reported"
    subject_field = "workshop_id"

    workshop_id: UUID
    congregation_id: UUID
    edition: int
    first: bool


EVENTS: tuple[type[Event], ...] = (WorkshopReported,)
