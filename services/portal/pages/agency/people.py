"""Who speaks for an agency here, and inviting a colleague."""

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from services.portal.clients import identity
from services.portal.forms.agency import ColleagueForm
from services.portal.forms.sending import sent
from services.portal.pages.agency.area import Page, must_speak_for, pages


@pages.get("/agency/<uuid:agency_id>/people")
def people(agency_id: UUID) -> Page:
    """Show who speaks for an agency, and which invitations wait."""
    must_speak_for(agency_id)
    return _page(agency_id, ColleagueForm())


@pages.post("/agency/<uuid:agency_id>/people")
def invite(agency_id: UUID) -> Page:
    """Invite a colleague by mail."""
    must_speak_for(agency_id)
    form = ColleagueForm()
    done = sent(
        form,
        lambda: identity.invite(
            str(agency_id),
            name=form.name.data or "",
            email=form.email.data or "",
            role="agency_staff",
            language=form.language.data or "nl",
        ),
    )
    if done is None:
        return _page(agency_id, form), 422
    flash(_("The invitation is on its way."), "success")
    return redirect(url_for("agency.people", agency_id=agency_id), 303)


def _page(agency_id: UUID, form: ColleagueForm) -> str:
    return render_template(
        "agency/people.html",
        agency_id=agency_id,
        people=identity.members(str(agency_id)),
        waiting=identity.open_invitations(str(agency_id)),
        form=form,
    )
