"""Registering an offering, changing it, opening, closing and withdrawing it.

A coach keeps here the offerings of an agency that he entered and that has not joined.
"""

from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from services.portal.clients.partners import agency as partners
from services.portal.forms.offering import OfferingForm
from services.portal.forms.sending import sent
from services.portal.pages.agency.area import Page, pages, speaks_for
from services.portal.sentences import sentence
from services.portal.session import visitor
from services.portal.showing.offerings import SHAPES, steps_from
from shared.errors import Conflict, NotFound

SAID = {
    "draft": lambda: _("It is a draft; nobody else sees it."),
    "open": lambda: _("It is open: coaches can propose it now."),
    "closed": lambda: _("It is closed: nobody is asked for it any more."),
    "withdrawn": lambda: _("It is withdrawn."),
}


@pages.get("/agency/<uuid:agency_id>/offerings/new")
def new_offering(agency_id: UUID) -> Page:
    """Show the form for an offering; nothing has to be known but what it is."""
    return _new(_kept(agency_id), OfferingForm.empty(request.args.get("kind")))


@pages.post("/agency/<uuid:agency_id>/offerings/new")
def register(agency_id: UUID) -> Page:
    """Register an offering, as a draft or open at once."""
    form = OfferingForm()
    state = "open" if request.form.get("state") == "open" else "draft"
    done = sent(form, lambda: partners.register(str(agency_id), {**form.body(), "state": state}))
    if done is None:
        return _new(_kept(agency_id), form), 422
    flash(_("Registered.") + " " + SAID[state](), "success")
    return _back(agency_id)


@pages.get("/agency/offerings/<uuid:offering_id>")
def offering(offering_id: UUID) -> Page:
    """Show the form with what is known of an offering."""
    found = partners.offering(str(offering_id))
    return _edit(found, OfferingForm.of(found))


@pages.post("/agency/offerings/<uuid:offering_id>")
def change(offering_id: UUID) -> Page:
    """Change an offering; what was left open stays not yet known."""
    form = OfferingForm()
    done = sent(form, lambda: _change(offering_id, form))
    if done is None:
        return _edit(partners.offering(str(offering_id)), form), 422
    flash(_("Saved."), "success")
    return _back(UUID(done["agency_id"]))


@pages.post("/agency/offerings/<uuid:offering_id>/state")
def move(offering_id: UUID) -> Page:
    """Open, close or withdraw an offering."""
    to = request.form.get("to", "")
    try:
        done = partners.move(str(offering_id), to)
    except Conflict as refusal:
        flash(sentence(refusal.detail), "warning")
        return redirect(url_for("agency.offering", offering_id=offering_id), 303)
    flash(SAID[to](), "success")
    return _back(UUID(done["agency_id"]))


def _change(offering_id: UUID, form: OfferingForm) -> dict[str, Any]:
    body = {**form.body(), "version": form.seen()}
    try:
        return partners.change(str(offering_id), body)
    except Conflict as refusal:
        if "capacity" in refusal.fields:
            text = _("More places are taken already than that.")
            raise Conflict(refusal.detail, {"capacity": text}) from refusal
        raise Conflict(refusal.detail) from refusal


def _new(agency: dict[str, Any], form: OfferingForm) -> str:
    ours = speaks_for(agency["id"])
    return render_template("agency/new.html", agency=agency, form=form, ours=ours)


def _edit(found: dict[str, Any], form: OfferingForm) -> str:
    agency = _kept(UUID(found["agency_id"]))
    return render_template(
        "agency/offering.html",
        agency=agency,
        offering=found,
        form=form,
        ours=speaks_for(agency["id"]),
        shapes=SHAPES,
        steps_from=steps_from,
    )


def _kept(agency_id: UUID) -> dict[str, Any]:
    found = partners.agency(str(agency_id))
    entered = not found["claimed"] and found["entered_by"] == str(visitor().actor.id)
    if not entered and not speaks_for(agency_id):
        raise NotFound
    return found


def _back(agency_id: UUID) -> Response:
    where = "agency.show" if speaks_for(agency_id) else "coach.agency"
    return redirect(url_for(where, agency_id=agency_id), 303)
