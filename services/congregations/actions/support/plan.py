"""The plan: which groups must be carried along, and what is done with each."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from services.congregations import policy
from services.congregations.model import Journey, SupportGroup, SupportStep
from services.congregations.queries import journeys, support
from shared.actor import Actor
from shared.errors import Conflict, Invalid

MOST_GROUPS = 30
MOST_STEPS = 20


def add_group(
    db: Session, actor: Actor, journey_id: UUID, values: Mapping[str, object]
) -> SupportGroup:
    """Add a group that must be carried along."""
    journey = journeys.journey(db, actor, journey_id, any_of=policy.ALL)
    demand_open(journey)
    present = support.groups(db, journey_id)
    if len(present) >= MOST_GROUPS:
        raise Conflict(f"A plan has at most {MOST_GROUPS} groups.")
    _demand_own_name(present, values, None)
    group = SupportGroup(
        journey_id=journey_id,
        congregation_id=journey.congregation_id,
        position=len(present) + 1,
        **values,
    )
    db.add(group)
    db.flush()
    return group


def revise_group(
    db: Session, actor: Actor, group_id: UUID, values: Mapping[str, object]
) -> SupportGroup:
    """Put a group otherwise: its name, how many, where it stands now, should, or stood after."""
    group = _group(db, actor, group_id)
    _demand_own_name(support.groups(db, group.journey_id), values, group.id)
    for name, value in values.items():
        setattr(group, name, value)
    db.flush()
    return group


def drop_group(db: Session, actor: Actor, group_id: UUID, *, at: datetime) -> None:
    """Take a group out of the plan; what was measured of it stays."""
    _group(db, actor, group_id).dropped_at = at


def add_step(
    db: Session, actor: Actor, group_id: UUID, values: Mapping[str, object]
) -> SupportStep:
    """Plan what is done with a group."""
    group = _group(db, actor, group_id)
    if len(group.steps) >= MOST_STEPS:
        raise Conflict(f"At most {MOST_STEPS} things are done with one group.")
    step = SupportStep(**values)
    group.steps.append(step)
    db.flush()
    return step


def revise_step(
    db: Session, actor: Actor, step_id: UUID, values: Mapping[str, object], *, at: datetime
) -> SupportStep:
    """Put a step otherwise, or note that it was done and where the group stands since."""
    step = _step(db, actor, step_id)
    stance = {name: value for name, value in values.items() if name == "stance_after"}
    for name, value in values.items():
        if name not in stance:
            setattr(step, name, value)
    if step.done_on and step.done_on > policy.today(at):
        raise Invalid("What was done lies in the past.", {"done_on": "Not after today."})
    if stance and step.done_on is None:
        raise Invalid(
            "Where they stand after it is known when it was done.",
            {"done_on": "Say when it was done."},
        )
    for name, value in stance.items():
        setattr(step.group, name, value)
    db.flush()
    return step


def drop_step(db: Session, actor: Actor, step_id: UUID) -> None:
    """Take a step out of the plan."""
    db.delete(_step(db, actor, step_id))


def demand_open(journey: Journey) -> None:
    """Let only an open journey be worked on."""
    if journey.state != "open":
        raise Conflict("This journey is closed.")


def _group(db: Session, actor: Actor, group_id: UUID) -> SupportGroup:
    group = support.group(db, group_id)
    demand_open(journeys.journey(db, actor, group.journey_id, any_of=policy.ALL))
    db.refresh(group)
    return group


def _step(db: Session, actor: Actor, step_id: UUID) -> SupportStep:
    step = support.step(db, step_id)
    demand_open(journeys.journey(db, actor, step.group.journey_id, any_of=policy.ALL))
    return step


def _demand_own_name(
    present: list[SupportGroup], values: Mapping[str, object], own: UUID | None
) -> None:
    wanted = str(values.get("name", "")).casefold()
    if any(group.name.casefold() == wanted and group.id != own for group in present):
        raise Conflict(
            "There is a group of that name already.", {"name": "That group is there already."}
        )
