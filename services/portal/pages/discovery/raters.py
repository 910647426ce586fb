"""The pages for raters: with a link or a code, without an account."""

from flask import redirect, render_template, request, url_for
from flask_babel import gettext as _

from services.portal.clients.congregations import discovery as client
from services.portal.forms.discovery import RaterForm, levels_of
from services.portal.forms.sending import errors
from services.portal.pages.discovery.area import Page, Told, pages
from services.portal.sentences import sentence
from shared.errors import Conflict, Invalid, NotFound


@pages.get("/r")
def type_code() -> Page:
    """Show where the code of a slip is typed."""
    return render_template("discovery/code.html", typed="")


@pages.post("/r")
def open_code() -> Page:
    """Go to the questions of a typed code; looking changes nothing."""
    typed = request.form.get("code", "").strip()[:60]
    if not typed or not typed.replace("-", "").replace(" ", "").isalnum():
        return render_template("discovery/code.html", typed=typed, wrong=True), 422
    return redirect(url_for("discovery.rate", token=typed.replace(" ", "")), 303)


@pages.get("/r/<token>")
def rate(token: str) -> Page:
    """Show the questions of a link."""
    try:
        return _questions(client.asked(token), RaterForm(), [])
    except (Conflict, NotFound, Invalid) as refusal:
        return _over(refusal)


@pages.post("/r/<token>")
def rate_once(token: str) -> Page:
    """Keep the answers; the link is used then."""
    try:
        return _answered(token, client.asked(token), RaterForm())
    except (Conflict, NotFound, Invalid) as refusal:
        return _over(refusal)


@pages.get("/r/thanks")
def thanks() -> Page:
    """Thank a rater."""
    return render_template("discovery/thanks.html")


def _answered(token: str, asked: Told, form: RaterForm) -> Page:
    try:
        levels = levels_of(request.form, asked["questions"])
    except Invalid as unreadable:
        return _questions(asked, form, list(unreadable.fields.items())), 422
    if not levels:
        text = _("Answer at least one question; “don’t know” is an answer too.")
        return _questions(asked, form, [("main", text)]), 422
    if not form.validate():
        return _questions(asked, form, errors(form)), 422
    client.answer(token, levels, form.note.data or "")
    return redirect(url_for("discovery.thanks"), 303)


def _questions(asked: Told, form: RaterForm, faults: list[tuple[str, str]]) -> str:
    return render_template(
        "discovery/rate.html",
        congregation=asked["congregation"],
        role=asked["role"],
        questions=asked["questions"],
        form=form,
        typed=request.form,
        faults=faults,
    )


def _over(refusal: Conflict | NotFound | Invalid) -> tuple[str, int]:
    known = isinstance(refusal, Conflict)
    title = _("This link no longer works") if known else _("We do not know this link")
    lead = (
        sentence(refusal.detail)
        if known
        else _("Look whether the link or the code is complete: letter by letter, as on your slip.")
    )
    return render_template("refusal.html", title=title, lead=lead), refusal.status if known else 404
