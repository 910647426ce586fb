"""A round's outcome as pictures take it: axes, rows and columns in the reader's language."""

from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _

from services.portal.language import language
from shared.reference.vocabulary import label

Axis = tuple[str, float | None, float | None, float | None]


@dataclass(frozen=True)
class Pictures:
    """What the radar, the heat map and the sentences beside them show."""

    has_figures: bool
    answers: int | None
    axes: list[Axis]
    groups: list[str]
    rows: list[str]
    cells: list[list[float | None]]
    strong: list[str]
    weak: list[str]
    apart: list[str]


def pictures(results: dict[str, Any]) -> Pictures:
    """Return a closed round's outcome for its pictures."""
    areas = results["areas"]
    axes = [(_title(area), area["median"], area["low"], area["high"]) for area in areas]
    known = [axis for axis in axes if axis[1] is not None]
    ranked = sorted(known, key=lambda axis: -(axis[1] or 0))
    # two levels between the quartiles: people see different things
    apart = [axis[0] for axis in known if (axis[3] or 0) - (axis[2] or 0) >= 2]
    return Pictures(
        has_figures=results["has_figures"],
        answers=results["answers"],
        axes=axes,
        groups=[_("All"), *(_group(one["roles"]) for one in results["groups"])],
        rows=[_title(area) for area in areas],
        cells=[[area["median"], *area["by_group"]] for area in areas],
        strong=_ahead([(axis[0], axis[1] or 0) for axis in ranked]),
        weak=_ahead([(axis[0], -(axis[1] or 0)) for axis in reversed(ranked)]),
        apart=apart,
    )


def _ahead(ranked: list[tuple[str, float]]) -> list[str]:
    """Return the three that stand out at the head of a list, fewer where many are alike."""
    for count in (3, 2, 1):
        if len(ranked) > count and ranked[count - 1][1] > ranked[count][1]:
            return [name for name, _value in ranked[:count]]
    return []


def _title(area: dict[str, Any]) -> str:
    return str(area[f"title_{language()}"])


def _group(roles: list[str]) -> str:
    return " + ".join(label("rater_roles", role, language()) for role in roles)
