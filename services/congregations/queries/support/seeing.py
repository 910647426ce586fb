"""What the people of a congregation see of its support, and what the holder of a slip sees."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from services.congregations import policy
from services.congregations.model import (
    Congregation,
    Decision,
    Journey,
    MeasuredGroup,
    Objection,
    Sheet,
    SupportGroup,
    SupportMeasure,
    SupportToken,
)
from services.congregations.policy import Standing
from services.congregations.queries import profiles
from services.congregations.queries.support import finding
from services.congregations.queries.support.results import Result, result_of
from shared.actor import Actor
from shared.errors import NotFound


@dataclass(frozen=True)
class Seen:
    """A measure as one asker sees it; objections are for coach and leaders only."""

    measure: SupportMeasure
    code: str | None
    slips: dict[UUID, int]
    answers: int
    result: Result | None
    objections: list[Objection] | None
    decision: Decision | None


@dataclass(frozen=True)
class Overview:
    """All that the page about support shows."""

    standing: Standing
    congregation: Congregation
    journey: Journey | None
    groups: list[SupportGroup]
    measures: list[Seen]


@dataclass(frozen=True)
class Slip:
    """What stands on a slip: whose survey it is and what it asks."""

    congregation_name: str
    questions: list[dict[str, Any]]
    state: str


def overview(db: Session, actor: Actor, congregation_id: UUID) -> Overview:
    """Return the plan and the measures of the newest journey, the newest measure first."""
    mine = profiles.standing(db, actor, congregation_id)
    mine.demand(any_of=policy.ALL)
    congregation = profiles.congregation(db, congregation_id)
    journey = profiles.latest_journeys(db, [congregation_id]).get(congregation_id)
    if journey is None:
        return Overview(mine, congregation, None, [], [])
    plan = finding.groups(db, journey.id)
    measures = finding.measures(db, journey.id)
    decisions = _decisions(db, measures)
    slips, codes = _slips(db, measures), _codes(db, measures)
    seen = [
        Seen(
            measure=one,
            code=codes.get(one.id),
            slips=slips,
            answers=_answers(one),
            result=_result(one, plan, measures),
            objections=_objections(one, mine),
            decision=decisions.get(one.decision_id) if one.decision_id else None,
        )
        for one in measures
    ]
    return Overview(mine, congregation, journey, plan, seen)


def slip(db: Session, digest: str) -> Slip:
    """Return what a slip asks; its state is `draft`, `open` or `used`."""
    found = finding.token(db, digest)
    measure = finding.measure(db, found.measure_id)
    if not finding.takes_slips(db, measure):
        raise NotFound
    name = profiles.congregation(db, measure.congregation_id).name
    return Slip(name, measure.questions, "used" if found.used else measure.state)


def _result(
    measure: SupportMeasure, plan: list[SupportGroup], measures: list[SupportMeasure]
) -> Result | None:
    if measure.closed_at is None:
        return None
    since = (measure.closed_at, measure.id)
    earlier = [one for one in measures if one.closed_at and (one.closed_at, one.id) < since]
    return result_of(measure, plan, earlier)


def _objections(measure: SupportMeasure, mine: Standing) -> list[Objection] | None:
    if not (mine.leads or mine.guides):
        return None
    return sorted(
        measure.objections, key=lambda one: (one.state == "answered", not one.grave, one.id)
    )


def _answers(measure: SupportMeasure) -> int:
    # of an open survey only how many came in all: that is no figure about anybody
    return sum(sum(group.tallies[0].steps) for group in measure.groups if group.tallies)


def _slips(db: Session, measures: list[SupportMeasure]) -> dict[UUID, int]:
    ids = [one.id for one in measures if one.state != "closed"]
    if not ids:
        return {}
    statement = (
        select(MeasuredGroup.id, func.count(SupportToken.digest))
        .join(SupportToken, SupportToken.group_id == MeasuredGroup.id)
        .where(MeasuredGroup.measure_id.in_(ids))
        .group_by(MeasuredGroup.id)
    )
    return dict(iter(db.execute(statement)))


def _codes(db: Session, measures: list[SupportMeasure]) -> dict[UUID, str]:
    statement = select(Sheet.subject_id, Sheet.code).where(
        Sheet.kind == "support", Sheet.subject_id.in_([one.id for one in measures])
    )
    return dict(iter(db.execute(statement)))


def _decisions(db: Session, measures: list[SupportMeasure]) -> dict[UUID, Decision]:
    ids = [one.decision_id for one in measures if one.decision_id]
    if not ids:
        return {}
    return {one.id: one for one in db.scalars(select(Decision).where(Decision.id.in_(ids)))}
