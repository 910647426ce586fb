"""The blueprint to which all the agency's pages belong, and for whom one speaks there."""

from uuid import UUID

from flask import Blueprint
from werkzeug.wrappers import Response

from services.portal.session import visitor
from shared.errors import NotFound

pages = Blueprint("agency", __name__)
Page = str | Response | tuple[str, int]


def speaks_for(agency_id: UUID | str) -> bool:
    """Tell whether the visitor is of the staff of this agency."""
    return visitor().actor.has("agency_staff", UUID(str(agency_id)))


def must_speak_for(agency_id: UUID) -> None:
    """Raise `NotFound` for who is not of this agency, as for one that does not exist."""
    if not speaks_for(agency_id):
        raise NotFound
