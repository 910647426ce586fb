"""Organisations, their people and invitations."""

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from services.portal.clients import identity, names
from services.portal.clients.calling import with_query
from services.portal.forms.operator import ROLES, InviteForm
from services.portal.forms.sending import sent
from services.portal.pages.operator.area import Page, pages
from shared.errors import NotFound


@pages.get("/operator")
def organisations() -> Page:
    """List the organisations with their names, members and open invitations."""
    after = request.args.get("after")
    page = identity.organisations(after=after)
    called = names.for_operator(page, after=after)
    following = with_query("/operator", after=page["next"]) if page["next"] else ""
    return render_template(
        "operator/organisations.html",
        items=page["items"],
        called=called,
        following=following,
        begun=bool(after),
    )


@pages.get("/operator/organisations/<kind>/<uuid:organisation_id>")
def organisation(kind: str, organisation_id: UUID) -> Page:
    """Show who belongs to an organisation and who is invited."""
    if kind not in ROLES:
        raise NotFound
    return _organisation(kind, organisation_id, InviteForm().for_kind(kind))


@pages.post("/operator/organisations/<kind>/<uuid:organisation_id>")
def invite(kind: str, organisation_id: UUID) -> Page:
    """Invite somebody."""
    if kind not in ROLES:
        raise NotFound
    form = InviteForm().for_kind(kind)
    invited = sent(
        form,
        lambda: identity.invite(
            str(organisation_id),
            name=form.name.data,
            email=form.email.data.strip(),
            role=form.role.data,
            language=form.language.data,
        ),
    )
    if invited is None:
        return _organisation(kind, organisation_id, form), 422
    flash(_("%(name)s gets a letter with a link.", name=form.name.data), "success")
    return _back(kind, organisation_id)


@pages.post("/operator/organisations/<kind>/<uuid:organisation_id>/invitations/<uuid:number>")
def withdraw(kind: str, organisation_id: UUID, number: UUID) -> Page:
    """Take an invitation back."""
    identity.withdraw_invitation(str(number))
    flash(_("The invitation is taken back; its link no longer works."), "success")
    return _back(kind, organisation_id)


def _organisation(kind: str, organisation_id: UUID, form: InviteForm) -> str:
    return render_template(
        "operator/organisation.html",
        kind=kind,
        number=organisation_id,
        form=form,
        members=identity.members(str(organisation_id)),
        invitations=identity.open_invitations(str(organisation_id)),
    )


def _back(kind: str, organisation_id: UUID) -> Response:
    return redirect(
        url_for("operator.organisation", kind=kind, organisation_id=organisation_id), 303
    )
