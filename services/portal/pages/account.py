"""One's own: name, language, signed-in devices."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from services.portal.clients import identity
from services.portal.forms.account import AccountForm
from services.portal.forms.sending import sent
from services.portal.session import visitor

pages = Blueprint("account", __name__)
Page = str | Response | tuple[str, int]


@pages.get("/account")
def show() -> Page:
    """Show name, language and devices."""
    person = visitor().person
    return _page(AccountForm(obj=person))


@pages.post("/account")
def change() -> Page:
    """Change name or language."""
    form = AccountForm()
    changed = sent(
        form, lambda: identity.change_me(name=form.name.data, language=form.language.data)
    )
    if changed is None:
        return _page(form), 422
    flash(_("Saved."), "success")
    return redirect(url_for("account.show"), 303)


@pages.post("/account/devices/<uuid:session_id>/end")
def end_device(session_id: object) -> Page:
    """Sign one of one's devices out."""
    identity.end_device(str(session_id))
    flash(_("That device is signed out."), "success")
    return redirect(url_for("account.show"), 303)


def _page(form: AccountForm) -> str:
    here = str(visitor().session_id)
    return render_template("account/show.html", form=form, devices=identity.devices(), here=here)
