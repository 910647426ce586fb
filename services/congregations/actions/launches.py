"""The launch of a vision: the record from which the evaluations follow."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Session

from services.congregations import policy
from services.congregations.model import Launch, LaunchChange
from services.congregations.model.journey import UNDER_WAY
from services.congregations.queries import journeys, profiles, records
from shared.actor import Actor
from shared.contracts.congregations import LaunchRecorded, LaunchWithdrawn
from shared.errors import Conflict, Invalid
from shared.events.outbox import record


def record_launch(
    db: Session, actor: Actor, journey_id: UUID, *, held_on: date, note: str, at: datetime
) -> Launch:
    """Write down that the vision was launched, or put the day of the launch right."""
    journey = journeys.journey(db, actor, journey_id, any_of=policy.WALKING)
    if journey.state != "open":
        raise Conflict("This journey is closed.")
    if held_on > policy.today(at):
        raise Invalid("A launch has been held already.", {"held_on": "Not after today."})
    if not any(track.kind == "launch" and track.state in UNDER_WAY for track in journey.tracks):
        raise Conflict("Agree on the launch with the congregation first: its part is not agreed.")
    launch = journeys.launch_of(db, journey_id)
    if launch is None:
        launch = Launch(
            journey_id=journey_id,
            congregation_id=journey.congregation_id,
            held_on=held_on,
            recorded_by=actor.id,
            recorded_at=at,
        )
        db.add(launch)
    elif launch.held_on == held_on:
        launch.note = note
        return launch
    else:
        change = LaunchChange(from_day=launch.held_on, to_day=held_on, by=actor.id, at=at)
        launch.changes.append(change)
    launch.held_on, launch.note = held_on, note
    db.flush()
    recorded = LaunchRecorded(
        launch_id=launch.id,
        journey_id=journey_id,
        congregation_id=journey.congregation_id,
        held_on=held_on,
    )
    record(db, recorded, at=at)
    return launch


def withdraw_launch(
    db: Session, actor: Actor, launch_id: UUID, *, reason: str | None, at: datetime
) -> None:
    """Take a launch back; what followed from it is suspended."""
    launch = records.launch(db, launch_id)
    profiles.standing(db, actor, launch.congregation_id).demand(any_of=policy.WALKING)
    profiles.congregation(db, launch.congregation_id, lock=True)
    launch.withdrawn_by, launch.withdrawn_at = actor.id, at
    launch.withdrawn_reason = reason
    withdrawn = LaunchWithdrawn(
        launch_id=launch.id, journey_id=launch.journey_id, congregation_id=launch.congregation_id
    )
    record(db, withdrawn, at=at)
