"""The ways from a congregation's journey to the work of each of its parts."""

from collections.abc import Collection
from dataclasses import dataclass

from flask import url_for
from flask_babel import lazy_gettext as _l

Link = tuple[str, object, str]


@dataclass(frozen=True)
class Way:
    """A page that is reached from the journey: its sign, its name, and who finds it there."""

    icon: str
    label: object
    endpoint: str
    relations: frozenset[str] = frozenset({"guides", "leads", "prepares"})


# in the order of the journey
WAYS: tuple[Way, ...] = (
    Way("question", _l("How we begin"), "intake.show"),
    Way("document", _l("Workshops and their reports"), "workshops.listed"),
    Way("person", _l("Kairos courses"), "courses.show"),
    Way("visit", _l("Where we stand"), "discovery.show"),
    Way("next", _l("Strategy"), "strategies.overview"),
    Way("agency", _l("Partners"), "partnering.show"),
    Way("check", _l("Creating support"), "support.show"),
    Way("calendar", _l("Launch"), "launches.show"),
    Way("check", _l("Carrying it out"), "implementation.show"),
    Way("question", _l("Looking back"), "evaluations.show"),
    Way("write", _l("Enter a sheet of paper"), "reports.paper"),
)


def ways(congregation_id: str, relations: Collection[str]) -> list[Link]:
    """Return (sign, name, address) of each page that somebody with these relations finds."""
    return [
        (way.icon, way.label, url_for(way.endpoint, congregation_id=congregation_id))
        for way in WAYS
        if way.relations.intersection(relations)
    ]
