"""How it goes with an agreement: an agency answers on the page what is asked by mail, too."""

from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from services.portal.clients.congregations import agency as church
from services.portal.forms.implementation import CheckInForm
from services.portal.forms.sending import sent
from services.portal.pages.agency.area import Page, must_speak_for, pages
from services.portal.showing import carrying
from shared.errors import NotFound

OPEN = ("due", "missed")


@pages.get("/agency/check-ins/<uuid:check_in_id>")
def check_in(check_in_id: UUID) -> Page:
    """Show a question about an agreement, with the form or with the answer that was given."""
    return _page(_asked(check_in_id), CheckInForm(formdata=None))


@pages.post("/agency/check-ins/<uuid:check_in_id>")
def answer_check_in(check_in_id: UUID) -> Page:
    """Say how it goes, for the agency; the first answer stands."""
    _asked(check_in_id)
    form = CheckInForm()
    if sent(form, lambda: church.answer_check_in(str(check_in_id), **form.facts())) is None:
        return _page(_asked(check_in_id), form), 422
    flash(_("Thank you. Your answer is in."), "success")
    return redirect(url_for("agency.check_in", check_in_id=check_in_id), 303)


def _asked(check_in_id: UUID) -> dict[str, Any]:
    found = church.check_in(str(check_in_id))
    agency_id = found["check_in"]["agency_id"]
    if agency_id is None:
        raise NotFound
    must_speak_for(UUID(agency_id))
    return found


def _page(found: dict[str, Any], form: CheckInForm) -> str:
    one = found["check_in"]
    return render_template(
        "agency/check_in.html",
        congregation=found["congregation"],
        check_in=one,
        may_answer=one["state"] in OPEN,
        form=form,
        words=carrying,
    )
