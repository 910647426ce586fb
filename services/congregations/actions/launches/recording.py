"""The launch of a vision: the record from which the evaluations follow."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Session

from services.congregations import policy
from services.congregations.model import (
    Decision,
    Journey,
    Launch,
    LaunchBasis,
    LaunchChange,
    LaunchPlan,
)
from services.congregations.queries import journeys, launches, profiles, records
from services.congregations.queries.launches import Ground
from shared.actor import Actor
from shared.contracts.congregations import LaunchRecorded, LaunchWithdrawn
from shared.errors import Conflict, Invalid
from shared.events.outbox import record


def record_launch(
    db: Session,
    actor: Actor,
    journey_id: UUID,
    *,
    held_on: date,
    note: str,
    at: datetime,
    waiver: str | None = None,
) -> Launch:
    """Write down that the vision was launched, or put the day of the launch right.

    The first time it rests on an adopted strategy and a result of support; without the latter
    somebody says in writing (`waiver`) why it was launched all the same.
    """
    journey = journeys.journey(db, actor, journey_id, any_of=policy.WALKING)
    _demand_agreed(db, journey)
    if held_on > policy.today(at):
        raise Invalid("A launch has been held already.", {"held_on": "Not after today."})
    launch = journeys.launch_of(db, journey_id)
    if launch is None:
        launch = _first(db, actor, journey, held_on, waiver, at=at)
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
    db.refresh(launch)
    if launch.withdrawn_at is not None:
        raise Conflict("This launch was taken back already.")
    launch.withdrawn_by, launch.withdrawn_at = actor.id, at
    launch.withdrawn_reason = reason
    plan = launches.plan_of(db, launch.journey_id)
    if plan is not None:
        plan.state = "go_decided" if plan.decision_id else "planned"
    withdrawn = LaunchWithdrawn(
        launch_id=launch.id, journey_id=launch.journey_id, congregation_id=launch.congregation_id
    )
    record(db, withdrawn, at=at)


def _demand_agreed(db: Session, journey: Journey) -> None:
    if journey.state != "open":
        raise Conflict("This journey is closed.")
    if not launches.is_agreed(db, journey.id):
        raise Conflict("Agree on the launch with the congregation first: its part is not agreed.")


def _first(
    db: Session,
    actor: Actor,
    journey: Journey,
    held_on: date,
    waiver: str | None,
    *,
    at: datetime,
) -> Launch:
    ground = launches.ground(db, journey.id)
    _demand_ground(ground, waiver)
    plan = launches.plan_of(db, journey.id)
    if plan is not None:
        _demand_go(db, plan)
    launch = Launch(
        journey_id=journey.id,
        congregation_id=journey.congregation_id,
        held_on=held_on,
        recorded_by=actor.id,
        recorded_at=at,
    )
    db.add(launch)
    db.flush()
    needed = None if ground.has_support else waiver
    db.add(_basis(launch, ground, needed, at))
    if plan is not None:
        plan.state = "launched"
    return launch


def _demand_go(db: Session, plan: LaunchPlan) -> None:
    if plan.state != "go_decided":
        raise Conflict("The body has not said go to this launch: write down its decision first.")
    decided = db.get(Decision, plan.decision_id) if plan.decision_id else None
    if decided is not None and decided.state == "contested":
        raise Conflict("The leaders contested the go to this launch: let the body decide again.")


def _demand_ground(ground: Ground, waiver: str | None) -> None:
    if not ground.has_strategy:
        raise Conflict(
            "A launch needs a strategy that the congregation adopted: adopt one first, or note "
            "that it was done before, on paper."
        )
    if not ground.has_support and not waiver:
        raise Conflict(
            "A launch needs a result of support: measure it, or write down why you go without.",
            {"waiver": "Write down why you launch without a result of support."},
        )


def _basis(launch: Launch, ground: Ground, waiver: str | None, at: datetime) -> LaunchBasis:
    """Freeze what the launch rests on; later versions and rounds do not change it."""
    return LaunchBasis(
        launch_id=launch.id,
        strategy_id=ground.strategy.id if ground.strategy else None,
        support_id=ground.support.id if ground.support else None,
        round_id=ground.round_id,
        strategy_on_paper=ground.strategy is None,
        support_on_paper=ground.support is None and ground.support_on_paper,
        waiver=waiver,
        waived_by=launch.recorded_by if waiver else None,
        waived_at=at if waiver else None,
    )
