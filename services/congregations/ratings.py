"""What may be told of a round's forms: median and spread per area, and never a small cell.

Rules: nothing is told of fewer than `LEAST` people, nor of so few that remain when what is shown
of groups is taken from what is shown of all (complementary suppression). Roles that are too small
merge into one group of others; when that group is too small itself, the smallest role shown joins
it. The same is held per area, where people who do not know the answer fall away.

A rater's level in an area is the mean of his answers there; quartiles are interpolated linearly
between order statistics (the method with which most spreadsheets compute QUARTILE.INC).
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

LEAST = 5
LOWEST, HIGHEST = 0, 5


@dataclass(frozen=True)
class Form:
    """One rater's answers: per question a level, or None for "I do not know"."""

    role: str
    levels: Mapping[str, int | None]


@dataclass(frozen=True)
class Group:
    """Roles of which together something may be told, and how many people they are."""

    roles: tuple[str, ...]
    size: int


@dataclass(frozen=True)
class Spread:
    """An area as all together see it; None is what may not be told.

    `answers` people gave a level, `unknown` people gave none. `by_group` holds a median for each
    group, in the order of the groups.
    """

    median: float | None
    low: float | None
    high: float | None
    answers: int | None
    unknown: int | None
    by_group: tuple[float | None, ...]


@dataclass(frozen=True)
class Summary:
    """All that may ever be told of a round; without figures when too few people answered."""

    answers: int | None
    groups: tuple[Group, ...]
    areas: Mapping[str, Spread]

    @property
    def has_figures(self) -> bool:
        """Tell whether enough people answered for figures."""
        return self.answers is not None


def summarise(forms: Sequence[Form], areas: Mapping[str, Sequence[str]]) -> Summary:
    """Return what may be told of these forms; `areas` names the questions of each area."""
    if len(forms) < LEAST:
        return Summary(None, (), {})
    groups = grouped(Counter(form.role for form in forms))
    spreads = {name: _spread(forms, questions, groups) for name, questions in areas.items()}
    return Summary(len(forms), groups, spreads)


def grouped(sizes: Mapping[str, int]) -> tuple[Group, ...]:
    """Return the groups that may be told apart, the merged one last; none when that is but one."""
    alone = sorted((role for role in sizes if sizes[role] >= LEAST), key=lambda r: (-sizes[r], r))
    others = sorted(role for role in sizes if 0 < sizes[role] < LEAST)
    while alone and 0 < sum(sizes[role] for role in others) < LEAST:
        others.append(alone.pop())
    found = [Group((role,), sizes[role]) for role in alone]
    if others:
        found.append(Group(tuple(sorted(others)), sum(sizes[role] for role in others)))
    return tuple(found) if len(found) > 1 else ()


def tellable(sizes: Mapping[str, int]) -> tuple[int | None, dict[str, int | None]]:
    """Return how many answered, in all and per role, where that is not a small number.

    The number in all is kept back too when it would give away the roles kept back.
    """
    told = {role: size if size >= LEAST else None for role, size in sizes.items()}
    total = sum(sizes.values())
    rest = sum(size for size in sizes.values() if size < LEAST)
    return (total if total >= LEAST and not 0 < rest < LEAST else None), told


def _spread(forms: Sequence[Form], questions: Sequence[str], groups: Sequence[Group]) -> Spread:
    seen = [(form.role, level) for form in forms if (level := _level(form, questions)) is not None]
    without = len(forms) - len(seen)
    if len(seen) < LEAST:
        return Spread(None, None, None, None, None, tuple(None for _ in groups))
    levels = sorted(level for _, level in seen)
    countable = without == 0 or without >= LEAST
    return Spread(
        median=_quantile(levels, 0.5),
        low=_quantile(levels, 0.25),
        high=_quantile(levels, 0.75),
        answers=len(seen) if countable else None,
        unknown=without if countable else None,
        by_group=_medians(seen, groups),
    )


def _medians(
    seen: Sequence[tuple[str, float]], groups: Sequence[Group]
) -> tuple[float | None, ...]:
    """Return the median of each group, unless it or what the shown ones leave over is small."""
    cells = [sorted(level for role, level in seen if role in group.roles) for group in groups]
    shown = {place for place, cell in enumerate(cells) if len(cell) >= LEAST}
    while shown and 0 < len(seen) - sum(len(cells[place]) for place in shown) < LEAST:
        shown.remove(min(shown, key=lambda place: (len(cells[place]), place)))
    return tuple(
        _quantile(cell, 0.5) if place in shown else None for place, cell in enumerate(cells)
    )


def _level(form: Form, questions: Sequence[str]) -> float | None:
    given = [level for name in questions if (level := form.levels.get(name)) is not None]
    return sum(given) / len(given) if given else None


def _quantile(ordered: Sequence[float], share: float) -> float:
    place = share * (len(ordered) - 1)
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    exact = ordered[below] + (ordered[above] - ordered[below]) * (place - below)
    return round(exact, 1)
