"""Adding versions of templates, and bringing a running journey over to another one and back."""

from collections.abc import Callable, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy.orm import Session

from services.congregations import policy
from services.congregations.actions.journeys import plan_step, plan_track
from services.congregations.journeys import (
    Template,
    TrackPlan,
    Unreadable,
    moving,
    read,
    templates,
    thaw,
)
from services.congregations.journeys.moving import Change
from services.congregations.model import Journey, OwnTemplate, Reshaping, Track
from services.congregations.queries import journeys, profiles
from services.congregations.queries import templates as queries
from shared.actor import Actor
from shared.clock import new_id
from shared.errors import Conflict, Forbidden, Invalid, NotFound


class Preview(NamedTuple):
    """What bringing a journey over would do."""

    before: Template
    after: Template
    changes: list[Change]


def add_template(db: Session, actor: Actor, values: Mapping[str, Any], *, at: datetime) -> Template:
    """Add a version of a template; without a `version` it is the next one."""
    if not (actor.has("coach") or actor.has("operator")):
        raise Forbidden("Coaches and operators add templates.")
    given = values.get("id")
    there = queries.find(db, given) if isinstance(given, str) else None
    following = there.version + 1 if there else 1
    try:
        template = read({"version": following, **values})
    except Unreadable as fault:
        raise Invalid(str(fault), {fault.field: str(fault)}) from fault
    if template.id in templates():
        raise Conflict("That name is a shipped template's; choose another.", {"id": "Taken."})
    if template.version < following:
        raise Conflict(
            f"Version {following - 1} is there already; raise the version.",
            {"version": f"At least {following}."},
        )
    row = OwnTemplate(
        template_id=template.id,
        version=template.version,
        content=template.frozen(),
        by=actor.id,
        at=at,
    )
    db.add(row)
    db.flush()
    return template


def preview(db: Session, actor: Actor, journey_id: UUID, template_id: str) -> Preview:
    """Return what another template, or a newer version, would change in a running journey."""
    journey = journeys.readable(db, actor, journey_id, any_of=policy.WALKING)
    return _preview(journey, queries.find(db, template_id))


def reshape(
    db: Session, actor: Actor, journey_id: UUID, template_id: str, *, at: datetime
) -> Reshaping:
    """Bring a running journey over to the newest version of a template.

    Parts on which work was done stay, whatever the new version says of them.
    """
    journey = _open(db, actor, journey_id)
    plan = _preview(journey, queries.find(db, template_id))
    made = Reshaping(
        journey_id=journey.id,
        from_template=journey.template,
        from_blueprint=journey.blueprint,
        to_template=plan.after.reference,
        added=[],
        dropped=[],
        steps=[],
        texts={},
        by=actor.id,
        at=at,
    )
    db.add(made)
    for change in plan.changes:
        DONE[change.what](journey, plan.after, change, made)
        db.flush()
    journey.template, journey.blueprint = plan.after.reference, plan.after.frozen()
    _in_order(journey, plan.after)
    db.flush()
    return made


def undo(db: Session, actor: Actor, reshaping_id: UUID, *, at: datetime) -> Journey:
    """Bring a journey back to the template it came from; what was begun since stays with it."""
    made = db.get(Reshaping, reshaping_id)
    if made is None:
        raise NotFound
    journey = _open(db, actor, made.journey_id)
    db.refresh(made)
    latest = queries.reshapings(db, journey.id)[0]
    if made.undone_at or latest.id != made.id:
        raise Conflict("Only the latest change of template is taken back, and once.")
    for track in journey.all_tracks:
        _undo_track(track, made, actor, at)
    journey.template, journey.blueprint = made.from_template, made.from_blueprint
    _in_order(journey, thaw(journey.blueprint))
    made.undone_by, made.undone_at = actor.id, at
    return journey


def _open(db: Session, actor: Actor, journey_id: UUID) -> Journey:
    journey = journeys.journey(db, actor, journey_id, any_of=policy.WALKING)
    if journey.state != "open":
        raise Conflict("This journey is closed.")
    profiles.standing(db, actor, journey.congregation_id).demand(any_of={"guides"})
    return journey


def _preview(journey: Journey, after: Template | None) -> Preview:
    if after is None:
        raise Invalid("There is no such template.", {"template": "Not one of ours."})
    if after.reference == journey.template:
        raise Conflict("The journey has this version already.")
    before = thaw(journey.blueprint)
    return Preview(before, after, moving.changes(journey.tracks, before, after))


def _add(journey: Journey, after: Template, change: Change, made: Reshaping) -> None:
    fresh = plan_track(_plan(after, change), len(journey.tracks) + 1, made.at)
    fresh.id = new_id()
    journey.all_tracks.append(fresh)
    made.added = [*made.added, str(fresh.id)]


def _drop(journey: Journey, _after: Template, change: Change, made: Reshaping) -> None:
    track = _track(journey, change)
    track.dropped_by, track.dropped_at = made.by, made.at
    made.dropped = [*made.dropped, str(track.id)]


def _rename(journey: Journey, after: Template, change: Change, made: Reshaping) -> None:
    track, plan = _track(journey, change), _plan(after, change)
    before = {name: getattr(track, name) for name in change.fields}
    made.texts = {**made.texts, str(track.id): before}
    for name in change.fields:
        setattr(track, name, getattr(plan, name))


def _add_sessions(journey: Journey, _after: Template, change: Change, made: Reshaping) -> None:
    track = _track(journey, change)
    for plan in change.steps:
        fresh = plan_step(plan, len(track.steps) + 1)
        fresh.id = new_id()
        track.all_steps.append(fresh)
        made.steps = [*made.steps, str(fresh.id)]


def _keep(_journey: Journey, _after: Template, _change: Change, _made: Reshaping) -> None:
    """Leave a part on which work was done as it is."""


DONE: Mapping[str, Callable[[Journey, Template, Change, Reshaping], None]] = MappingProxyType(
    {
        "added": _add,
        "dropped": _drop,
        "renamed": _rename,
        "sessions": _add_sessions,
        "kept_despite": _keep,
    }
)


def _plan(template: Template, change: Change) -> TrackPlan:
    return next(plan for plan in template.tracks if plan.kind == change.kind)


def _track(journey: Journey, change: Change) -> Track:
    return next(track for track in journey.tracks if track.id == change.track_id)


def _undo_track(track: Track, made: Reshaping, actor: Actor, at: datetime) -> None:
    untouched = track.state in moving.UNTOUCHED
    if str(track.id) in made.added and untouched:
        track.dropped_by, track.dropped_at = actor.id, at
    if str(track.id) in made.dropped:
        track.dropped_by = track.dropped_at = None
    for name, text in made.texts.get(str(track.id), {}).items():
        setattr(track, name, text)
    for step in track.all_steps:
        if str(step.id) in made.steps and untouched:
            step.dropped_by, step.dropped_at = actor.id, at


def _in_order(journey: Journey, template: Template) -> None:
    """Number the parts by the template; what it does not know keeps its place at the end."""
    order = {plan.kind: number for number, plan in enumerate(template.tracks)}
    last = len(order)
    ordered = sorted(
        journey.tracks, key=lambda track: (order.get(track.kind, last), track.position)
    )
    for number, track in enumerate(ordered, 1):
        track.position = number
