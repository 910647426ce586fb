"""The dates that follow from a launch and move with it."""

from dataclasses import dataclass
from datetime import date, timedelta

from services.scheduling.planner.obstacles import Skip, check
from services.scheduling.walltime import add_months

SUNDAY = 6


@dataclass(frozen=True, slots=True)
class Due:
    """A date that follows from another one, the window it may move in, and what it runs into."""

    on: date
    earliest: date
    latest: date
    notes: tuple[Skip, ...]


def evaluation_dates(launch: date, region: str | None = None) -> dict[str, Due]:
    """When the evaluations and the APK fall due after a launch, by kind of session.

    Six and twelve calendar months on, clamped to the end of a shorter month; a date on a Sunday
    or a holiday stays where it is and says so.
    """
    half, whole = add_months(launch, 6), add_months(launch, 12)
    three_weeks, month = timedelta(days=21), timedelta(days=30)
    return {
        "evaluation_6": _due(half, half - three_weeks, half + three_weeks, region=region),
        "evaluation_12": _due(whole, whole - month, whole + month, region=region),
        "apk": _due(whole, add_months(launch, 11), add_months(launch, 13), region=region),
    }


def _due(on: date, earliest: date, latest: date, *, region: str | None) -> Due:
    notes = check(on, region)
    if on.weekday() == SUNDAY:
        notes.append(Skip(on, "sunday", False, "Zondag", "Sunday"))
    return Due(on, earliest, latest, tuple(notes))
