"""The templates from which journeys begin: files beside this module, read once, never written."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from services.congregations.journeys.reading import Unreadable, read
from services.congregations.journeys.template import StepPlan, Template, TrackPlan, thaw

__all__ = ["StepPlan", "Template", "TrackPlan", "Unreadable", "read", "templates", "thaw"]


@cache
def templates() -> Mapping[str, Template]:
    """Return the shipped templates by id; raises `Unreadable` when a file is not as it should."""
    found = [
        read(tomllib.loads(entry.read_text("utf-8")))
        for entry in files(__name__).iterdir()
        if entry.name.endswith(".toml")
    ]
    return MappingProxyType({one.id: one for one in sorted(found, key=lambda one: one.id)})
