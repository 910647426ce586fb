"""What a template of a journey is: tracks with their sessions, by version, never changed."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class StepPlan:
    """A session that a track usually has."""

    kind: str
    title_nl: str
    title_en: str
    minutes: int


@dataclass(frozen=True, slots=True)
class TrackPlan:
    """A part of a template; the entry track may be walked alone.

    `prerequisites` are the kinds of the parts without which this one does not begin.
    """

    kind: str
    title_nl: str
    title_en: str
    aim_nl: str
    aim_en: str
    entry: bool
    steps: tuple[StepPlan, ...]
    prerequisites: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Template:
    """One version of a journey as it is proposed to a congregation."""

    id: str
    version: int
    title_nl: str
    title_en: str
    tracks: tuple[TrackPlan, ...]

    @property
    def reference(self) -> str:
        """Return `id@version`, the name a journey keeps for good."""
        return f"{self.id}@{self.version}"

    def frozen(self) -> dict[str, Any]:
        """Return the whole template as plain values, to be kept with a journey."""
        return asdict(self)

    def prerequisites_of(self, kind: str) -> tuple[str, ...]:
        """Return without which parts a part does not begin; a part of one's own has none."""
        return next((plan.prerequisites for plan in self.tracks if plan.kind == kind), ())


def thaw(blueprint: Mapping[str, Any]) -> Template:
    """Return the template that a journey kept."""
    return Template(**{**blueprint, "tracks": tuple(_track(one) for one in blueprint["tracks"])})


def _track(kept: Mapping[str, Any]) -> TrackPlan:
    steps = tuple(StepPlan(**step) for step in kept["steps"])
    return TrackPlan(
        **{**kept, "steps": steps, "prerequisites": tuple(kept.get("prerequisites", ()))}
    )
