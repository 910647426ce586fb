"""Opening a journey from a template, and making it to measure without touching the template."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.congregations import policy
from services.congregations.actions.implementation import asking
from services.congregations.journeys import StepPlan, Template, TrackPlan, thaw
from services.congregations.model import Journey, Step, Track
from services.congregations.queries import journeys, profiles
from shared.actor import Actor
from shared.contracts.congregations import JourneyOpened
from shared.errors import Conflict, Invalid
from shared.events.outbox import record

MOST = 60  # tracks in a journey, steps in a track: beyond that nobody sees it whole


def open_journey(
    db: Session,
    actor: Actor,
    congregation_id: UUID,
    template: Template | None,
    *,
    entry_only: bool,
    at: datetime,
) -> Journey:
    """Begin a journey from this template, as its coach: its entry track alone, or the whole."""
    profiles.standing(db, actor, congregation_id).demand(any_of={"guides"})
    if template is None:
        raise Invalid("There is no such template.", {"template": "Not one of ours."})
    kinds = [plan.kind for plan in template.tracks if plan.entry or not entry_only]
    return begin_journey(db, actor, congregation_id, (template, kinds), at=at)


def begin_journey(
    db: Session,
    actor: Actor,
    congregation_id: UUID,
    chosen: tuple[Template, Collection[str]],
    *,
    at: datetime,
) -> Journey:
    """Begin a journey with the chosen kinds of track of a template, for whom may do so already."""
    template, kinds = chosen
    profiles.congregation(db, congregation_id, lock=True)
    demand_none_open(db, congregation_id)
    journey = Journey(
        congregation_id=congregation_id,
        template=template.reference,
        blueprint=template.frozen(),
        opened_by=actor.id,
        opened_at=at,
    )
    db.add(journey)
    plans = [plan for plan in template.tracks if plan.kind in kinds]
    journey.all_tracks = [plan_track(plan, number, at) for number, plan in enumerate(plans, 1)]
    db.flush()
    opened = JourneyOpened(
        journey_id=journey.id, congregation_id=congregation_id, template=journey.template
    )
    record(db, opened, at=at)
    return journey


def demand_none_open(db: Session, congregation_id: UUID) -> None:
    """Refuse what makes sense only before a journey begins."""
    open_now = select(Journey.id).where(
        Journey.congregation_id == congregation_id, Journey.state == "open"
    )
    if db.scalars(open_now).first():
        raise Conflict("This congregation is on a journey already.")


def close_journey(
    db: Session, actor: Actor, journey_id: UUID, *, reason: str | None, at: datetime
) -> Journey:
    """End a journey; what was written down stays."""
    journey = _open(db, actor, journey_id)
    journey.state, journey.closed_reason = "closed", reason
    journey.closed_by, journey.closed_at = actor.id, at
    asking.forget_journey(db, journey.id)
    return journey


def add_from_template(
    db: Session, actor: Actor, journey_id: UUID, kind: str, *, at: datetime
) -> list[Track]:
    """Add a track of the journey's own template version, or with `rest` all that are missing."""
    journey = _open(db, actor, journey_id)
    template = thaw(journey.blueprint)
    plans = [plan for plan in journeys.missing(journey) if kind in ("rest", plan.kind)]
    if not plans:
        raise Conflict("The journey has that part already, or its template does not know it.")
    order = [plan.kind for plan in template.tracks]
    added = [plan_track(plan, 0, at) for plan in plans]
    for track in added:
        _place(journey.tracks, track, _place_by_template(journey.tracks, track.kind, order))
        journey.all_tracks.append(track)
    db.flush()
    return added


def add_own_track(
    db: Session, actor: Actor, journey_id: UUID, values: Mapping[str, object], *, at: datetime
) -> Track:
    """Add a part that the template does not have (`title_nl`, `title_en`, `position`)."""
    journey = _open(db, actor, journey_id)
    if len(journey.tracks) >= MOST:
        raise Conflict(f"A journey has at most {MOST} parts.")
    texts = {name: value for name, value in values.items() if name != "position"}
    track = Track(kind="own", own=True, position=0, since=at, state="proposed", **texts)
    _place(journey.tracks, track, values.get("position"))
    journey.all_tracks.append(track)
    db.flush()
    return track


