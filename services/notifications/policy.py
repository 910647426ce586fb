"""When a mail is tried again, for how long one try may last, and what may be sent once more."""

from datetime import datetime, timedelta

LEASE = timedelta(minutes=5)
LADDER = tuple(timedelta(minutes=m) for m in (1, 5, 15, 30, 60, 120, 240))
THEN_EVERY = timedelta(hours=8)
GIVE_UP_AFTER = timedelta(hours=64)
JITTER = 0.2
PAUSES = tuple(timedelta(minutes=m) for m in (1, 5, 15))
RESENDABLE = ("unknown", "refused")
RANKS = {"critical": 0, "mandatory": 1}


def next_try(attempts: int, begun_at: datetime, at: datetime, *, chance: float) -> datetime | None:
    """Return when to try again after so many tries, or None when it is no longer worth it.

    `chance` (0 up to 1) spreads the tries by a fifth to either side.
    """
    step = LADDER[attempts - 1] if attempts <= len(LADDER) else THEN_EVERY
    due = at + step * (1 - JITTER + 2 * JITTER * chance)
    return due if due <= begun_at + GIVE_UP_AFTER else None


def pause_after(failures: int) -> timedelta:
    """Return how long the relay is left alone after refusing us so many times in a row."""
    return PAUSES[min(failures, len(PAUSES)) - 1]
