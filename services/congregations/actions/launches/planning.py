"""The plan of a launch, from its day to the last crate carried home."""

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Session

from services.congregations import policy
from services.congregations.actions.decisions import Deciding, record_decision
from services.congregations.model import Decision, Journey, LaunchPlan
from services.congregations.queries import journeys, launches
from shared.actor import Actor
from shared.contracts.congregations.launches import LaunchPlanned, LaunchWrapped
from shared.errors import Conflict, Invalid
from shared.events.outbox import record


def save_plan(
    db: Session,
    actor: Actor,
    journey_id: UUID,
    values: Mapping[str, object],
    *,
    version: int | None,
    at: datetime,
) -> LaunchPlan:
    """Plan the launch or put its plan otherwise; `version` is the one last seen."""
    journey = journeys.journey(db, actor, journey_id, any_of=policy.ALL)
    if journey.state != "open":
        raise Conflict("This journey is closed.")
    plan = launches.plan_of(db, journey_id)
    if plan is None:
        plan = _new(db, actor, journey, at)
    else:
        _demand_not_held(plan)
        if version != plan.version:
            raise Conflict("Somebody changed this plan meanwhile. Look at it and do it again.")
    _demand_day(plan, values.get("planned_on"), at)
    before = plan.planned_on
    for name, value in values.items():
        setattr(plan, name, value)
    plan.version += 1
    db.flush()
    if plan.planned_on and plan.planned_on != before and plan.state != "launched":
        _day_is_new(db, plan, at)
    return plan


def decide_go(
    db: Session, actor: Actor, plan_id: UUID, deciding: Deciding, *, at: datetime
) -> LaunchPlan:
    """Write down that the body said go; once, unless that was contested."""
    plan = working(db, actor, plan_id, leading=True)
    _demand_not_held(plan)
    before = db.get(Decision, plan.decision_id) if plan.decision_id else None
    if plan.state == "go_decided" and before is not None and before.state != "contested":
        raise Conflict("The body said go already.")
    if plan.planned_on is None:
        raise Conflict("Choose the day first: the body says go to a day.")
    decision = record_decision(db, actor, plan.congregation_id, deciding, at=at)
    plan.decision_id, plan.state, plan.postponed_reason = decision.id, "go_decided", None
    db.flush()
    return plan


def postpone(db: Session, actor: Actor, plan_id: UUID, *, reason: str) -> LaunchPlan:
    """Put the launch off; it is decided anew when there is another day."""
    plan = working(db, actor, plan_id, leading=True)
    _demand_not_held(plan)
    if plan.state == "postponed":
        raise Conflict("The launch is put off already.")
    plan.state, plan.postponed_reason = "postponed", reason
    plan.planned_on, plan.decision_id = None, None
    plan.version += 1
    db.flush()
    return plan


def wrap(db: Session, actor: Actor, plan_id: UUID, *, note: str, at: datetime) -> LaunchPlan:
    """Finish what came after the launch: the cards are counted, nothing is left to do."""
    plan = working(db, actor, plan_id)
    if plan.state != "launched":
        raise Conflict("Record first that the launch was held.")
    plan.state, plan.wrap_note = "wrapped", note
    db.flush()
    wrapped = LaunchWrapped(
        plan_id=plan.id, journey_id=plan.journey_id, congregation_id=plan.congregation_id
    )
    record(db, wrapped, at=at)
    return plan


def working(db: Session, actor: Actor, plan_id: UUID, *, leading: bool = False) -> LaunchPlan:
    """Return a plan to work on, locked; with `leading` for coach and leaders only."""
    plan = launches.plan(db, plan_id)
    any_of = policy.WALKING if leading else policy.ALL
    journey = journeys.journey(db, actor, plan.journey_id, any_of=any_of)
    if journey.state != "open":
        raise Conflict("This journey is closed.")
    db.refresh(plan)
    return plan


def _new(db: Session, actor: Actor, journey: Journey, at: datetime) -> LaunchPlan:
    """Begin a plan; after a launch without one it is there to count who joined."""
    plan = LaunchPlan(
        journey_id=journey.id,
        congregation_id=journey.congregation_id,
        version=0,
        state="launched" if journeys.launch_of(db, journey.id) else "planned",
        speakers=[],
        run_sheet=[],
        materials=[],
        made_by=actor.id,
        made_at=at,
    )
    db.add(plan)
    return plan


def _demand_not_held(plan: LaunchPlan) -> None:
    if plan.state in ("launched", "wrapped"):
        raise Conflict("The launch was held; its plan stays as it was.")


def _demand_day(plan: LaunchPlan, wanted: object, at: datetime) -> None:
    if isinstance(wanted, date) and wanted != plan.planned_on and wanted < policy.today(at):
        raise Invalid("That day is over.", {"planned_on": "Not before today."})


def _day_is_new(db: Session, plan: LaunchPlan, at: datetime) -> None:
    """Another day than the body said go to wants another go."""
    plan.state, plan.postponed_reason, plan.decision_id = "planned", None, None
    db.flush()
    assert plan.planned_on
    planned = LaunchPlanned(
        plan_id=plan.id,
        journey_id=plan.journey_id,
        congregation_id=plan.congregation_id,
        planned_on=plan.planned_on,
    )
    record(db, planned, at=at)
