"""Time and identity come from here, so that a test or a simulation can hold them still."""

import os
import time
from datetime import UTC, datetime, timedelta
from uuid import UUID

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Clock:
    """The machine's clock, always aware and in UTC."""

    def now(self) -> datetime:
        """Return this moment."""
        return datetime.now(UTC)


class StillClock(Clock):
    """A clock that stands still until it is moved; for tests and simulations."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def now(self) -> datetime:
        """Return the moment at which the clock stands."""
        return self.at

    def advance(self, by: timedelta) -> None:
        """Move the clock by so much, backwards too."""
        self.at += by


class AheadClock(Clock):
    """The machine's clock, ahead by what it was moved: for trying out what a year brings."""

    def __init__(self) -> None:
        self._ahead = timedelta()

    def now(self) -> datetime:
        """Return this moment, moved ahead."""
        return super().now() + self._ahead

    def advance(self, by: timedelta) -> None:
        """Move the clock ahead; it never goes back, for what was written would lie ahead of it."""
        if by < timedelta():
            raise ValueError("this clock only goes ahead")
        self._ahead += by


def new_id() -> UUID:
    """Return a UUID of version 7 (RFC 9562): it sorts by time and reveals nothing else."""
    milliseconds = time.time_ns() // 1_000_000
    value = (milliseconds << 80) | int.from_bytes(os.urandom(10), "big")
    value = (value & ~(0xF << 76)) | (0x7 << 76)
    value = (value & ~(0x3 << 62)) | (0x2 << 62)
    return UUID(int=value)
