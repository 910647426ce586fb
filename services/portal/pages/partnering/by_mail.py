"""An agreement for who came by a mailed link, without an account."""

from collections.abc import Callable

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from services.portal.clients.links import Errand
from services.portal.clients.partners import by_mail as links
from services.portal.pages.partnering import answering
from services.portal.pages.partnering.area import Answer, Done, Forms, Page, pages
from shared.errors import Invalid, NotFound


@pages.get("/agreement/<token>")
def by_mail(token: str) -> Page:
    """Show the agreement that a mailed link is for; looking changes nothing."""
    on = _errand(token)
    return _page(on, token, {}) if on else _over()


@pages.post("/agreement/<token>")
def answer_by_mail(token: str) -> Page:
    """Say yes to it, or how to go on, with the mailed link."""
    on = _errand(token)
    if on is None:
        return _over()
    acts: dict[str, Callable[[answering.Tell], Done]] = {
        "accept": answering.accept,
        "review": answering.review,
    }
    act = acts.get(request.form.get("act", ""))
    if act is None:
        raise NotFound

    def tell(what: str, body: Answer) -> Answer:
        return links.act(on, what, body)

    forms, done = act(tell)
    if done is None:
        return _page(on, token, forms), 422
    flash(done, "success")
    return redirect(url_for("partnering.by_mail", token=token), 303)


def _errand(token: str) -> Errand | None:
    try:
        return links.errand(token)
    except (Invalid, NotFound):
        return None


def _page(on: Errand, token: str, forms: Forms) -> str:
    found = links.agreement(on)
    return render_template(
        "partnering/by_mail.html",
        token=token,
        my_side="agency",
        reported=False,
        for_agency=False,
        may_ready=False,
        may_settle=False,
        names={},
        **answering.shown({**found, "may_change": False}, forms),
    )


def _over() -> tuple[str, int]:
    lead = _("Such a link works for fourteen days. Ask the coach who wrote to you for a new one.")
    title = _("This link no longer works")
    return render_template("refusal.html", title=title, lead=lead), 404
