"""What congregations tells the others of profiles as codes, coaches, journeys and decisions."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from shared.contracts.event import Event


@dataclass(frozen=True, kw_only=True)
class CongregationRegistered(Event):
    """A congregation takes part in the network from now on."""

    name = "congregations.congregation.registered"
    subject_field = "congregation_id"

    congregation_id: UUID


@dataclass(frozen=True, kw_only=True)
class CongregationProfiled(Event):
    """A congregation's profile changed; these are all its facets now, as codes of our lists.

    Pairs are written `code:band` (gifts, talents) or `kind:code` (passions). An absent or empty
    value means: not yet known.
    """

    name = "congregations.congregation.profiled"
    subject_field = "congregation_id"

    congregation_id: UUID
    region: str | None = None
    denomination: str | None = None
    size_band: str | None = None
    risk_appetite: str | None = None
    wish_role: str | None = None
    capacity_people: str | None = None
    capacity_hours: str | None = None
    capacity_budget: str | None = None
    horizon: str | None = None
    languages: tuple[str, ...] = ()
    gifts: tuple[str, ...] = ()
    talents: tuple[str, ...] = ()
    passions: tuple[str, ...] = ()
    named_to_agencies: bool = False


@dataclass(frozen=True, kw_only=True)
class CoachAssigned(Event):
    """A coach guides this congregation from now on."""

    name = "congregations.guidance.started"
    subject_field = "congregation_id"

    congregation_id: UUID
    coach_id: UUID


@dataclass(frozen=True, kw_only=True)
class CoachUnassigned(Event):
    """A coach no longer guides this congregation."""

    name = "congregations.guidance.ended"
    subject_field = "congregation_id"

    congregation_id: UUID
    coach_id: UUID


@dataclass(frozen=True, kw_only=True)
class JourneyOpened(Event):
    """A congregation's journey began, from a version of a template."""

    name = "congregations.journey.opened"
    subject_field = "journey_id"

    journey_id: UUID
    congregation_id: UUID
    template: str


@dataclass(frozen=True, kw_only=True)
class TrackChanged(Event):
    """A track of a journey came into another state."""

    name = "congregations.track.changed"
    subject_field = "track_id"

    track_id: UUID
    journey_id: UUID
    congregation_id: UUID
    kind: str
    state: str


@dataclass(frozen=True, kw_only=True)
class DecisionReported(Event):
    """A coach wrote down a decision as reported to him; the leaders confirm or contest it."""

    name = "congregations.decision.reported"
    subject_field = "decision_id"

    decision_id: UUID
    congregation_id: UUID
    coach_id: UUID


@dataclass(frozen=True, kw_only=True)
class DecisionAnswered(Event):
    """A leader confirmed or contested a reported decision (`confirmed`, `contested`)."""

    name = "congregations.decision.answered"
    subject_field = "decision_id"

    decision_id: UUID
    congregation_id: UUID
    answer: str


@dataclass(frozen=True, kw_only=True)
class LaunchRecorded(Event):
    """A congregation launched its vision on this day, or the day was put right."""

    name = "congregations.launch.recorded"
    subject_field = "journey_id"

    launch_id: UUID
    journey_id: UUID
    congregation_id: UUID
    held_on: date


@dataclass(frozen=True, kw_only=True)
class LaunchWithdrawn(Event):
    """A recorded launch was taken back; what followed from it is suspended."""

    name = "congregations.launch.withdrawn"
    subject_field = "journey_id"

    launch_id: UUID
    journey_id: UUID
    congregation_id: UUID


EVENTS: tuple[type[Event], ...] = (
    CongregationRegistered,
    CongregationProfiled,
    CoachAssigned,
    CoachUnassigned,
    JourneyOpened,
    TrackChanged,
    DecisionReported,
    DecisionAnswered,
    LaunchRecorded,
    LaunchWithdrawn,
)
