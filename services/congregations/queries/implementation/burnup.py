"""How far the actions of an adopted strategy are: how many are done, late, and by month."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from dateutil.relativedelta import relativedelta
from sqlalchemy.orm import Session

from services.congregations import policy
from services.congregations.model import Action
from services.congregations.queries import strategies

FINISHED = ("done", "dropped")
MONTHS = 24


@dataclass(frozen=True, kw_only=True)
class Month:
    """How many actions were done by the end of a month, and how many were to be."""

    first: date
    done: int
    planned: int


@dataclass(frozen=True, kw_only=True)
class Burnup:
    """The actions of the strategy that holds now; `late` are those whose day has passed."""

    counts: dict[str, int]
    total: int
    late: list[Action] = field(default_factory=list)
    coming: list[Action] = field(default_factory=list)
    months: list[Month] = field(default_factory=list)


def burnup(db: Session, journey_id: UUID, *, today: date) -> Burnup | None:
    """Return how far a journey's adopted strategy is; None before one was adopted."""
    strategy = strategies.adopted(db, journey_id)
    if strategy is None or strategy.adopted_at is None:
        return None
    actions = [one for goal in strategies.goals_of(db, strategy.id) for one in goal.actions]
    wanted = [one for one in actions if one.state != "dropped"]
    waiting = [one for one in actions if one.state not in FINISHED]
    dated = sorted((one for one in waiting if one.due_on), key=lambda one: one.due_on or today)
    counts = dict.fromkeys(("todo", "doing", "blocked", "done", "dropped"), 0)
    for one in actions:
        counts[one.state] += 1
    begun = min([policy.today(strategy.adopted_at), *_done_on(wanted)])
    return Burnup(
        counts=counts,
        total=len(wanted),
        late=[one for one in dated if one.due_on and one.due_on < today],
        coming=[one for one in dated if one.due_on and one.due_on >= today],
        months=list(_months(wanted, begun, today)),
    )


def _months(actions: Sequence[Action], begun: date, today: date) -> Iterator[Month]:
    earliest = today.replace(day=1) - relativedelta(months=MONTHS - 1)
    first, done = max(begun.replace(day=1), earliest), _done_on(actions)
    due = [one.due_on for one in actions if one.due_on]
    while first <= today:
        last = first + relativedelta(months=1) - timedelta(days=1)
        yield Month(
            first=first,
            done=sum(day <= last for day in done),
            planned=sum(day <= last for day in due),
        )
        first += relativedelta(months=1)


def _done_on(actions: Sequence[Action]) -> list[date]:
    return [policy.today(one.since) for one in actions if one.state == "done"]
