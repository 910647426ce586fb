"""Keys for the agency's own software: made and shown once, listed, revoked."""

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from services.portal.clients import keys
from services.portal.forms.agency import SCOPES, KeyForm
from services.portal.forms.sending import sent
from services.portal.pages.agency.area import Page, must_speak_for, pages
from services.portal.pages.agency.fresh import stale_page
from shared.errors import Forbidden, NotFound


@pages.get("/agency/<uuid:agency_id>/keys")
def list_keys(agency_id: UUID) -> Page:
    """Show the keys of an agency, and the form for a new one."""
    must_speak_for(agency_id)
    return _page(agency_id, KeyForm())


@pages.post("/agency/<uuid:agency_id>/keys")
def make_key(agency_id: UUID) -> Page:
    """Make a key and show it, this once."""
    must_speak_for(agency_id)
    form = KeyForm()
    try:
        made = sent(form, lambda: keys.make(str(agency_id), **form.facts()))
    except Forbidden as refusal:
        return stale_page(refusal, url_for("agency.list_keys", agency_id=agency_id))
    if made is None:
        return _page(agency_id, form), 422
    answer = Response(
        render_template("agency/key_made.html", key=made, name=form.name.data, agency_id=agency_id),
        content_type="text/html; charset=utf-8",
    )
    answer.headers["Cache-Control"] = "no-store"
    return answer


@pages.get("/agency/<uuid:agency_id>/keys/<uuid:key_id>/end")
def ask_end_key(agency_id: UUID, key_id: UUID) -> Page:
    """Ask once more before a key is revoked."""
    must_speak_for(agency_id)
    for key in keys.keys(str(agency_id)):
        if key["id"] == str(key_id) and key["revoked_at"] is None:
            return render_template("agency/key_end.html", key=key, agency_id=agency_id)
    raise NotFound


@pages.post("/agency/<uuid:agency_id>/keys/<uuid:key_id>/end")
def end_key(agency_id: UUID, key_id: UUID) -> Page:
    """Revoke a key: whoever uses it is refused from now on."""
    must_speak_for(agency_id)
    keys.revoke(str(key_id))
    flash(_("The key is revoked and opens nothing any more."), "success")
    return redirect(url_for("agency.list_keys", agency_id=agency_id), 303)


def _page(agency_id: UUID, form: KeyForm) -> str:
    found = keys.keys(str(agency_id))
    words = {choice.value: choice.label for choice in SCOPES}
    return render_template(
        "agency/keys.html", keys=found, form=form, agency_id=agency_id, scope_words=words
    )
