"""A run of evenings, laid block by block around what each date runs into."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from services.scheduling.planner.obstacles import Skip, check
from services.scheduling.planner.rhythm import (
    Rhythm,
    Slot,
    first_day,
    refuse_nonsense,
    slots_of,
)
from services.scheduling.walltime import FIRST_YEAR, LAST_YEAR, WallTime, is_folded, to_utc

MOST_EVENINGS = 60


@dataclass(frozen=True, slots=True)
class Evening:
    """One planned session, numbered from 1; `folded` when the clock shows its time twice."""

    number: int
    at: WallTime
    start_utc: datetime
    folded: bool


@dataclass(frozen=True, slots=True)
class Plan:
    """A proposal: the evenings, the dates left out because of the calendar, and what to weigh."""

    evenings: tuple[Evening, ...]
    skipped: tuple[Skip, ...]
    warnings: tuple[Skip, ...]


def plan_evenings(first: date, count: int, *, rhythm: Rhythm, skip: Collection[date] = ()) -> Plan:
    """A run of so many evenings from `first` on; ValueError for wishes without an answer.

    Raises walltime.ClockGap when an evening would start at a time that the clock skips. Two equal
    requests give equal plans.
    """
    _refuse_range(first, count)
    refuse_nonsense(rhythm)
    evenings: list[Evening] = []
    skipped: list[Skip] = []
    unwanted = frozenset(skip)
    start = first_day(first, rhythm)
    while len(evenings) < count:
        slots = slots_of(rhythm)[: count - len(evenings)]
        blocked = _blocked(start, slots, rhythm, skip=unwanted)
        skipped += blocked
        if not blocked:
            evenings += _evenings(start, slots, rhythm, number=len(evenings) + 1)
        start = _later(start, 7 if blocked else rhythm.every_days)
    return Plan(tuple(evenings), tuple(skipped), tuple(_warnings(evenings, rhythm)))


def _refuse_range(first: date, count: int) -> None:
    if not 1 <= count <= MOST_EVENINGS:
        raise ValueError(f"a run has between 1 and {MOST_EVENINGS} evenings")
    if not FIRST_YEAR <= first.year <= LAST_YEAR:
        raise ValueError(f"the year lies between {FIRST_YEAR} and {LAST_YEAR}")


def _blocked(
    start: date, slots: Collection[Slot], rhythm: Rhythm, *, skip: Collection[date]
) -> list[Skip]:
    days = sorted({start + timedelta(days=offset) for offset, _ in slots})
    reasons = (_obstacle(day, rhythm, skip) for day in days)
    return [reason for reason in reasons if reason is not None]


def _obstacle(on: date, rhythm: Rhythm, skip: Collection[date]) -> Skip | None:
    if on in skip:
        return Skip(on, "asked", True, "Op verzoek overgeslagen", "Left out on request")
    return next((one for one in check(on, rhythm.region) if _stops(one, rhythm)), None)


def _stops(one: Skip, rhythm: Rhythm) -> bool:
    excused = one.reason == "school_holiday" and rhythm.during_school_holidays
    return one.binding and not excused


def _evenings(
    start: date, slots: Collection[Slot], rhythm: Rhythm, *, number: int
) -> Iterator[Evening]:
    for place, (offset, at) in enumerate(slots):
        local = datetime.combine(start + timedelta(days=offset), at)
        yield Evening(
            number=number + place,
            at=WallTime(local, rhythm.zone),
            start_utc=to_utc(local, rhythm.zone),
            folded=is_folded(local, rhythm.zone),
        )


def _later(start: date, days: int) -> date:
    if start.year > LAST_YEAR:
        raise ValueError("no free dates are left")
    return start + timedelta(days=days)


def _warnings(evenings: Collection[Evening], rhythm: Rhythm) -> Iterator[Skip]:
    # That the calendar ends is said once, at the first evening beyond it.
    said = False
    for on in sorted({evening.at.local.date() for evening in evenings}):
        for one in check(on, rhythm.region):
            if not (said and one.reason == "calendar_unknown"):
                yield one
            said = said or one.reason == "calendar_unknown"
