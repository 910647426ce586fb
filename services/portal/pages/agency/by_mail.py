"""Answering from a mail, for contacts of agencies that have no account here."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from services.portal.clients import links
from services.portal.forms.agency import RequestForm
from services.portal.forms.sending import sent
from services.portal.pages.agency.area import Page, pages
from services.portal.pages.agency.requests import thanks
from services.portal.showing.offerings import REQUESTS
from shared.errors import Invalid, NotFound


@pages.get("/answer/<token>")
def by_mail(token: str) -> Page:
    """Show the request that a mailed link is for; looking changes nothing."""
    on = _errand(token)
    return _page(on, token, RequestForm()) if on else _over()


@pages.post("/answer/<token>")
def answer_by_mail(token: str) -> Page:
    """Say yes or no with the mailed link."""
    on, form = _errand(token), RequestForm()
    if on is None:
        return _over()
    if sent(form, lambda: links.answer(on, **form.facts())) is None:
        return _page(on, token, form), 422
    flash(thanks(form.answer.data or ""), "success")
    return redirect(url_for("agency.by_mail", token=token), 303)


def _errand(token: str) -> links.Errand | None:
    try:
        return links.errand(token)
    except (Invalid, NotFound):
        return None


def _page(on: links.Errand, token: str, form: RequestForm) -> str:
    match = links.request(on)
    shape, words = REQUESTS[match["state"]]
    return render_template(
        "agency/by_mail.html",
        match=match,
        token=token,
        form=form,
        shape=shape,
        words_of_state=words,
    )


def _over() -> tuple[str, int]:
    lead = _("Such a link works for fourteen days. Ask the coach who wrote to you for a new one.")
    title = _("This link no longer works")
    return render_template("refusal.html", title=title, lead=lead), 404
