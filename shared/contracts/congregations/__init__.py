"""What congregations tells the others, by what it is about; all of it ids and codes."""

from shared.contracts.congregations import (
    courses,
    discovery,
    evaluations,
    implementation,
    intake,
    journeys,
    launches,
    strategies,
    support,
    templates,
    workshops,
)
from shared.contracts.congregations.discovery import RoundClosed, RoundOpened
from shared.contracts.congregations.journeys import (
    CoachAssigned,
    CoachUnassigned,
    CongregationProfiled,
    CongregationRegistered,
    DecisionAnswered,
    DecisionReported,
    JourneyOpened,
    LaunchRecorded,
    LaunchWithdrawn,
    TrackChanged,
)
from shared.contracts.event import Event

__all__ = [
    "EVENTS",
    "CoachAssigned",
    "CoachUnassigned",
    "CongregationProfiled",
    "CongregationRegistered",
    "DecisionAnswered",
    "DecisionReported",
    "JourneyOpened",
    "LaunchRecorded",
    "LaunchWithdrawn",
    "RoundClosed",
    "RoundOpened",
    "TrackChanged",
]

EVENTS: tuple[type[Event], ...] = (
    *journeys.EVENTS,
    *intake.EVENTS,
    *workshops.EVENTS,
    *courses.EVENTS,
    *discovery.EVENTS,
    *strategies.EVENTS,
    *support.EVENTS,
    *launches.EVENTS,
    *implementation.EVENTS,
    *evaluations.EVENTS,
    *templates.EVENTS,
)
