"""Words and figures of courses, as pages and documents show them."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask_babel import format_date, format_percent, get_locale, ngettext
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from shared.reference.languages import language

Course = dict[str, Any]

STATES: Mapping[str, tuple[object, str]] = {
    "draft": (_l("being prepared"), "planned"),
    "open": (_l("open to enrol"), "open"),
    "running": (_l("under way"), "now"),
    "closed": (_l("over, the report is still to come"), "waiting"),
    "reported": (_l("over, reported"), "done"),
    "cancelled": (_l("cancelled"), "stopped"),
}
FORMATS: Mapping[str, object] = {
    "weekly": _l("Every week"),
    "intensive": _l("Five days in a row"),
    "weekends": _l("Three weekends"),
}
OPEN_TO: Mapping[str, object] = {
    "own": _l("Only our own congregation"),
    "region": _l("Congregations in our province too"),
    "all": _l("Every congregation"),
}
LEVELS: Mapping[str, object] = {
    "facilitator": _l("facilitator"),
    "trainee_head": _l("trainee head facilitator"),
    "head": _l("head facilitator"),
}
PEOPLE: Mapping[str, tuple[object, str]] = {
    "applied": (_l("signed up"), "planned"),
    "waitlisted": (_l("on the waiting list"), "waiting"),
    "enrolled": (_l("takes part"), "now"),
    "completed": (_l("completed"), "done"),
    "incomplete": (_l("not completed"), "attention"),
    "withdrawn": (_l("gave the place back"), "stopped"),
}
MISSING: Mapping[str, object] = {
    "attendance": _l("lessons"),
    "worksheets": _l("worksheets"),
    "final": _l("final session"),
}


def lesson_name(lesson: Mapping[str, Any]) -> str:
    """Return a lesson's title, or its number where it has none."""
    number = str(_("Lesson %(n)s", n=lesson["number"]))
    return f"{number}: {lesson['title']}" if lesson["title"] else number


def day_range(days: list[str]) -> str:
    """Return the first and last day of a course in words, empty where none is known."""
    if not days:
        return ""
    first, last = (_day(one) for one in (days[0], days[-1]))
    return first if first == last else f"{first} – {last}"


def evenings(planned: list[dict[str, Any]]) -> list[tuple[str, str]]:
    """Return the planned evenings that belong to no course yet, to choose from."""
    return [
        (
            one["planned_run_id"],
            ngettext("%(num)s evening: ", "%(num)s evenings: ", len(one["days"]))
            + day_range(one["days"]),
        )
        for one in planned
    ]


def places(course: Course) -> str:
    """Return how full a course is, in words."""
    told = str(
        _("%(taken)s of %(places)s places", taken=course["enrolled"], places=course["capacity"])
    )
    if course["waiting"]:
        told += ", " + str(_("%(n)s waiting", n=course["waiting"]))
    return told


def room(course: Course) -> str:
    """Return how much room others may know that there is."""
    words = {
        "full": _("full, with a waiting list"),
        "few": _("a few places free"),
        "some": _("some places free"),
        "many": _("many places free"),
    }
    return str(words[course["free_places"]])


def share(one: Mapping[str, Any]) -> str:
    """Return a share with its uncertainty in words, or that the size is not known."""
    if one["middle"] is None:
        return str(_("size of the congregation not known"))
    low, middle, high = (format_percent(one[name]) for name in ("low", "middle", "high"))
    return str(_("about %(middle)s (%(low)s to %(high)s)", middle=middle, low=low, high=high))


def measure(course: Course) -> str:
    """Return what completing a course takes, in words."""
    told = [
        str(_("%(share)s of the lessons", share=format_percent(course["attendance_share"] / 100)))
    ]
    if course["worksheets_required"]:
        told.append(str(_("all worksheets")))
    if course["final_required"]:
        told.append(str(_("the final session")))
    return ", ".join(told)


def spoken_language(course: Course) -> str:
    """Return the name of the language in which a course is given."""
    found = language(course["language"])
    return found.name(get_locale().language) if found else course["language"]


def intervals(shares: list[dict[str, Any]]) -> list[tuple[str, float, float, float]]:
    """Return the shares whose size is known, for a plot."""
    return [
        (str(one["year"]), one["low"], one["middle"], one["high"])
        for one in shares
        if one["middle"] is not None
    ]


def curve(course: Course) -> list[tuple[str, int | None]]:
    """Return how many came to each lesson, for a plot."""
    return [(str(one["number"]), one["turnout"]) for one in course["lessons"]]


def next_lesson(course: Course, today: str) -> int:
    """Return the first lesson that was held and has no list, else the first one to come."""
    unmarked = [one["number"] for one in course["lessons"] if one["turnout"] is None]
    return (_held(course, today) or unmarked or [len(course["lessons"])])[0]


def lesson_to_enter(course: Course, today: str) -> int:
    """Return the first lesson that was held and has no list, else the last one that has."""
    marked = [one["number"] for one in course["lessons"] if one["turnout"] is not None]
    return (_held(course, today) or marked[::-1] or [1])[0]


def _held(course: Course, today: str) -> list[int]:
    return [
        one["number"]
        for one in course["lessons"]
        if one["turnout"] is None and (one["on"] is None or one["on"] <= today)
    ]


def _day(iso: str) -> str:
    return str(format_date(date.fromisoformat(iso), "d MMMM yyyy", rebase=False))
