"""The blueprint of the pages about support, and what they find on every page."""

from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, url_for
from werkzeug.wrappers import Response

from services.portal.clients.congregations import support as client
from services.portal.showing import support as words
from shared.errors import NotFound

pages = Blueprint("support", __name__)
Page = str | Response | tuple[str, int]
Told = dict[str, Any]
Forms = dict[str, Any]
# the forms to show again, or the sentence that says what was done
Done = tuple[Forms, object]


@pages.context_processor
def around() -> dict[str, object]:
    """Give the templates of this area the words for results."""
    return {"words": words}


def told_of(congregation_id: UUID) -> Told:
    """Return all that is known of a congregation's support."""
    return client.support(str(congregation_id))


def measure_in(told: Told, support_id: UUID) -> Told:
    """Return one measure."""
    return _one(told["measures"], support_id)


def group_in(told: Told, group_id: UUID) -> Told:
    """Return one group of the plan."""
    return _one(told["groups"], group_id)


def back(congregation_id: UUID, done: object) -> Response:
    """Say what was done on the page about support."""
    return to(url_for("support.show", congregation_id=congregation_id), done)


def to(address: str, done: object) -> Response:
    """Say what was done on another page."""
    flash(str(done), "success")
    return redirect(address, 303)


def _one(things: list[Told], wanted: UUID) -> Told:
    for thing in things:
        if thing["id"] == str(wanted):
            return thing
    raise NotFound
