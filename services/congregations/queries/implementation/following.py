"""What the coach's home shows of carrying out: unanswered, stuck, vacant, late, and stamps.

Five queries, for three hundred congregations as for one, each written once; plain values, as there
may be hundreds.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from services.congregations.model import (
    Action,
    Apk,
    CheckIn,
    Goal,
    Guidance,
    Journey,
    MissionRole,
    Strategy,
)
from services.congregations.model.evaluations import HOLDS, REMINDS
from services.congregations.queries.implementation import VACANT
from services.congregations.queries.implementation.burnup import FINISHED
from shared.actor import Actor


class Asked(NamedTuple):
    """The last question to one side about one thing that is not waiting any more."""

    congregation_id: UUID
    id: UUID
    side: str
    due_on: date
    state: str
    progress: str | None
    wish_to_talk: bool


class Answered(NamedTuple):
    """A congregation's own last answer."""

    congregation_id: UUID
    at: datetime
    line: str


class Vacant(NamedTuple):
    """A role that nobody has held for long."""

    congregation_id: UUID
    id: UUID
    title: str
    since: date


class Ending(NamedTuple):
    """A stamp that ends within a month, or ended."""

    id: UUID
    until: date
    over: bool


@dataclass(kw_only=True)
class Followed:
    """What is followed of one congregation."""

    asked: list[Asked] = field(default_factory=list)
    answered: Answered | None = None
    vacant: list[Vacant] = field(default_factory=list)
    late: int = 0
    late_since: date | None = None
    stamp: Ending | None = None


_guided = select(Guidance.congregation_id).where(
    Guidance.coach_id == bindparam("coach"), Guidance.until.is_(None)
)

_newest = (
    select(CheckIn.about_id, func.max(CheckIn.due_on).label("due_on"))
    .where(CheckIn.congregation_id.in_(_guided), CheckIn.state != "due")
    .group_by(CheckIn.about_id)
    .subquery()
)
_asked = (
    select(*(getattr(CheckIn, name) for name in Asked._fields))
    .join(_newest, (_newest.c.about_id == CheckIn.about_id) & (_newest.c.due_on == CheckIn.due_on))
    .order_by(CheckIn.due_on)
)

_mine = (CheckIn.congregation_id.in_(_guided), CheckIn.side == "congregation")
_last = (
    select(CheckIn.congregation_id, func.max(CheckIn.answered_at).label("at"))
    .where(*_mine)
    .group_by(CheckIn.congregation_id)
    .subquery()
)
_answered = select(
    CheckIn.congregation_id, CheckIn.answered_at, func.substr(CheckIn.goes_well, 1, 140)
).join(
    _last,
    (_last.c.congregation_id == CheckIn.congregation_id) & (_last.c.at == CheckIn.answered_at),
)

_vacant = (
    select(
        MissionRole.congregation_id,
        MissionRole.id,
        MissionRole.title,
        MissionRole.vacant_since,
    )
    .where(
        MissionRole.congregation_id.in_(_guided),
        MissionRole.vacant_since < bindparam("vacant_before"),
        MissionRole.dropped_at.is_(None),
    )
    .order_by(MissionRole.vacant_since)
)

# of a closed journey nothing is carried out any more, and nobody could write that it was done
_late = (
    select(Strategy.congregation_id, func.count(Action.id), func.min(Action.due_on))
    .join(Goal, Goal.strategy_id == Strategy.id)
    .join(Action, Action.goal_id == Goal.id)
    .join(Journey, Journey.id == Strategy.journey_id)
    .where(Strategy.congregation_id.in_(_guided), Strategy.state == "adopted")
    .where(Journey.state == "open")
    .where(Action.due_on < bindparam("today"), Action.state.not_in(FINISHED))
    .group_by(Strategy.congregation_id)
)

_stamped = select(Apk.congregation_id, Apk.id, Apk.stamped_on).where(
    Apk.congregation_id.in_(_guided),
    Apk.stamped_on <= bindparam("reminded_since"),
    Apk.replaced_by.is_(None),
)


def of_guided(db: Session, actor: Actor, *, today: date) -> defaultdict[UUID, Followed]:
    """Return what is followed of the congregations that the asker guides: nothing where none."""
    coach = {"coach": actor.id}
    found = defaultdict[UUID, Followed](Followed)
    for question in map(Asked._make, db.execute(_asked, coach)):
        found[question.congregation_id].asked.append(question)
    for answer in map(Answered._make, db.execute(_answered, coach)):
        found[answer.congregation_id].answered = answer
    for role in map(Vacant._make, db.execute(_vacant, {**coach, "vacant_before": today - VACANT})):
        found[role.congregation_id].vacant.append(role)
    for congregation_id, number, since in db.execute(_late, {**coach, "today": today}):
        found[congregation_id].late, found[congregation_id].late_since = number, since
    reminded = db.execute(_stamped, {**coach, "reminded_since": today - REMINDS})
    for congregation_id, apk_id, stamped_on in reminded:
        if stamped_on:
            until = stamped_on + HOLDS
            found[congregation_id].stamp = Ending(apk_id, until, until <= today)
    return found
