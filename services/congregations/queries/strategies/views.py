"""All that the pages about a strategy show, found at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from services.congregations import feasibility, policy
from services.congregations.model import Congregation, Journey, Strategy
from services.congregations.policy import Standing
from services.congregations.queries import profiles, strategies
from services.congregations.queries.strategies.changes import Change, changes
from services.congregations.queries.strategies.measured import Measured, measured
from services.congregations.queries.strategies.plans import plan_of
from shared.actor import Actor


@dataclass(frozen=True, kw_only=True)
class View:
    """A version with everything around it; `newest` and `adopted` are None before the first."""

    standing: Standing
    congregation: Congregation
    journey: Journey | None
    today: date
    newest: Strategy | None = None
    adopted: Strategy | None = None
    versions: Sequence[Strategy] = ()
    warnings: Sequence[dict[str, object]] = ()
    before: Strategy | None = None
    changes: Sequence[Change] = ()
    measured: Sequence[Measured] = ()


def overview(db: Session, actor: Actor, congregation_id: UUID, *, at: datetime) -> View:
    """Return the version of the newest journey that is in work, else the one that holds."""
    profiles.standing(db, actor, congregation_id).demand(any_of=policy.ALL)
    journey = profiles.latest_journeys(db, [congregation_id]).get(congregation_id)
    versions = _versions(db, congregation_id)
    kept = [one for one in versions if one.state != "withdrawn"]
    # without a version on this journey yet, the newest one of an earlier journey is shown
    mine = [one for one in kept if journey and one.journey_id == journey.id]
    chosen = next(iter(mine or kept), None)
    return _view(db, actor, congregation_id, chosen, versions, at=at)


def look(db: Session, actor: Actor, strategy_id: UUID, *, at: datetime) -> View:
    """Return one version, as `newest`, with what it has otherwise than the one before it."""
    found = strategies.readable(db, actor, strategy_id)
    versions = _versions(db, found.congregation_id)
    return _view(db, actor, found.congregation_id, found, versions, at=at)


def _view(
    db: Session,
    actor: Actor,
    congregation_id: UUID,
    chosen: Strategy | None,
    versions: Sequence[Strategy],
    *,
    at: datetime,
) -> View:
    today = policy.today(at)
    journey = profiles.latest_journeys(db, [congregation_id]).get(congregation_id)
    of = chosen.journey_id if chosen else journey.id if journey else None
    base_id = chosen.based_on_id if chosen else None
    needed = [one.id for one in versions if one.journey_id == of and one.state == "adopted"]
    needed += [one for one in (base_id, chosen.id if chosen else None) if one]
    whole = _whole(db, needed)
    newest = whole[chosen.id] if chosen else None
    before = whole.get(base_id) if base_id else None
    return View(
        standing=profiles.standing(db, actor, congregation_id),
        congregation=profiles.congregation(db, congregation_id),
        journey=journey,
        today=today,
        newest=newest,
        adopted=next((one for one in whole.values() if _holds(one, of)), None),
        versions=versions,
        warnings=_warnings(db, newest, today),
        before=before,
        changes=changes(before, newest) if before and newest else (),
        measured=measured(db, congregation_id),
    )


def _holds(one: Strategy, journey_id: UUID | None) -> bool:
    return one.state == "adopted" and one.journey_id == journey_id


def _warnings(db: Session, newest: Strategy | None, today: date) -> list[dict[str, object]]:
    """What stands now; for a version that holds no more, what stood when it was adopted."""
    if newest is None:
        return []
    if newest.state in ("superseded", "withdrawn"):
        return list(newest.warnings_then)
    return [one.plain() for one in feasibility.concerns(plan_of(db, newest), today)]


def _versions(db: Session, congregation_id: UUID) -> list[Strategy]:
    """Return all versions of a congregation, the newest first, without their parts."""
    return list(
        db.scalars(
            select(Strategy)
            .where(Strategy.congregation_id == congregation_id)
            .order_by(Strategy.started_at.desc(), Strategy.id.desc())
            .options(selectinload(Strategy.decision))
        )
    )


def _whole(db: Session, ids: Sequence[UUID]) -> dict[UUID, Strategy]:
    found = db.scalars(
        select(Strategy).where(Strategy.id.in_(ids)).options(*strategies.WHOLE)
    ).unique()
    return {one.id: one for one in found}
