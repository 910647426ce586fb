"""Moments and days as a person says them, in the visitor's language and in Dutch time."""

from datetime import date, datetime

from flask import Flask
from flask_babel import format_date, format_datetime


def install(app: Flask) -> None:
    """Give templates the filters `moment` and `day`."""
    app.jinja_env.filters.update(moment=moment, day=day)


def moment(iso: str | datetime) -> str:
    """Return a moment in words: `23 november 2026 14:02`."""
    at = datetime.fromisoformat(iso) if isinstance(iso, str) else iso
    return str(format_datetime(at, "d MMMM yyyy HH:mm"))


def day(iso: str | date) -> str:
    """Return a day in words: `23 november 2026`; of a moment the day in Dutch time."""
    if isinstance(iso, str) and "T" in iso:
        return str(format_datetime(datetime.fromisoformat(iso), "d MMMM yyyy"))
    return str(format_date(date.fromisoformat(iso) if isinstance(iso, str) else iso, "d MMMM yyyy"))
