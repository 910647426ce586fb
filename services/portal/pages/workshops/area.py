"""The blueprint of the pages about workshops, and the workshop that a page is about."""

from typing import Any
from uuid import UUID

from flask import Blueprint, redirect, url_for
from werkzeug.wrappers import Response

from services.portal.clients.congregations import workshops as client
from shared.errors import NotFound

pages = Blueprint("workshops", __name__)
Page = str | Response | tuple[str, int]
AT = "/congregations/<uuid:congregation_id>/workshops"
ONE = f"{AT}/<uuid:workshop_id>"


def found(congregation_id: UUID, workshop_id: UUID) -> dict[str, Any]:
    """Return the workshop with everything around it; of this congregation only."""
    return of(congregation_id, client.workshop(str(workshop_id)))


def of(congregation_id: UUID, told: dict[str, Any]) -> dict[str, Any]:
    """Return what was told when it is about this congregation."""
    if told["congregation"]["id"] != str(congregation_id):
        raise NotFound
    return told


def context(told: dict[str, Any]) -> dict[str, Any]:
    """Return what every page about one workshop shows."""
    return {
        "told": told,
        "congregation": told["congregation"],
        "workshop": told["workshop"],
        "guides": "guides" in told["relations"],
        "moves": bool({"guides", "leads"}.intersection(told["relations"])),
    }


def back(endpoint: str, congregation_id: UUID, workshop_id: UUID, at: str = "") -> Response:
    """Lead back to a page of the workshop, or to a place on it, after something was done."""
    there = url_for(
        f"workshops.{endpoint}",
        congregation_id=congregation_id,
        workshop_id=workshop_id,
        _anchor=at or None,
    )
    return redirect(there, 303)
