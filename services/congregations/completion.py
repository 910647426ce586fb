"""Who completed a course, who leads one, and what share of a congregation did: computed, not typed.

The measure of completion (a share of the lessons, all worksheets, the final session) is each
run's own data; the usual one is 80 % of nine lessons with both of the others.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

LESSONS = 9
SERVED_BEFORE_LEADING = 2  # courses that a trainee served in before he counts as head
LATEST_START = 2  # who comes after this lesson has missed too much to begin

# members from, to and in the middle; the band above a thousand is counted as up to 2,500
SIZES: Mapping[str, tuple[int, int]] = MappingProxyType(
    {
        "under_50": (20, 50),
        "50_150": (50, 150),
        "150_400": (150, 400),
        "400_1000": (400, 1000),
        "over_1000": (1000, 2500),
    }
)


@dataclass(frozen=True, kw_only=True)
class Thresholds:
    """What completing a course takes; the share is in per cent of the lessons."""

    attendance_share: int = 80
    worksheets_required: bool = True
    final_required: bool = True


@dataclass(frozen=True, kw_only=True)
class Progress:
    """What somebody did of a course until now."""

    attended: int = 0
    worksheets: int = 0
    final_done: bool = False


def is_completed(progress: Progress, thresholds: Thresholds) -> bool:
    """Tell whether all that the course asks is done."""
    # in whole numbers: 80 % of nine lessons is more than seven
    came = progress.attended * 100 >= thresholds.attendance_share * LESSONS
    wrote = progress.worksheets >= LESSONS or not thresholds.worksheets_required
    finished = progress.final_done or not thresholds.final_required
    return came and wrote and finished


def missing(progress: Progress, thresholds: Thresholds) -> list[str]:
    """Return what is still needed: of `attendance`, `worksheets`, `final`."""
    lone = {
        "attendance": Thresholds(
            attendance_share=thresholds.attendance_share,
            worksheets_required=False,
            final_required=False,
        ),
        "worksheets": Thresholds(
            attendance_share=0,
            worksheets_required=thresholds.worksheets_required,
            final_required=False,
        ),
        "final": Thresholds(
            attendance_share=0, worksheets_required=False, final_required=thresholds.final_required
        ),
    }
    return [name for name, measure in lone.items() if not is_completed(progress, measure)]


def heads(team: Iterable[tuple[str, int]]) -> int:
    """Return how many lead a run, from (level, courses served) of its facilitators.

    A trainee counts only where nobody is head, and after two courses served.
    """
    people = list(team)
    full = sum(level == "head" for level, _served in people)
    if full:
        return full
    return sum(
        level == "trainee_head" and served >= SERVED_BEFORE_LEADING for level, served in people
    )


def band_of_places(free: int) -> str:
    """Return how many places are free as others may know it: full, few, some, many."""
    for most, name in ((0, "full"), (3, "few"), (9, "some")):
        if free <= most:
            return name
    return "many"


@dataclass(frozen=True)
class Share:
    """How many of a congregation did the course by the end of a year, as a share of 0 to 1.

    `low` and `high` come from the ends of its size band; all are None where the size is unknown.
    """

    year: int
    people: int
    low: float | None
    middle: float | None
    high: float | None


def shares(people_by_year: Mapping[int, int], size_band: str | None) -> Sequence[Share]:
    """Return the congregation's share year by year, everybody before counted in."""
    found: list[Share] = []
    total = 0
    for year in sorted(people_by_year):
        total += people_by_year[year]
        found.append(_share(year, total, SIZES.get(size_band or "")))
    return found


def _share(year: int, people: int, size: tuple[int, int] | None) -> Share:
    if size is None:
        return Share(year, people, None, None, None)
    smallest, largest = size
    parts = (largest, (smallest + largest) / 2, smallest)
    low, middle, high = (min(1.0, people / of) for of in parts)
    return Share(year, people, low, middle, high)
