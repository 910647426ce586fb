"""A launch as it is prepared: its plan, on what it can rest, and how many join."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from services.congregations import policy
from services.congregations.model import (
    Congregation,
    Decision,
    JoinOption,
    Journey,
    Launch,
    LaunchBasis,
    LaunchPlan,
    PlannedSession,
    Round,
    Strategy,
    SupportMeasure,
    Track,
)
from services.congregations.model.journey import UNDER_WAY
from services.congregations.policy import Standing
from services.congregations.queries import journeys, profiles, strategies, support
from services.congregations.queries.telling import Subject
from shared.actor import Actor
from shared.errors import NotFound


@dataclass(frozen=True)
class Ground:
    """On what a launch of a journey could rest now."""

    strategy: Strategy | None
    strategy_on_paper: bool
    support: SupportMeasure | None
    support_on_paper: bool
    round_id: UUID | None

    @property
    def has_strategy(self) -> bool:
        """Tell whether there is a strategy that the congregation adopted, here or on paper."""
        return self.strategy is not None or self.strategy_on_paper

    @property
    def has_support(self) -> bool:
        """Tell whether support was measured, here or on paper."""
        return self.support is not None or self.support_on_paper


@dataclass(frozen=True)
class Overview:
    """All that the page about a launch shows."""

    standing: Standing
    congregation: Congregation
    journey: Journey | None
    agreed: bool
    plan: LaunchPlan | None
    decision: Decision | None
    session: PlannedSession | None
    ground: Ground | None
    launch: Launch | None
    basis: LaunchBasis | None
    strategy_version: int | None


def overview(db: Session, actor: Actor, congregation_id: UUID, *, at: datetime) -> Overview:
    """Return the launch of a congregation's newest journey, with all that is ready for it."""
    mine = profiles.standing(db, actor, congregation_id)
    mine.demand(any_of=policy.ALL)
    congregation = profiles.congregation(db, congregation_id)
    journey = profiles.latest_journeys(db, [congregation_id]).get(congregation_id)
    if journey is None:
        nothing = (None,) * 7
        return Overview(mine, congregation, None, False, *nothing)
    plan = plan_of(db, journey.id)
    launch = journeys.launch_of(db, journey.id)
    basis = db.get(LaunchBasis, launch.id) if launch else None
    strategy = db.get(Strategy, basis.strategy_id) if basis and basis.strategy_id else None
    return Overview(
        standing=mine,
        congregation=congregation,
        journey=journey,
        agreed=is_agreed(db, journey.id),
        plan=plan,
        decision=db.get(Decision, plan.decision_id) if plan and plan.decision_id else None,
        session=_session(db, congregation_id, at),
        ground=ground(db, journey.id),
        launch=launch,
        basis=basis,
        strategy_version=strategy.version if strategy else None,
    )


def ground(db: Session, journey_id: UUID) -> Ground:
    """Return on what a launch of this journey could rest now."""
    on_paper = set(
        db.scalars(
            select(Track.kind).where(
                Track.journey_id == journey_id,
                Track.dropped_at.is_(None),
                Track.done_before.is_(True),
            )
        )
    )
    return Ground(
        strategy=strategies.adopted(db, journey_id),
        strategy_on_paper="mobilisation" in on_paper,
        support=support.latest_result(db, journey_id),
        support_on_paper="synergy" in on_paper,
        round_id=_first_round(db, journey_id),
    )


def is_agreed(db: Session, journey_id: UUID) -> bool:
    """Tell whether the congregation agreed to a launch."""
    found = select(Track.id).where(
        Track.journey_id == journey_id,
        Track.kind == "launch",
        Track.dropped_at.is_(None),
        Track.state.in_(UNDER_WAY),
    )
    return db.scalars(found.limit(1)).first() is not None


def plan_of(db: Session, journey_id: UUID) -> LaunchPlan | None:
    """Return the plan of a journey's launch with its ways to join, read anew."""
    return db.scalars(
        select(LaunchPlan)
        .where(LaunchPlan.journey_id == journey_id)
        .options(selectinload(LaunchPlan.all_options).selectinload(JoinOption.tallies))
        .execution_options(populate_existing=True)
    ).one_or_none()


def plan(db: Session, plan_id: UUID) -> LaunchPlan:
    """Return a plan, whoever asks."""
    found = db.get(LaunchPlan, plan_id)
    if found is None:
        raise NotFound
    return found


def option(db: Session, option_id: UUID) -> JoinOption:
    """Return a way to join that is offered, whoever asks."""
    found = db.get(JoinOption, option_id)
    if found is None or found.dropped_at is not None:
        raise NotFound
    return found


def subject(db: Session, about_id: UUID) -> Subject | None:
    """Return what a decision about a launch is about: the launch held, or its plan."""
    found = db.get(Launch, about_id) or db.get(LaunchPlan, about_id)
    if found is None:
        return None
    return Subject(found.congregation_id, found.journey_id, "Lancering", "Launch")


def _first_round(db: Session, journey_id: UUID) -> UUID | None:
    first = select(Round.id).where(
        Round.journey_id == journey_id, Round.moment == "t0", Round.state == "closed"
    )
    return db.scalars(first.order_by(Round.closed_at.desc()).limit(1)).first()


def _session(db: Session, congregation_id: UUID, at: datetime) -> PlannedSession | None:
    coming = select(PlannedSession).where(
        PlannedSession.congregation_id == congregation_id,
        PlannedSession.kind == "launch",
        PlannedSession.start >= at,
    )
    return db.scalars(coming.order_by(PlannedSession.start).limit(1)).first()
