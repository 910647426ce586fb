"""One request to an agency: the card word for word, the answer, and who it was."""

from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from services.portal.clients import identity
from services.portal.clients.congregations import agency as church
from services.portal.clients.partners import agency as partners
from services.portal.forms.agency import RequestForm
from services.portal.forms.sending import sent
from services.portal.pages.agency.area import Page, pages
from services.portal.pages.agency.fresh import stale_page
from services.portal.showing.offerings import REQUESTS
from shared.errors import Forbidden, NotFound


@pages.get("/agency/requests/<uuid:match_id>")
def asked(match_id: UUID) -> Page:
    """Show a request, with the form when an answer is asked."""
    return _page(match_id, RequestForm())


@pages.post("/agency/requests/<uuid:match_id>")
def answer(match_id: UUID) -> Page:
    """Say yes or no for the agency."""
    form = RequestForm()
    try:
        done = sent(form, lambda: partners.answer(str(match_id), **form.facts()))
    except Forbidden as refusal:
        return stale_page(refusal, url_for("agency.asked", match_id=match_id))
    if done is None:
        return _page(match_id, form), 422
    flash(thanks(form.answer.data or ""), "success")
    return redirect(url_for("agency.asked", match_id=match_id), 303)


def thanks(given: str) -> str:
    """Return what is said after an answer."""
    if given == "yes":
        return str(_("Thank you for your yes. Both of you get a mail with each other's name."))
    return str(_("Thank you, your no is kept. The congregation does not hear your reason."))


def _page(match_id: UUID, form: RequestForm) -> str:
    match = partners.request(str(match_id))
    if match["side"] != "agency":
        raise NotFound
    shape, words = REQUESTS[match["state"]]
    return render_template(
        "agency/request.html",
        match=match,
        form=form,
        shape=shape,
        words_of_state=words,
        congregation=_congregation(match),
        coach=identity.names([match["coach_id"]]).get(match["coach_id"], ""),
    )


def _congregation(match: dict[str, Any]) -> dict[str, Any] | None:
    if not match["introduced_at"] or not match["congregation_id"]:
        return None
    return church.card(match["congregation_id"])
