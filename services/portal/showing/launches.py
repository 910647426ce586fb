"""A launch as its pages show it: where it stands, what comes next, who joins by which means."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from flask_babel import get_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from shared.reference.vocabulary import codes

Told = Mapping[str, Any]
STATES: Mapping[str, tuple[str, object]] = {
    "planned": ("planned", _l("planned")),
    "go_decided": ("now", _l("the body said go")),
    "launched": ("done", _l("held")),
    "wrapped": ("done", _l("held and finished")),
    "postponed": ("waiting", _l("put off")),
}


def next_step(told: Told) -> str:
    """Return what comes next, as a word for the template."""
    plan, ground = told["plan"], told["ground"]
    if plan and plan["state"] == "wrapped":
        return "done"
    if told["launch"]:
        return "count" if plan else "done"
    if not told["agreed"]:
        return "agree"
    if not ground["has_strategy"]:
        return "strategy"
    if plan is None or plan["planned_on"] is None:
        return "day"
    return "go" if plan["state"] == "planned" else "held"


def clock_of(plan: Told, minute: int) -> str:
    """Return when a minute of the run-sheet is, by the clock when the beginning is known."""
    if not plan["starts_at"]:
        return str(_("minute %(n)s", n=minute))
    begin = datetime.strptime(plan["starts_at"], "%H:%M")  # noqa: DTZ007  # a wall clock
    return f"{begin + timedelta(minutes=minute):%H:%M}"


def by_means(plan: Told) -> list[tuple[str, int]]:
    """Return how many join by each of the means that are offered, for a plot of bars."""
    language = get_locale().language
    return [
        (term.label(language), sum(one["joined"] for one in of))
        for term in codes("means")
        if (of := [one for one in plan["options"] if one["means"] == term.code])
    ]
