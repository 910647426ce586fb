"""What a running journey would gain, keep and lose with another version of its template."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from services.congregations.journeys.template import StepPlan, Template, TrackPlan

# a part in one of these states was not worked on yet, so that it may go without a loss
UNTOUCHED = frozenset({"proposed", "skipped", "deferred"})
TEXTS = ("title_nl", "title_en", "aim_nl", "aim_en")


class Walked(Protocol):
    """What is looked at of a track of the journey."""

    id: UUID
    kind: str
    own: bool
    state: str
    title_nl: str
    title_en: str
    aim_nl: str
    aim_en: str


@dataclass(frozen=True, kw_only=True)
class Change:
    """One difference: `what` is added, dropped, kept_despite, renamed or sessions.

    `kept_despite` is a part that the new version no longer has, but on which work was done.
    `fields` are the texts that change; those that somebody put otherwise stay as they are.
    """

    what: str
    kind: str
    title_nl: str
    title_en: str
    track_id: UUID | None = None
    fields: tuple[str, ...] = ()
    steps: tuple[StepPlan, ...] = ()


def changes(tracks: Sequence[Walked], before: Template, after: Template) -> list[Change]:
    """Return what happens to these tracks when their journey goes from one version to another."""
    there = {track.kind: track for track in tracks if not track.own}
    was = {plan.kind: plan for plan in before.tracks}
    found: list[Change] = []
    for plan in after.tracks:
        track = there.get(plan.kind)
        if track is None:
            if plan.kind not in was:
                found.append(_of_plan("added", plan, steps=plan.steps))
            continue
        found.extend(_of_both(track, was.get(plan.kind), plan))
    kinds = {plan.kind for plan in after.tracks}
    found.extend(_gone(track) for kind, track in there.items() if kind not in kinds)
    return found


def _of_both(track: Walked, was: TrackPlan | None, plan: TrackPlan) -> list[Change]:
    # a text that was changed for this congregation is its own by now
    fields = tuple(
        name
        for name in TEXTS
        if getattr(track, name) != getattr(plan, name)
        and (was is None or getattr(track, name) == getattr(was, name))
    )
    found = []
    if fields:
        found.append(_of_plan("renamed", plan, track_id=track.id, fields=fields))
    fresh = tuple(step for step in plan.steps if was is None or step not in was.steps)
    if fresh and track.state in UNTOUCHED:
        found.append(_of_plan("sessions", plan, track_id=track.id, steps=fresh))
    return found


def _gone(track: Walked) -> Change:
    return Change(
        what="dropped" if track.state in UNTOUCHED else "kept_despite",
        kind=track.kind,
        title_nl=track.title_nl,
        title_en=track.title_en,
        track_id=track.id,
    )


def _of_plan(
    what: str,
    plan: TrackPlan,
    *,
    track_id: UUID | None = None,
    fields: tuple[str, ...] = (),
    steps: tuple[StepPlan, ...] = (),
) -> Change:
    return Change(
        what=what,
        kind=plan.kind,
        title_nl=plan.title_nl,
        title_en=plan.title_en,
        track_id=track_id,
        fields=fields,
        steps=steps,
    )