def revise_track(db: Session, actor: Actor, track_id: UUID, values: Mapping[str, object]) -> Track:
    """Rename a track, say its aim otherwise, or give it another place (`position`)."""
    track = journeys.track(db, actor, track_id, any_of=policy.WALKING)
    _demand_open(track.journey)
    _write(track, values)
    if "position" in values:
        others = [one for one in track.journey.tracks if one is not track]
        _place(others, track, values["position"])
    return track


def drop_track(db: Session, actor: Actor, track_id: UUID, *, at: datetime) -> None:
    """Take a track out of the journey; one that was worked on is stopped or skipped instead."""
    track = journeys.track(db, actor, track_id, any_of=policy.WALKING)
    _demand_open(track.journey)
    if track.state not in ("proposed", "skipped", "deferred"):
        raise Conflict("Work was done on this part; stop or skip it instead of dropping it.")
    track.dropped_by, track.dropped_at = actor.id, at
    _number(track.journey.tracks)


def add_step(db: Session, actor: Actor, track_id: UUID, values: Mapping[str, object]) -> Step:
    """Add a session to a track (`kind`, `title_nl`, `title_en`, `minutes`, `note`, `position`)."""
    track = journeys.track(db, actor, track_id, any_of=policy.WALKING)
    _demand_open(track.journey)
    if len(track.steps) >= MOST:
        raise Conflict(f"A part has at most {MOST} sessions.")
    texts = {name: value for name, value in values.items() if name != "position"}
    step = Step(position=0, own=True, **texts)
    _place(track.steps, step, values.get("position"))
    track.all_steps.append(step)
    db.flush()
    return step


def revise_step(db: Session, actor: Actor, step_id: UUID, values: Mapping[str, object]) -> Step:
    """Rename a session, give it another length, note or place in its track."""
    step = journeys.step(db, actor, step_id, any_of=policy.WALKING)
    _demand_open(step.track.journey)
    _write(step, values)
    if "position" in values:
        others = [one for one in step.track.steps if one is not step]
        _place(others, step, values["position"])
    return step


def drop_step(db: Session, actor: Actor, step_id: UUID, *, at: datetime) -> None:
    """Take a session out of its track."""
    step = journeys.step(db, actor, step_id, any_of=policy.WALKING)
    _demand_open(step.track.journey)
    step.dropped_by, step.dropped_at = actor.id, at
    _number(step.track.steps)


def _open(db: Session, actor: Actor, journey_id: UUID) -> Journey:
    journey = journeys.journey(db, actor, journey_id, any_of=policy.WALKING)
    _demand_open(journey)
    return journey


def _demand_open(journey: Journey) -> None:
    if journey.state != "open":
        raise Conflict("This journey is closed.")


def plan_track(plan: TrackPlan, position: int, at: datetime) -> Track:
    """Return the track that a plan describes, with its sessions, not yet part of a journey."""
    return Track(
        kind=plan.kind,
        title_nl=plan.title_nl,
        title_en=plan.title_en,
        aim_nl=plan.aim_nl,
        aim_en=plan.aim_en,
        position=position,
        entry=plan.entry,
        state="proposed",
        since=at,
        all_steps=[plan_step(step, number) for number, step in enumerate(plan.steps, 1)],
    )


def plan_step(plan: StepPlan, position: int) -> Step:
    """Return the session that a plan describes, not yet part of a track."""
    return Step(
        kind=plan.kind,
        title_nl=plan.title_nl,
        title_en=plan.title_en,
        minutes=plan.minutes,
        position=position,
    )


def _write(row: Track | Step, values: Mapping[str, object]) -> None:
    for name, value in values.items():
        if name != "position":
            setattr(row, name, value)


def _place_by_template(tracks: Sequence[Track], kind: str, order: Sequence[str]) -> int:
    """Return the position that keeps the template's order among the tracks that are there."""
    later = order[order.index(kind) + 1 :]
    positions = [track.position for track in tracks if track.kind in later]
    return min(positions, default=len(tracks) + 1)


def _place(others: Sequence[Track] | Sequence[Step], row: Track | Step, position: object) -> None:
    """Put a row at a position (from 1; none: at the end) among the others and number them all."""
    ordered: list[Track | Step] = list(others)
    if position is None:
        position = len(ordered) + 1
    if not isinstance(position, int) or not 1 <= position <= len(ordered) + 1:
        raise Invalid("There is no such place.", {"position": f"1 to {len(ordered) + 1}."})
    ordered.insert(position - 1, row)
    _number(ordered)


def _number(rows: Sequence[Track | Step]) -> None:
    for number, row in enumerate(rows, 1):
        row.position = number
