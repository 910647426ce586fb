"""A strategy in words: states, warnings, what changed, and questions that every church meets."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from flask_babel import format_date, format_decimal
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from services.portal.language import language
from shared.reference import vocabulary
from shared.reference.countries import country, is_country

Answer = dict[str, Any]

VERSIONS: Mapping[str, tuple[object, str]] = {
    "draft": (_l("in work"), "now"),
    "shared": (_l("lies before the leaders"), "waiting"),
    "adopted": (_l("adopted"), "done"),
    "superseded": (_l("replaced by a newer version"), "open"),
    "withdrawn": (_l("withdrawn"), "stopped"),
}
ACTIONS: Mapping[str, tuple[object, str]] = {
    "todo": (_l("to do"), "planned"),
    "doing": (_l("being done"), "now"),
    "done": (_l("done"), "done"),
    "blocked": (_l("stuck"), "attention"),
    "dropped": (_l("dropped"), "stopped"),
}
WEIGHTS: Mapping[int, object] = {1: _l("a little"), 2: _l("normal"), 3: _l("much")}
PARTS: Mapping[str, object] = {
    "foundation": _l("Foundation"),
    "gap": _l("Gap"),
    "goal": _l("Goal"),
    "action": _l("Action"),
}
HOW: Mapping[str, object] = {
    "added": _l("new"),
    "removed": _l("gone"),
    "changed": _l("changed"),
}
FIELDS: Mapping[str, object] = {
    "mission": _l("mission"),
    "vision": _l("vision"),
    "church_values": _l("values"),
    "focus": _l("focus"),
    "horizon": _l("until when"),
    "policies": _l("agreements"),
    "capacity_hours": _l("time"),
    "capacity_budget": _l("money"),
    "area": _l("name"),
    "area_code": _l("area of the questions"),
    "now": _l("now"),
    "desired": _l("desired"),
    "why": _l("why"),
    "weight": _l("weight"),
    "accepted": _l("accepted"),
    "accepted_reason": _l("why we live with it"),
    "what": _l("name"),
    "measure": _l("measure"),
    "baseline": _l("how it is now"),
    "target": _l("how it shall be"),
    "by": _l("day"),
    "title": _l("name"),
    "accountable_role": _l("who sees to it"),
    "helper_roles": _l("who helps"),
    "due_on": _l("day"),
    "hours_band": _l("work"),
    "cost_band": _l("costs"),
    "belongs_to": _l("what it belongs to"),
}


def proposed_questions() -> list[str]:
    """Return questions that every congregation meets sooner or later."""
    return [
        _("What do we do when a member wants to go somewhere else?"),
        _("Whom do we support, and whom not?"),
        _("What happens when a worker comes home early?"),
        _("How long do we support somebody, and how does it end?"),
        _("What do we tell the congregation, and what not?"),
        _("What do we do with requests that come in between?"),
    ]


def warnings(found: Sequence[Answer]) -> list[str]:
    """Return each warning as a sentence."""
    return [_sentence(one) for one in found]


def _sentence(warning: Answer) -> str:
    made = _ABOUT.get(warning["code"]) or _NUMBERS[warning["code"]]
    return str(made(warning))


_ABOUT: Mapping[str, Any] = {
    "gap_open": lambda w: _(
        "“%(what)s” has no goal yet. Add one, or say why you live with it.", what=w["text"]
    ),
    "goal_without_measure": lambda w: _(
        "By what will you see that “%(what)s” was reached?", what=w["text"]
    ),
    "goal_without_date": lambda w: _("“%(what)s” has no day yet.", what=w["text"]),
    "goal_after_horizon": lambda w: _("“%(what)s” ends after the plan does.", what=w["text"]),
    "goal_without_action": lambda w: _("Nobody does anything yet for “%(what)s”.", what=w["text"]),
    "action_without_date": lambda w: _("“%(what)s” has no day yet.", what=w["text"]),
    "action_after_horizon": lambda w: _("“%(what)s” ends after the plan does.", what=w["text"]),
}
_NUMBERS: Mapping[str, Any] = {
    "role_crowded": lambda w: _(
        "“%(role)s” has %(n)s things to finish in %(month)s.",
        role=w["text"],
        n=w["count"],
        month=_month(w["month"]),
    ),
    "hours_over": lambda w: _(
        "The plan asks about %(planned)s hours a month; you have %(most)s at most.",
        planned=w["planned"],
        most=w["most"],
    ),
    "costs_over": lambda w: _(
        "The plan costs about € %(planned)s; it may cost € %(most)s at most.",
        planned=format_decimal(w["planned"]),
        most=format_decimal(w["most"]),
    ),
    "commitments_undecided": lambda w: _(
        "About %(n)s of your present commitments you have not decided yet: keep, phase out, "
        "make it your focus, or hand over?",
        n=w["count"],
    ),
}


def _month(text: str) -> str:
    return str(format_date(date.fromisoformat(f"{text}-01"), "MMMM yyyy", rebase=False))


def changes(found: Sequence[Answer]) -> list[tuple[str, str, str]]:
    """Return (what it is, how it changed, which of it) of each change."""
    return [
        (
            f"{PARTS[one['part']]}: {one['title']}" if one["title"] else str(PARTS[one["part"]]),
            str(HOW[one["how"]]),
            ", ".join(str(FIELDS[name]) for name in one["fields"]),
        )
        for one in found
    ]


def listed(strategy: Answer) -> list[Answer]:
    """Return all actions of a version, each with its goal, the first due first."""
    actions = [{**one, "goal": goal} for goal in strategy["goals"] for one in goal["actions"]]
    return sorted(actions, key=lambda one: (one["due_on"] or "9999", one["title"]))


def is_overdue(action: Answer, today: str) -> bool:
    """Tell whether an action should have been done."""
    due = action["due_on"]
    return bool(due) and due < today and action["state"] not in ("done", "dropped")


def place(code: str) -> str:
    """Return the name of a country or of a part of the world."""
    if is_country(code):
        return country(code).name(language())
    return vocabulary.label("world_regions", code, language())


def state_options(states: Sequence[str]) -> list[tuple[str, object]]:
    """Return these states of an action to choose from."""
    return [(state, ACTIONS[state][0]) for state in states]


def filter_options() -> list[tuple[str, object]]:
    """Return which actions one may want to see."""
    some = [("", _("all")), ("open", _("still to do")), ("overdue", _("overdue"))]
    return [*some, *state_options(tuple(ACTIONS))]


def role_options(roles: Sequence[str]) -> list[tuple[str, object]]:
    """Return whose actions one may want to see."""
    return [("", _("everybody")), *((role, role) for role in roles)]
