"""When a group meets, and the sessions that one block of its rhythm holds."""

from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Literal

Format = Literal["weekly", "intensive", "weekends"]
Slot = tuple[int, time]
"""One session of a block: days after the block's first day, and the clock time."""

MONDAY, TUESDAY, FRIDAY, SUNDAY = 0, 1, 4, 6
SATURDAY_TIMES = (time(9, 30), time(13, 30))
HOURS_TO_THE_SECOND_SESSION = 4


@dataclass(frozen=True, slots=True)
class Rhythm:
    """When a group meets: clock time, zone, school region (None: no school holidays) and format.

    `weekly` is one evening every `every_days` (7, 14, ...); `intensive` is two sessions a day on
    five days, the second four hours after `start`; `weekends` is Friday at `start` and Saturday
    morning and afternoon. `weekday` (Monday is 0) is the first day of each; left out, it is that
    of the first date, a Monday or a Friday. `during_school_holidays` turns those into warnings.
    """

    start: time
    zone: str = "Europe/Amsterdam"
    region: str | None = None
    format: Format = "weekly"
    weekday: int | None = None
    every_days: int = 7
    during_school_holidays: bool = False


def slots_of(rhythm: Rhythm) -> list[Slot]:
    """The sessions of one block: an evening, an intensive week or a weekend; ValueError."""
    match rhythm.format:
        case "weekly":
            return [(0, rhythm.start)]
        case "intensive":
            second = _second_of_the_day(rhythm.start)
            return [(day, at) for day in range(5) for at in (rhythm.start, second)]
        case "weekends":
            return [(0, rhythm.start), *((1, at) for at in SATURDAY_TIMES)]
    raise ValueError("the format is weekly, intensive or weekends")


def first_day(first: date, rhythm: Rhythm) -> date:
    """The first day on or after this date on which a block of the rhythm may begin."""
    return first + timedelta(days=(_block_weekday(rhythm, first) - first.weekday()) % 7)


def refuse_nonsense(rhythm: Rhythm) -> None:
    """Raise ValueError for a rhythm in which nobody can meet."""
    if rhythm.every_days not in (7, 14, 21, 28):
        raise ValueError("a run meets every 7, 14, 21 or 28 days")
    if rhythm.weekday is not None and not MONDAY <= rhythm.weekday <= SUNDAY:
        raise ValueError("a weekday is 0 (Monday) to 6 (Sunday)")
    if rhythm.format == "weekends" and rhythm.weekday not in (None, FRIDAY):
        raise ValueError("a weekend begins on Friday")
    if rhythm.format == "intensive" and rhythm.weekday not in (None, MONDAY, TUESDAY):
        raise ValueError("an intensive week begins on Monday or Tuesday, so that Sunday stays free")


def _block_weekday(rhythm: Rhythm, first: date) -> int:
    if rhythm.weekday is not None:
        return rhythm.weekday
    match rhythm.format:
        case "intensive":
            return MONDAY
        case "weekends":
            return FRIDAY
    return first.weekday()


def _second_of_the_day(start: time) -> time:
    if start.hour + HOURS_TO_THE_SECOND_SESSION > 23:
        raise ValueError("an intensive day starts early enough for two sessions")
    return start.replace(hour=start.hour + HOURS_TO_THE_SECOND_SESSION)
