"""The strategy at a glance: where it stands, what comes next, and how it came to be."""

from uuid import UUID

from flask import flash, request
from flask_babel import gettext as _

from services.portal.clients.congregations import strategies as client
from services.portal.forms.sending import without_form
from services.portal.pages.strategies.area import Page, lead_to, page, pages
from shared.errors import NotFound


@pages.get("/congregations/<uuid:congregation_id>/strategy")
def overview(congregation_id: UUID) -> Page:
    """Show the version in work or the one that holds, section by section."""
    return page("overview", client.newest(str(congregation_id)))


@pages.post("/congregations/<uuid:congregation_id>/strategy")
def change(congregation_id: UUID) -> Page:
    """Begin a version, share it, take it back, or withdraw it; `act` names it."""
    view = client.newest(str(congregation_id))
    act, newest = request.form.get("act", ""), view["newest"]
    if act == "begin" and view["journey"]:
        without_form(lambda: client.begin(view["journey"]["id"]))
        flash(_("Begun. Fill it in together, over as many evenings as you need."), "success")
    elif act == "next" and newest:
        without_form(lambda: client.next_version(newest["id"]))
        flash(_("A new version lies ready, with all that the last one says."), "success")
    elif act in _MOVES and newest:
        reason = request.form.get("reason", "").strip() or None
        without_form(lambda: client.move(newest["id"], _MOVES[act], reason))
        flash(_done(act), "success")
    else:
        raise NotFound
    return lead_to("overview", congregation_id)


@pages.get("/congregations/<uuid:congregation_id>/strategy/versions")
def versions(congregation_id: UUID) -> Page:
    """Show all versions with what became of them."""
    return page("versions", client.newest(str(congregation_id)))


@pages.get("/congregations/<uuid:congregation_id>/strategy/versions/<uuid:strategy_id>")
def version(congregation_id: UUID, strategy_id: UUID) -> Page:
    """Show one version, and what it has otherwise than the one before it."""
    view = client.version(str(strategy_id))
    if view["congregation"]["id"] != str(congregation_id):
        raise NotFound
    return page("version", view)


_MOVES = {"share": "shared", "take_back": "draft", "withdraw": "withdrawn"}


def _done(act: str) -> str:
    return str(
        {
            "share": _("Shared. The leaders get a mail that it lies ready."),
            "take_back": _("Taken back; you can change it again."),
            "withdraw": _("Withdrawn."),
        }[act]
    )
