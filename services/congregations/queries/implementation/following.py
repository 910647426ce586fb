"""What the coach's home shows of carrying out: unanswered, stuck, vacant, late, and stamps.

Five queries, for three hundred congregations as for one; plain values, as there may be hundreds.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from services.congregations.model import (
    Action,
    Apk,
    CheckIn,
    Goal,
    Guidance,
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


def of_guided(db: Session, actor: Actor, *, today: date) -> dict[UUID, Followed]:
    """Return what is followed of the congregations that the asker guides, where there is any."""
    guided = select(Guidance.congregation_id).where(
        Guidance.coach_id == actor.id, Guidance.until.is_(None)
    )
    found: dict[UUID, Followed] = defaultdict(Followed)
    for question in _last_asked(db, guided):
        found[question.congregation_id].asked.append(question)
    for answer in _last_answers(db, guided):
        found[answer.congregation_id].answered = answer
    for role in _vacant(db, guided, today):
        found[role.congregation_id].vacant.append(role)
    for congregation_id, number, since in _late(db, guided, today):
        found[congregation_id].late, found[congregation_id].late_since = number, since
    for congregation_id, apk_id, stamped_on in _stamps(db, guided, today):
        until = stamped_on + HOLDS
        found[congregation_id].stamp = Ending(apk_id, until, until <= today)
    return found


def _last_asked(db: Session, guided: Select[UUID]) -> Iterable[Asked]:
    last = (
        select(CheckIn.about_id, func.max(CheckIn.due_on).label("due_on"))
        .where(CheckIn.congregation_id.in_(guided), CheckIn.state != "due")
        .group_by(CheckIn.about_id)
        .subquery()
    )
    columns = (getattr(CheckIn, name) for name in Asked._fields)
    newest = (last.c.about_id == CheckIn.about_id) & (last.c.due_on == CheckIn.due_on)
    rows = db.execute(select(*columns).join(last, newest).order_by(CheckIn.due_on))
    return map(Asked._make, rows)


def _last_answers(db: Session, guided: Select[UUID]) -> Iterable[Answered]:
    mine = (CheckIn.congregation_id.in_(guided), CheckIn.side == "congregation")
    last = (
        select(CheckIn.congregation_id, func.max(CheckIn.answered_at).label("at"))
        .where(*mine)
        .group_by(CheckIn.congregation_id)
        .subquery()
    )
    newest = (last.c.congregation_id == CheckIn.congregation_id) & (
        last.c.at == CheckIn.answered_at
    )
    said = func.substr(CheckIn.goes_well, 1, 140)
    columns = (CheckIn.congregation_id, CheckIn.answered_at, said)
    return map(Answered._make, db.execute(select(*columns).join(last, newest)))


def _vacant(db: Session, guided: Select[UUID], today: date) -> Iterable[Vacant]:
    columns = (
        MissionRole.congregation_id,
        MissionRole.id,
        MissionRole.title,
        MissionRole.vacant_since,
    )
    statement = (
        select(*columns)
        .where(
            MissionRole.congregation_id.in_(guided),
            MissionRole.vacant_since < today - VACANT,
            MissionRole.dropped_at.is_(None),
        )
        .order_by(MissionRole.vacant_since)
    )
    return map(Vacant._make, db.execute(statement))


def _late(
    db: Session, guided: Select[UUID], today: date
) -> Iterable[tuple[UUID, int, date | None]]:
    statement = (
        select(Strategy.congregation_id, func.count(Action.id), func.min(Action.due_on))
        .join(Goal, Goal.strategy_id == Strategy.id)
        .join(Action, Action.goal_id == Goal.id)
        .where(Strategy.congregation_id.in_(guided), Strategy.state == "adopted")
        .where(Action.due_on < today, Action.state.not_in(FINISHED))
        .group_by(Strategy.congregation_id)
    )
    return db.execute(statement)


def _stamps(db: Session, guided: Select[UUID], today: date) -> Iterable[tuple[UUID, UUID, date]]:
    statement = select(Apk.congregation_id, Apk.id, Apk.stamped_on).where(
        Apk.congregation_id.in_(guided),
        Apk.stamped_on <= today - REMINDS,
        Apk.replaced_by.is_(None),
    )
    return ((church_id, apk_id, day) for church_id, apk_id, day in db.execute(statement) if day)
