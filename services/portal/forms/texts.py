"""What is typed, as services take it: lines, days and numbers; shared by the forms of all parts."""

import re
from datetime import date

DIGITS = re.compile(r"[0-9]{1,6}")


def lines(text: str | None) -> list[str]:
    """Return the lines in which something stands."""
    return [line.strip() for line in (text or "").splitlines() if line.strip()]


def iso(day: date | None) -> str | None:
    """Return a day as services take it."""
    return day.isoformat() if day else None


def day_of(written: str | None) -> date | None:
    """Return the day that a service wrote."""
    return date.fromisoformat(written) if written else None


def whole(text: str | None, otherwise: int = 0) -> int:
    """Return a typed number of at most six digits.

    What is none becomes `otherwise`, which goes on as something that the service refuses.
    """
    typed = (text or "").strip()
    return int(typed) if DIGITS.fullmatch(typed) else otherwise


def whole_if_typed(text: str | None) -> int | None:
    """Return a typed number; None when nothing was typed, below zero what is no number."""
    return whole(text, -1) if (text or "").strip() else None
