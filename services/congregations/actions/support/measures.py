"""A measure of support: prepared, its threshold set beforehand, opened, counted and closed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import delete
from sqlalchemy.orm import Session

from services.congregations import policy
from services.congregations.actions import sheets
from services.congregations.actions.support.plan import demand_open
from services.congregations.model import (
    Decision,
    MeasuredGroup,
    Objection,
    SupportBox,
    SupportMeasure,
    SupportTally,
    SupportThreshold,
    SupportToken,
)
from services.congregations.queries import journeys, support
from shared.actor import Actor
from shared.contracts.congregations.support import SupportMeasured
from shared.errors import Conflict, Invalid
from shared.events.outbox import record

COUNTS = ("in_favour", "with_reservations", "against", "abstained")


@dataclass(frozen=True, kw_only=True)
class NewMeasure:
    """How support is to be measured; `groups` are (group of the plan or None, name, how many)."""

    kind: str
    groups: Sequence[tuple[UUID | None, str, int | None]]
    questions: Sequence[Mapping[str, str]] = field(default=())


def prepare(
    db: Session, actor: Actor, journey_id: UUID, new: NewMeasure, *, at: datetime
) -> SupportMeasure:
    """Prepare a measure; it opens when its threshold is set."""
    journey = journeys.journey(db, actor, journey_id, any_of=policy.ALL)
    demand_open(journey)
    if support.unfinished(db, journey_id):
        raise Conflict("Another measure is not closed yet; finish that one first.")
    if new.kind == "survey" and not new.questions:
        raise Invalid("A survey asks something.", {"questions": "Add a question."})
    measure = SupportMeasure(
        journey_id=journey_id,
        congregation_id=journey.congregation_id,
        kind=new.kind,
        questions=[dict(question) for question in new.questions] if new.kind == "survey" else [],
        made_by=actor.id,
        made_at=at,
    )
    measure.groups = _groups(db, journey_id, new)
    db.add(measure)
    db.flush()
    # what is counted at a meeting stands on paper first
    sheets.code_for(db, measure.congregation_id, "support", measure.id, at=at)
    return measure


def set_threshold(
    db: Session,
    actor: Actor,
    measure_id: UUID,
    values: Mapping[str, object],
    *,
    at: datetime,
) -> SupportMeasure:
    """Set the threshold, before the measure opens; each time it is noted who did and when."""
    measure = working(db, actor, measure_id, leading=True)
    if measure.state != "draft":
        raise Conflict("The threshold was set beforehand and cannot change any more.")
    measure.thresholds.append(SupportThreshold(by=actor.id, at=at, **values))
    db.flush()
    return measure


def open_measure(db: Session, actor: Actor, measure_id: UUID, *, at: datetime) -> SupportMeasure:
    """Open a measure: from now on it counts, and its threshold stands."""
    measure = working(db, actor, measure_id, leading=True)
    if measure.state != "draft":
        raise Conflict("This measure was opened already.")
    if measure.threshold is None:
        raise Conflict("Set the threshold first: it is agreed before anybody is asked.")
    measure.state, measure.opened_by, measure.opened_at = "open", actor.id, at
    if measure.kind == "survey":
        db.add(SupportBox(measure_id=measure.id, texts=[]))
        for group in measure.groups:
            group.tallies = [
                SupportTally(question=number) for number in range(len(measure.questions))
            ]
    db.flush()
    return measure


def count(
    db: Session,
    actor: Actor,
    measure_id: UUID,
    counted: Mapping[UUID, Mapping[str, int]],
    *,
    held_on: date,
    at: datetime,
) -> SupportMeasure:
    """Type in what was counted at a meeting, per group; until it is closed it can be put right."""
    measure = working(db, actor, measure_id)
    if measure.kind != "counted":
        raise Conflict("In a survey people answer themselves.")
    if measure.state != "open":
        raise Conflict("Counting is possible while the measure is open.")
    if held_on > policy.today(at):
        raise Invalid("The meeting was held already.", {"held_on": "Not after today."})
    known = {group.id: group for group in measure.groups}
    _demand_possible(known, counted)
    for group_id, values in counted.items():
        for name, value in values.items():
            setattr(known[group_id], name, value)
    measure.held_on = held_on
    db.flush()
    return measure


def close(db: Session, actor: Actor, measure_id: UUID, *, at: datetime) -> SupportMeasure:
    """Close a measure: its result lies ready, its tokens and who used them are gone."""
    measure = working(db, actor, measure_id, leading=True)
    if measure.state != "open":
        raise Conflict("Only an open measure can be closed.")
    if measure.kind == "survey":
        _empty(db, measure)
    elif any(group.present is None for group in measure.groups):
        raise Conflict("Type in first what was counted in each group.")
    measure.state, measure.closed_by, measure.closed_at = "closed", actor.id, at
    db.flush()
    measured = SupportMeasured(
        measure_id=measure.id,
        journey_id=measure.journey_id,
        congregation_id=measure.congregation_id,
    )
    record(db, measured, at=at)
    return measure


def throw_away(db: Session, actor: Actor, measure_id: UUID) -> None:
    """Throw away a measure that was never opened."""
    measure = working(db, actor, measure_id, leading=True)
    if measure.state != "draft":
        raise Conflict("A measure that was opened stays.")
    db.execute(delete(SupportToken).where(SupportToken.measure_id == measure.id))
    sheets.drop_code(db, "support", measure.id)
    for part in (*measure.thresholds, *measure.groups, *measure.objections):
        db.delete(part)
    db.flush()
    db.delete(measure)


def working(
    db: Session, actor: Actor, measure_id: UUID, *, leading: bool = False
) -> SupportMeasure:
    """Return a measure to work on, locked; with `leading` for coach and leaders only."""
    measure = support.measure(db, measure_id)
    any_of = policy.WALKING if leading else policy.ALL
    demand_open(journeys.journey(db, actor, measure.journey_id, any_of=any_of))
    db.refresh(measure)
    return measure


def standing_decision(db: Session, measure: SupportMeasure) -> Decision | None:
    """Return what the body decided on a measure, unless the leaders contested that."""
    decision = db.get(Decision, measure.decision_id) if measure.decision_id else None
    return None if decision is not None and decision.state == "contested" else decision


def _groups(db: Session, journey_id: UUID, new: NewMeasure) -> list[MeasuredGroup]:
    planned = {group.id: group for group in support.groups(db, journey_id)}
    found: list[MeasuredGroup] = []
    for number, (group_id, name, invited) in enumerate(new.groups, 1):
        group = planned.get(group_id) if group_id else None
        if group_id and group is None:
            raise Invalid("There is no such group.", {"groups": "Not a group of this plan."})
        size = invited or (group.size if group else None)
        if size is None:
            raise Invalid(
                "Without a number no response can be told.",
                {"groups": "Say of each group how many people may take part."},
            )
        found.append(
            MeasuredGroup(
                group_id=group_id,
                position=number,
                name=group.name if group else name,
                invited=size,
            )
        )
    names = {group.name.casefold() for group in found}
    if not found or len(names) < len(found):
        raise Invalid("Choose the groups.", {"groups": "At least one, and each of them once."})
    return found


def _demand_possible(
    known: Mapping[UUID, MeasuredGroup], counted: Mapping[UUID, Mapping[str, int]]
) -> None:
    if counted.keys() - known.keys():
        raise Invalid("There is no such group.", {"groups": "Not a group of this measure."})
    faults = {
        f"group-{group_id}": fault
        for group_id, values in counted.items()
        if (fault := _too_many(values, known[group_id].invited))
    }
    if faults:
        raise Invalid("These numbers cannot be.", faults)


def _too_many(values: Mapping[str, int], invited: int) -> str:
    votes = sum(values[name] for name in COUNTS)
    if values["present"] > invited:
        return "More people present than may take part."
    if votes > invited:
        return "More votes than people who may vote."
    return "More votes than people present." if votes > values["present"] else ""


def _empty(db: Session, measure: SupportMeasure) -> None:
    """Turn the box out, and forget the tokens."""
    box = db.get(SupportBox, measure.id)
    if box is not None:
        said = [
            Objection(measure_id=measure.id, text=one["text"], grave=one["grave"], answer="")
            for one in box.texts
        ]
        db.add_all(said)
        db.delete(box)
    db.execute(delete(SupportToken).where(SupportToken.measure_id == measure.id))
    db.flush()
    db.expire(measure, ["objections"])
