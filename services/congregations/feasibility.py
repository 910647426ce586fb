"""Can a congregation carry out what it plans? Warnings, which never hinder a decision.

Pure: the plan comes in as plain values, the warnings go out as codes with what they are about.
A band of hours or money counts with its middle, what the congregation can carry with its upper
end, so that a plan is called too heavy only when that is likely.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

# hours of one action, euros of one action: the middle of each band (of the open one its beginning)
HOURS: Mapping[str, int] = MappingProxyType(
    {"under_4": 2, "4_16": 10, "16_40": 28, "40_100": 70, "over_100": 100}
)
EUROS: Mapping[str, int] = MappingProxyType(
    {
        "none": 0,
        "under_250": 125,
        "250_1000": 625,
        "1000_5000": 3000,
        "5000_20000": 12500,
        "over_20000": 20000,
    }
)
# hours a month that a congregation says it has, and euros for the plan: the upper end (None: open)
HOURS_A_MONTH: Mapping[str, int | None] = MappingProxyType(
    {
        "none": 0,
        "hours_under_10": 10,
        "hours_10_40": 40,
        "hours_40_160": 160,
        "hours_over_160": None,
    }
)
EUROS_IN_ALL: Mapping[str, int | None] = MappingProxyType(
    {
        "none": 0,
        "under_250": 250,
        "250_1000": 1000,
        "1000_5000": 5000,
        "5000_20000": 20000,
        "over_20000": None,
    }
)
AT_ONCE = 3  # actions that one role can bring to an end in one month
OVER = frozenset({"done", "dropped"})


@dataclass(frozen=True, kw_only=True)
class PlannedGap:
    """A gap as far as its feasibility goes."""

    key: str
    area: str
    accepted: bool


@dataclass(frozen=True, kw_only=True)
class PlannedGoal:
    """A goal, with the key of the gap that it closes."""

    key: str
    what: str
    gap_key: str | None
    measured: bool
    by: date | None


@dataclass(frozen=True, kw_only=True)
class PlannedAction:
    """An action, with the key of its goal."""

    key: str
    goal_key: str
    title: str
    role: str
    due_on: date | None
    hours: str | None
    cost: str | None
    state: str = "todo"


@dataclass(frozen=True, kw_only=True)
class Plan:
    """A strategy as far as its feasibility goes."""

    gaps: Sequence[PlannedGap] = ()
    goals: Sequence[PlannedGoal] = ()
    actions: Sequence[PlannedAction] = ()
    horizon: date | None = None
    hours_a_month: str | None = None
    budget: str | None = None
    undecided_commitments: int = 0

    @property
    def open_actions(self) -> list[PlannedAction]:
        """Return the actions that are still to be done."""
        return [one for one in self.actions if one.state not in OVER]


@dataclass(frozen=True, kw_only=True)
class Concern:
    """One thing to look at: its code, what it is about (`key`), and what a sentence needs."""

    code: str
    key: str | None = None
    text: str = ""
    numbers: Mapping[str, int] = field(default_factory=dict)
    month: str | None = None

    def plain(self) -> dict[str, object]:
        """Return it as JSON values, to be kept with the decision."""
        return {
            "code": self.code,
            "key": self.key,
            "text": self.text,
            "month": self.month,
            **self.numbers,
        }


def concerns(plan: Plan, today: date) -> list[Concern]:
    """Return what stands in the way of this plan, seen on this day."""
    return [
        *_gaps(plan),
        *_goals(plan),
        *_actions(plan),
        *_crowded_months(plan),
        *_hours(plan, today),
        *_costs(plan),
        *_commitments(plan),
    ]


def _gaps(plan: Plan) -> Iterator[Concern]:
    closed = {goal.gap_key for goal in plan.goals}
    for gap in plan.gaps:
        if gap.key not in closed and not gap.accepted:
            yield Concern(code="gap_open", key=gap.key, text=gap.area)


def _goals(plan: Plan) -> Iterator[Concern]:
    walked = {action.goal_key for action in plan.actions if action.state != "dropped"}
    for goal in plan.goals:
        if not goal.measured:
            yield Concern(code="goal_without_measure", key=goal.key, text=goal.what)
        if goal.by is None:
            yield Concern(code="goal_without_date", key=goal.key, text=goal.what)
        elif plan.horizon and goal.by > plan.horizon:
            yield Concern(code="goal_after_horizon", key=goal.key, text=goal.what)
        if goal.key not in walked:
            yield Concern(code="goal_without_action", key=goal.key, text=goal.what)


def _actions(plan: Plan) -> Iterator[Concern]:
    for action in plan.open_actions:
        if action.due_on is None:
            yield Concern(code="action_without_date", key=action.key, text=action.title)
        elif plan.horizon and action.due_on > plan.horizon:
            yield Concern(code="action_after_horizon", key=action.key, text=action.title)


def _crowded_months(plan: Plan) -> Iterator[Concern]:
    """A role that has more than `AT_ONCE` actions due in one month; spelling does not matter."""
    names: dict[str, str] = {}
    months: Counter[tuple[str, str]] = Counter()
    for action in plan.open_actions:
        if action.due_on:
            role = " ".join(action.role.casefold().split())
            names.setdefault(role, action.role)
            months[f"{action.due_on:%Y-%m}", role] += 1
    for (month, role), count in sorted(months.items()):
        if count > AT_ONCE:
            numbers = {"count": count}
            yield Concern(code="role_crowded", text=names[role], month=month, numbers=numbers)


def _hours(plan: Plan, today: date) -> Iterator[Concern]:
    """The hours of all open actions, spread from now to the end of the plan."""
    most = HOURS_A_MONTH.get(plan.hours_a_month or "")
    ends = [one.due_on for one in plan.open_actions if one.due_on]
    end = plan.horizon or max(ends, default=None)
    if most is None or end is None:
        return
    hours = sum(HOURS.get(action.hours or "", 0) for action in plan.open_actions)
    a_month = -(-hours // _months(today, end))
    if a_month > most:
        yield Concern(code="hours_over", numbers={"planned": a_month, "most": most})


def _months(today: date, end: date) -> int:
    return max(1, (end.year - today.year) * 12 + end.month - today.month + 1)


def _costs(plan: Plan) -> Iterator[Concern]:
    most = EUROS_IN_ALL.get(plan.budget or "")
    kept = [action for action in plan.actions if action.state != "dropped"]
    euros = sum(EUROS.get(action.cost or "", 0) for action in kept)
    if most is not None and euros > most:
        yield Concern(code="costs_over", numbers={"planned": euros, "most": most})


def _commitments(plan: Plan) -> Iterator[Concern]:
    if plan.undecided_commitments:
        numbers = {"count": plan.undecided_commitments}
        yield Concern(code="commitments_undecided", numbers=numbers)
