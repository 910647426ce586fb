"""Turns what is true (moments, dates, names) into what a reader sees, in the reader's language."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from babel.dates import format_date, get_timezone_location

from services.notifications.cleaning import Unbuildable, clean_line, clean_text, web_link

_OF_A_MEETING = ("start", "previous_start", "zone", "minutes", "evenings")
_LONGEST_TEXT = 4000
_MOST = 50_000  # minutes of more than a month, in any count that a letter tells
_CUT = {
    "nl": "[ingekort; de rest staat op de pagina]",
    "en": "[shortened; the rest is on the page]",
}
_ROLES: dict[str, dict[str, str]] = {
    "leader": {"nl": "leider", "en": "leader"},
    "working_group": {"nl": "lid van de werkgroep", "en": "member of the working group"},
    "coach": {"nl": "coach", "en": "coach"},
    "agency_staff": {"nl": "medewerker", "en": "member of staff"},
    "contact": {"nl": "contactpersoon", "en": "contact person"},
    "operator": {"nl": "beheerder", "en": "operator"},
}


@dataclass(frozen=True)
class Evening:
    """One meeting of several that are told in one letter: an aware moment, a length."""

    start: datetime
    minutes: int


def shown(facts: Mapping[str, object], language: str) -> dict[str, object]:
    """Return the values a template prints; raise Unbuildable naming a fact of the wrong kind.

    `start` (aware), `zone` (IANA) and `minutes` become `day`, `time` and `zone`, a city;
    `previous_start` becomes `previous_day` and `previous_time`; `evenings` become lines.
    """
    plain = {name: value for name, value in facts.items() if name not in _OF_A_MEETING}
    values = {name: _value(name, value, language) for name, value in plain.items()}
    if "start" in facts:
        return values | _meeting(facts, language)
    if "evenings" in facts:
        return values | _evenings(facts, language)
    if "minutes" in facts:
        values["minutes"] = _whole("minutes", facts["minutes"], language)
    return values


def _value(name: str, value: object, language: str) -> object:
    return None if value is None else _READERS.get(name, _line)(name, value, language)


def _meeting(facts: Mapping[str, object], language: str) -> dict[str, object]:
    zone = _zone(facts["zone"])
    start = _moment("start", facts["start"], zone)
    minutes = _whole("minutes", facts["minutes"], language)
    seen: dict[str, object] = {"day": _day(start, language), "zone": _city(zone, language)}
    seen["time"] = _time(start, minutes, language)
    if "previous_start" in facts:
        before = _moment("previous_start", facts["previous_start"], zone)
        seen |= {"previous_day": _day(before, language), "previous_time": f"{before:%H:%M}"}
    return seen


def _evenings(facts: Mapping[str, object], language: str) -> dict[str, object]:
    zone = _zone(facts["zone"])
    evenings = facts["evenings"]
    if not isinstance(evenings, list) or not evenings:
        raise Unbuildable("evenings", "a list of evenings is needed")
    lines = [_evening(evening, zone, language) for evening in evenings]
    return {"evenings": lines, "zone": _city(zone, language)}


def _evening(evening: object, zone: ZoneInfo, language: str) -> str:
    if not isinstance(evening, Evening):
        raise Unbuildable("evenings", "each needs its start and its length")
    start = _moment("evenings", evening.start, zone)
    minutes = _whole("evenings", evening.minutes, language)
    return f"{_day(start, language)}, {_time(start, minutes, language)}"


def _city(zone: ZoneInfo, language: str) -> str:
    return get_timezone_location(zone, locale=language, return_city=True)


def _time(start: datetime, minutes: int, language: str) -> str:
    # Added in UTC: an evening over the autumn change lasts as long as any other.
    end = (start.astimezone(UTC) + timedelta(minutes=minutes)).astimezone(start.tzinfo)
    return f"{start:%H:%M}–{_end(start, end, language)}"


def _end(start: datetime, end: datetime, language: str) -> str:
    same_day = end.date() == start.date()
    return f"{end:%H:%M}" if same_day else f"{_day(end, language)} {end:%H:%M}"


def _day(day: date, language: str) -> str:
    return format_date(day, "EEEE d MMMM y", locale=language)


def _zone(value: object) -> ZoneInfo:
    try:
        return ZoneInfo(value if isinstance(value, str) else "")
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise Unbuildable("zone", "not the name of a time zone") from None


def _moment(name: str, value: object, zone: ZoneInfo) -> datetime:
    if not isinstance(value, datetime) or value.utcoffset() is None:
        raise Unbuildable(name, "a moment with its zone is needed")
    try:
        return value.astimezone(zone)
    except OverflowError:
        raise Unbuildable(name, "no calendar reaches that far") from None


def _whole(name: str, value: object, _language: str) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= _MOST:
        raise Unbuildable(name, "a whole number above zero is needed")
    return value


def _date(name: str, value: object, language: str) -> str:
    if not isinstance(value, date) or isinstance(value, datetime):
        raise Unbuildable(name, "a date without a time is needed")
    return _day(value, language)


def _line(name: str, value: object, _language: str) -> str:
    line = clean_line(value) if isinstance(value, str) else ""
    if not line:
        raise Unbuildable(name, "a text that shows something is needed")
    return line


def _paragraphs(name: str, value: object, language: str) -> str | None:
    if not isinstance(value, str):
        raise Unbuildable(name, "a text is needed")
    text = clean_text(value).strip()
    if len(text) > _LONGEST_TEXT:
        return f"{text[:_LONGEST_TEXT].rstrip()}\n{_CUT[language]}"
    return text or None


def _link(name: str, value: object, _language: str) -> str:
    return web_link(value if isinstance(value, str) else "", name)


def _role(name: str, value: object, language: str) -> str:
    role = _line(name, value, language)
    return _ROLES[role][language] if role in _ROLES else role


_READERS: dict[str, Callable[[str, object, str], object]] = {
    "agenda": _paragraphs,
    "calendar_link": _link,
    "personal": _paragraphs,
    "link": _link,
    "months": _whole,
    "on": _date,
    "role": _role,
    "until": _date,
}
