"""Where coaches chose otherwise than the ranking: what they set aside, and how often they did."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, case, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session, joinedload

from services.partners.matching import Result
from services.partners.model import Offering, RankingRun
from shared.actor import Actor

FIRST = 3
View = dict[str, Any]


def shown(db: Session, congregation_id: UUID, result: Result) -> Result:
    """Return the ranking without what was set aside for this congregation."""
    gone = {str(offering_id) for offering_id in aside(db, congregation_id)}
    left = tuple(ranking for ranking in result.ranked if ranking.offering_id not in gone)
    return replace(result, ranked=left) if gone else result


def aside(db: Session, congregation_id: UUID) -> dict[UUID, RankingRun]:
    """Return what is set aside for a congregation, by offering: the last act decides."""
    acts = (
        select(RankingRun)
        .where(RankingRun.congregation_id == congregation_id)
        .options(joinedload(RankingRun.offering).joinedload(Offering.agency))
        .order_by(RankingRun.id)
    )
    last = {run.offering_id: run for run in db.scalars(acts)}
    return {offering_id: run for offering_id, run in last.items() if run.act == "set_aside"}


def told_aside(db: Session, congregation_id: UUID) -> list[View]:
    """Return what is set aside for a congregation, with the reason, for its coach."""
    return [
        {"offering": run.offering, "reason": run.reason, "at": run.at}
        for run in aside(db, congregation_id).values()
    ]


def counted(db: Session, actor: Actor) -> View:
    """Return how often was chosen otherwise: a coach reads his own figures, an operator all."""
    mine = () if actor.has("operator") else (RankingRun.coach_id == actor.id,)
    query = select(RankingRun.coach_id, *_figures()).where(*mine).group_by(RankingRun.coach_id)
    each = [dict(row._mapping) for row in db.execute(query.order_by(RankingRun.coach_id))]
    return {"together": summed(each), "coaches": each}


def summed(each: Iterable[View]) -> dict[str, int]:
    """Add the figures of several coaches up."""
    rows = list(each)
    return {column.name: sum(row[column.name] for row in rows) for column in _figures()}


def _figures() -> tuple[Any, ...]:
    proposed = RankingRun.act == "proposed"
    other, own = RankingRun.overrides, RankingRun.own_agency
    return (
        _count("proposals", proposed),
        _count("otherwise", proposed, other),
        _count("set_aside", RankingRun.act == "set_aside"),
        _count("for_own_agency", proposed, own),
        _count("otherwise_for_own_agency", proposed, own, other),
    )


def _count(name: str, *conditions: ColumnElement[bool] | InstrumentedAttribute[bool]) -> Any:
    return func.sum(case((and_(*conditions), 1), else_=0)).label(name)
