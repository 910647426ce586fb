"""What the coach's home shows of carrying out: unanswered, stuck, vacant, late.

As many queries for three hundred congregations as for one.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, load_only

from services.congregations.model import (
    Action,
    Apk,
    CheckIn,
    Goal,
    Guidance,
    MissionRole,
    Strategy,
)
from services.congregations.queries.implementation import VACANT
from services.congregations.queries.implementation.burnup import FINISHED
from shared.actor import Actor

SHOWN = (
    CheckIn.id,
    CheckIn.congregation_id,
    CheckIn.side,
    CheckIn.about_id,
    CheckIn.due_on,
    CheckIn.state,
    CheckIn.progress,
    CheckIn.wish_to_talk,
    CheckIn.answered_at,
)


@dataclass(kw_only=True)
class Followed:
    """What is known of one congregation: the last check-in per side and thing, roles, actions."""

    check_ins: list[CheckIn] = field(default_factory=list)
    vacant: list[MissionRole] = field(default_factory=list)
    late: int = 0
    late_since: date | None = None
    apk: Apk | None = None

    @property
    def last_answer(self) -> CheckIn | None:
        """Return the congregation's own last answer among its last questions."""
        mine = [one for one in self.check_ins if one.side == "congregation" and one.answered_at]
        return max(mine, key=lambda one: one.due_on) if mine else None


def of_guided(db: Session, actor: Actor, *, today: date) -> dict[UUID, Followed]:
    """Return what is followed of each congregation that the asker guides."""
    guided = select(Guidance.congregation_id).where(
        Guidance.coach_id == actor.id, Guidance.until.is_(None)
    )
    found: dict[UUID, Followed] = defaultdict(Followed)
    for check_in in _last_check_ins(db, guided):
        found[check_in.congregation_id].check_ins.append(check_in)
    for role in _vacant(db, guided, today):
        found[role.congregation_id].vacant.append(role)
    for congregation_id, number, since in _late(db, guided, today):
        found[congregation_id].late, found[congregation_id].late_since = number, since
    for apk in _stamps(db, guided):
        found[apk.congregation_id].apk = apk
    return found


def _last_check_ins(db: Session, guided: Select[UUID]) -> Iterable[CheckIn]:
    last = (
        select(CheckIn.about_id, func.max(CheckIn.due_on).label("due_on"))
        .where(CheckIn.congregation_id.in_(guided), CheckIn.state != "due")
        .group_by(CheckIn.about_id)
        .subquery()
    )
    newest = (last.c.about_id == CheckIn.about_id) & (last.c.due_on == CheckIn.due_on)
    return db.scalars(
        select(CheckIn).join(last, newest).order_by(CheckIn.due_on).options(load_only(*SHOWN))
    )


def _vacant(db: Session, guided: Select[UUID], today: date) -> Iterable[MissionRole]:
    return db.scalars(
        select(MissionRole)
        .where(
            MissionRole.congregation_id.in_(guided),
            MissionRole.vacant_since < today - VACANT,
            MissionRole.dropped_at.is_(None),
        )
        .order_by(MissionRole.vacant_since)
    )


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
    return db.execute(statement).tuples()


def _stamps(db: Session, guided: Select[UUID]) -> Iterable[Apk]:
    return db.scalars(
        select(Apk).where(
            Apk.congregation_id.in_(guided), Apk.stamp.is_not(None), Apk.replaced_by.is_(None)
        )
    )
