"""What congregations tells the others about launches that are prepared."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from shared.contracts.event import Event


@dataclass(frozen=True, kw_only=True)
class LaunchPlanned(Event):
    """A congregation means to launch its vision on this day."""

    name = "congregations.launch.planned"
    subject_field = "plan_id"

    plan_id: UUID
    journey_id: UUID
    congregation_id: UUID
    planned_on: date


@dataclass(frozen=True, kw_only=True)
class LaunchWrapped(Event):
    """What came after a launch was done, the cards were counted."""

    name = "congregations.launch.wrapped"
    subject_field = "plan_id"

    plan_id: UUID
    journey_id: UUID
    congregation_id: UUID


EVENTS: tuple[type[Event], ...] = (LaunchPlanned, LaunchWrapped)
