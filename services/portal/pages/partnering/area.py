"""The blueprint to which the pages about partnering belong, and what all of them need."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from flask import Blueprint, request
from werkzeug.wrappers import Response

from services.portal.clients import identity
from services.portal.clients.congregations import agency as church
from services.portal.session import visitor
from shared.errors import NotFound

pages = Blueprint("partnering", __name__)
Page = str | Response | tuple[str, int]
Answer = dict[str, Any]
Forms = dict[str, Any]
# what a form did: the forms to show again when it was refused, and else what is said
Done = tuple[Forms, str | None]


def congregation_of(congregation_id: UUID) -> Answer:
    """Return name and place of a congregation; raises `NotFound` for who may not know it."""
    found = church.card(str(congregation_id))
    if found is None:
        raise NotFound
    return found


def act_of(acts: Mapping[str, Callable[[], Done]]) -> Callable[[], Done]:
    """Return what the field `act` of the form asks for; raises `NotFound` for anything else."""
    act = acts.get(request.form.get("act", ""))
    if act is None:
        raise NotFound
    return act


def belongs(found: Answer, congregation_id: UUID) -> Answer:
    """Return it when it is this congregation's and the visitor one of its own; else `NotFound`."""
    own = {"guides", "leads", "prepares"} & set(found["relations"])
    if found["congregation_id"] != str(congregation_id) or not own:
        raise NotFound
    return found


def passes_on(relations: list[str]) -> bool:
    """Tell whether the visitor says what a congregation decided as its coach, not for himself."""
    return "leads" not in relations


def names_of(*ids: str | None) -> dict[str, str]:
    """Return how these people are called, as far as the visitor may know."""
    return identity.names(sorted({one for one in ids if one}))


def me() -> str:
    """Return the visitor's id."""
    return str(visitor().actor.id)
