"""The blueprint of these pages, and finding what a page is about."""

from typing import Any
from uuid import UUID

from flask import Blueprint
from werkzeug.wrappers import Response

from services.portal.clients.congregations import discovery as client
from shared.errors import NotFound

pages = Blueprint("discovery", __name__)
Page = str | Response | tuple[str, int]
Told = dict[str, Any]


def told_of(congregation_id: UUID, round_id: UUID) -> Told:
    """Return a round of this congregation; `NotFound` for any other's."""
    told = client.round_page(str(round_id))
    if told["congregation"]["id"] != str(congregation_id):
        raise NotFound
    return told


def guides(told: Told) -> bool:
    """Tell whether the visitor is a coach of the congregation."""
    return "guides" in told["relations"]


def walks(told: Told) -> bool:
    """Tell whether the visitor decides here: as a coach or a leader."""
    return bool({"guides", "leads"} & set(told["relations"]))
