"""What changed between two versions of a strategy, followed by the keys of its parts."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from services.congregations.model import Action, Gap, Goal, Strategy

FOUNDATION = (
    *("mission", "vision", "church_values", "focus", "horizon", "policies"),
    *("capacity_hours", "capacity_budget"),
)
_GAP = ("area", "area_code", "now", "desired", "why", "weight", "accepted", "accepted_reason")
_GOAL = ("what", "measure", "baseline", "target", "by")
_ACTION = ("title", "accountable_role", "helper_roles", "due_on", "hours_band", "cost_band")


@dataclass(frozen=True)
class Change:
    """One part that is new, gone or put otherwise (`fields`); `part` says what kind it is."""

    part: str
    how: str
    key: UUID | None
    title: str
    fields: tuple[str, ...] = ()


def changes(before: Strategy, after: Strategy) -> list[Change]:
    """Return what the later version has otherwise than the earlier one."""
    foundation = _different(before, after, FOUNDATION)
    return [
        *([Change("foundation", "changed", None, "", foundation)] if foundation else []),
        *_parts("gap", before.gaps, after.gaps),
        *_parts("goal", before.goals, after.goals),
        *_parts("action", before.actions, after.actions),
    ]


def _parts(
    part: str,
    before: Sequence[Gap] | Sequence[Goal] | Sequence[Action],
    after: Sequence[Gap] | Sequence[Goal] | Sequence[Action],
) -> list[Change]:
    were, are = {one.key: one for one in before}, {one.key: one for one in after}
    found = [Change(part, "added", key, _title(are[key])) for key in are if key not in were]
    for key, one in were.items():
        if key not in are:
            found.append(Change(part, "removed", key, _title(one)))
        elif fields := _different_parts(one, are[key]):
            found.append(Change(part, "changed", key, _title(are[key]), fields))
    return found


def _different_parts(before: Gap | Goal | Action, after: Gap | Goal | Action) -> tuple[str, ...]:
    fields = _different(before, after, _fields(before))
    return (*fields, "belongs_to") if _above(before) != _above(after) else fields


def _different(before: object, after: object, names: Sequence[str]) -> tuple[str, ...]:
    return tuple(name for name in names if getattr(before, name) != getattr(after, name))


def _fields(one: Gap | Goal | Action) -> tuple[str, ...]:
    if isinstance(one, Gap):
        return _GAP
    return _GOAL if isinstance(one, Goal) else _ACTION


def _title(one: Gap | Goal | Action) -> str:
    if isinstance(one, Gap):
        return one.area
    return one.what if isinstance(one, Goal) else one.title


def _above(one: Gap | Goal | Action) -> UUID | None:
    """Return the key of what a part belongs to: a goal to a gap, an action to a goal."""
    if isinstance(one, Action):
        return one.goal.key
    return one.gap.key if isinstance(one, Goal) and one.gap else None
