"""Moments and days as a person says them, in the visitor's language and in Dutch time."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from flask import Flask
from flask_babel import format_date, format_datetime

from services.portal.language import ZONE
from shared.web import edge


def install(app: Flask) -> None:
    """Give templates the filters `moment` and `day`."""
    app.jinja_env.filters.update(moment=moment, day=day)


def today() -> date:
    """Return the day it is in Dutch time, also in the two hours when it is not yet so in UTC."""
    return edge.now().astimezone(ZoneInfo(ZONE)).date()


def moment(iso: str | datetime) -> str:
    """Return a moment in words: `23 november 2026 14:02`."""
    at = datetime.fromisoformat(iso) if isinstance(iso, str) else iso
    return str(format_datetime(at, "d MMMM yyyy HH:mm"))


def day(iso: str | date) -> str:
    """Return a day in words: `23 november 2026`; of a moment the day in Dutch time."""
    if isinstance(iso, str) and "T" in iso:
        return str(format_datetime(datetime.fromisoformat(iso), "d MMMM yyyy"))
    return str(format_date(date.fromisoformat(iso) if isinstance(iso, str) else iso, "d MMMM yyyy"))
