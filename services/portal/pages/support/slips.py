"""The slip that anybody holds: its questions, without an account, and handed in once."""

from typing import Any

from flask import render_template, request
from flask_babel import gettext as _

from services.portal.clients.congregations import support as client
from services.portal.forms.sending import errors, sent
from services.portal.forms.support import SlipForm
from services.portal.forms.texts import whole_if_typed
from services.portal.pages.support.area import Page, pages
from shared.errors import Invalid, NotFound


@pages.get("/s/<token>")
def slip(token: str) -> Page:
    """Show what a slip asks; looking changes nothing."""
    found = _slip(token)
    return _page(found, SlipForm(formdata=None)) if found else _over()


@pages.post("/s/<token>")
def hand_in(token: str) -> Page:
    """Hand the slip in."""
    found, form = _slip(token), SlipForm()
    if found is None:
        return _over()
    answers = [whole_if_typed(request.form.get(f"q{n}")) for n in range(len(found["questions"]))]
    if None in answers:
        form.validate()
        form.form_errors.append(_("Answer each question."))
        return _page(found, form), 422
    facts = {"answers": answers, "objection": form.objection.data or "", "grave": form.grave.data}
    if sent(form, lambda: client.hand_in(token, **facts)) is None:
        return _page(found, form), 422
    return render_template("support/thanks.html", congregation_name=found["congregation_name"])


def _slip(token: str) -> dict[str, Any] | None:
    try:
        return client.read_slip(token)
    except (Invalid, NotFound):
        return None


def _page(found: dict[str, Any], form: SlipForm) -> str:
    return render_template(
        "support/slip.html", slip=found, form=form, faults=errors(form), typed=request.form
    )


def _over() -> tuple[str, int]:
    title = _("This slip does not work, or no longer")
    lead = _("Look once more at what was typed. When the survey is closed, slips end with it.")
    return render_template("refusal.html", title=title, lead=lead), 404
