"""Agencies for the coach: who there is, and entering one that has not joined."""

from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from services.portal.clients import identity
from services.portal.clients.partners import agency as offerings
from services.portal.clients.partners import coach as partners
from services.portal.forms.coach import AgencyForm
from services.portal.forms.sending import sent
from services.portal.pages.coach.area import Page, pages
from services.portal.session import visitor


@pages.get("/coach/agencies")
def agencies() -> Page:
    """Show all agencies, those that have not joined marked so."""
    page = partners.agencies(request.args.get("after"))
    return render_template("coach/agencies.html", page=page)


@pages.get("/coach/agencies/new")
def new_agency() -> Page:
    """Show the form for an agency that has not joined."""
    return render_template("coach/agency_new.html", form=AgencyForm())


@pages.post("/coach/agencies/new")
def enter_agency() -> Page:
    """Enter an agency from a brochure or a phone call."""
    form = AgencyForm()
    done = sent(form, lambda: _enter(form))
    if done is None:
        return render_template("coach/agency_new.html", form=form), 422
    flash(_("%(name)s is entered. Now its offerings.", name=done["name"]), "success")
    return redirect(url_for("coach.agency", agency_id=done["id"]), 303)


@pages.get("/coach/agencies/<uuid:agency_id>")
def agency(agency_id: UUID) -> Page:
    """Show an agency and its offerings; one that the coach entered can be kept here."""
    found = partners.agency(str(agency_id))
    me = str(visitor().actor.id)
    return render_template(
        "coach/agency.html",
        agency=found,
        mine=not found["claimed"] and found["entered_by"] == me,
        offerings=offerings.offerings(str(agency_id))["items"],
    )


@pages.post("/coach/agencies/<uuid:agency_id>/invitation")
def invite_agency(agency_id: UUID) -> Page:
    """Invite somebody of the agency to take over its page, with its history."""
    identity.invite(
        str(agency_id),
        name=request.form.get("name", ""),
        email=request.form.get("email", ""),
        role="agency_staff",
        language=request.form.get("language", "nl"),
    )
    flash(_("The invitation is on its way."), "success")
    return redirect(url_for("coach.agency", agency_id=agency_id), 303)


def _enter(form: AgencyForm) -> dict[str, Any]:
    contact = {
        "name": form.contact_name.data,
        "email": form.contact_email.data,
        "language": form.contact_language.data,
    }
    return partners.enter_agency(
        name=form.name.data,
        website=form.website.data or None,
        contact=contact if form.contact_email.data else None,
    )
