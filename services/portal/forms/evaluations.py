"""What is written down when a congregation looks back, as the service takes it."""

from typing import Any

from werkzeug.datastructures import MultiDict

from services.portal.forms.texts import lines, whole_if_typed

Typed = MultiDict[str, str]


def verdicts_of(typed: Typed) -> tuple[str, str]:
    """Return (verdict, lesson) of one goal."""
    return typed.get("verdict", ""), typed.get("lesson", "")


def wanted_of(typed: Typed) -> dict[str, Any]:
    """Return what shall follow: a new version of the strategy, parts taken up again."""
    return {"new_version": typed.get("new_version") == "yes", "reopen": typed.getlist("reopen")}


def apk_of(typed: Typed) -> dict[str, Any]:
    """Return a check-up: its day, how many took part, and one finding per line."""
    return {
        "held_on": typed.get("held_on", ""),
        "participants": whole_if_typed(typed.get("participants")),
        "findings": lines(typed.get("findings")),
        "workshop_id": typed.get("workshop_id") or None,
    }
