"""Wall time in an IANA zone, which is the truth of every session; UTC is derived from it.

The clock change in spring leaves a gap of times that do not exist: they are refused with their
two neighbours. In autumn an hour comes twice: the first is taken, and `is_folded` says so.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from dateutil.relativedelta import relativedelta

FIRST_YEAR, LAST_YEAR = 1970, 2199
"""Sessions outside of these years are typing errors, and zone rules say nothing about them."""

MOST_MINUTES = 7 * 24 * 60


@dataclass(frozen=True, slots=True)
class WallTime:
    """What the clock on the wall shows (`local`, without tzinfo) in an IANA zone."""

    local: datetime
    zone: str


class ClockGap(ValueError):
    """The clock skips this time in spring; `before` and `after` are the valid times beside it."""

    def __init__(self, before: datetime, after: datetime) -> None:
        super().__init__(
            f"the clock skips this time; choose {before:%Y-%m-%d %H:%M} or {after:%Y-%m-%d %H:%M}"
        )
        self.before = before
        self.after = after


def to_utc(local: datetime, zone: str) -> datetime:
    """The instant of a wall time, the first of two in autumn; ClockGap, or ValueError."""
    first, second = _readings(local, zone)
    if first > second:
        raise ClockGap(before=_wall(second, zone), after=_wall(first, zone))
    return first


def is_folded(local: datetime, zone: str) -> bool:
    """Whether the clock shows this time twice because it is set back; ValueError as `to_utc`."""
    first, second = _readings(local, zone)
    return first < second


def from_utc(instant: datetime, zone: str) -> WallTime:
    """What the clock in the zone shows at an aware instant; ValueError for a naive one."""
    if instant.tzinfo is None:
        raise ValueError("an instant carries its offset from UTC")
    return WallTime(_wall(instant, zone), zone)


def end_of(start: WallTime, minutes: int) -> datetime:
    """The instant at which a session of so many minutes ends: counted on UTC, not on the wall."""
    if not 0 < minutes <= MOST_MINUTES:
        raise ValueError(f"a session lasts between 1 and {MOST_MINUTES} minutes")
    return to_utc(start.local, start.zone) + timedelta(minutes=minutes)


def elapsed(start: WallTime, end: WallTime) -> timedelta:
    """The time that really passes between two wall times, over clock changes and zones."""
    return to_utc(end.local, end.zone) - to_utc(start.local, start.zone)


def add_months(day: date, months: int) -> date:
    """The same day so many calendar months on (or back), or the last of a shorter month."""
    return day + relativedelta(months=months)


def zone_named(name: str) -> ZoneInfo:
    """The zone of an IANA name; ValueError when there is none."""
    if name not in _zone_names():
        raise ValueError("the time zone is a name such as Europe/Amsterdam")
    return ZoneInfo(name)


@cache
def _zone_names() -> frozenset[str]:
    return frozenset(available_timezones())


def _readings(local: datetime, zone: str) -> tuple[datetime, datetime]:
    # Compared in UTC, because within one zone Python ignores the fold and finds them equal.
    if local.tzinfo is not None:
        raise ValueError("a wall time carries no offset; its zone stands beside it")
    if not FIRST_YEAR <= local.year <= LAST_YEAR:
        raise ValueError(f"the year lies between {FIRST_YEAR} and {LAST_YEAR}")
    here = local.replace(tzinfo=zone_named(zone))
    return here.replace(fold=0).astimezone(UTC), here.replace(fold=1).astimezone(UTC)


def _wall(instant: datetime, zone: str) -> datetime:
    return instant.astimezone(zone_named(zone)).replace(tzinfo=None, fold=0)
