"""Pages about one congregation that its coach and its leaders share: profile and people."""

from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from services.portal import uploads
from services.portal.clients import identity
from services.portal.clients.congregations import coach as church
from services.portal.forms import profile as profiles
from services.portal.forms.congregations import InviteForm
from services.portal.forms.ids import id_of
from services.portal.forms.sending import sent
from services.portal.sentences import sentence
from services.portal.session import visitor
from shared.errors import Conflict, Invalid
from shared.reference.vocabulary import codes

pages = Blueprint("congregations", __name__)
Page = str | Response | tuple[str, int]
MEGABYTE = 1024 * 1024


@pages.get("/congregations/<uuid:congregation_id>/profile")
def profile(congregation_id: UUID) -> Page:
    """Show gifts, talents and passion in bands, the files, and the coach's own notes."""
    return _profile(congregation_id, church.profile(str(congregation_id)), [])


@pages.post("/congregations/<uuid:congregation_id>/profile")
def change_profile(congregation_id: UUID) -> Page:
    """Change the profile."""
    body = profiles.body_of(request.form)
    try:
        church.change_profile(str(congregation_id), body)
    except (Invalid, Conflict) as refusal:
        texts = [("main", sentence(t)) for t in refusal.fields.values() or [refusal.detail]]
        return _profile(congregation_id, church.profile(str(congregation_id)), texts), 422
    flash(_("Saved."), "success")
    return redirect(url_for("congregations.profile", congregation_id=congregation_id), 303)


@pages.get("/congregations/<uuid:congregation_id>/people")
def people(congregation_id: UUID) -> Page:
    """Show who belongs to a congregation here, and the invitations that wait."""
    return _people(congregation_id, InviteForm())


@pages.post("/congregations/<uuid:congregation_id>/people")
def invite(congregation_id: UUID) -> Page:
    """Invite a leader or somebody of the working group by mail."""
    form = InviteForm()
    done = sent(
        form,
        lambda: identity.invite(
            str(congregation_id),
            name=form.name.data or "",
            email=form.email.data or "",
            role=form.role.data or "",
            language=form.language.data or "nl",
        ),
    )
    if done is None:
        return _people(congregation_id, form), 422
    flash(_("The invitation is on its way."), "success")
    return redirect(url_for("congregations.people", congregation_id=congregation_id), 303)


@pages.post("/congregations/<uuid:congregation_id>/notes")
def add_note(congregation_id: UUID) -> Page:
    """Keep a note that only its writer reads, or throw one away."""
    if request.form.get("drop"):
        church.drop_note(id_of("drop"))
        flash(_("Thrown away."), "success")
    elif text := request.form.get("text", "").strip():
        church.add_note(str(congregation_id), text)
        flash(_("Kept. Only you read it."), "success")
    return redirect(url_for("congregations.profile", congregation_id=congregation_id), 303)


@pages.post("/congregations/<uuid:congregation_id>/files")
@uploads.takes_up_to(11 * MEGABYTE)
def add_file(congregation_id: UUID) -> Page:
    """Keep a file of at most 10 MB."""
    chosen = request.files.get("file")
    if chosen is None or not chosen.filename:
        flash(_("Choose a file first."), "error")
    else:
        kind = chosen.mimetype or "application/octet-stream"
        church.add_file(str(congregation_id), chosen.filename, chosen.read(), kind)
        flash(_("The file is kept."), "success")
    return redirect(url_for("congregations.profile", congregation_id=congregation_id), 303)


@pages.get("/files/<uuid:file_id>")
def file(file_id: UUID) -> Response:
    """Hand out a file as a download."""
    content, kind = church.file(str(file_id))
    answer = Response(content, content_type=kind)
    answer.headers["Content-Disposition"] = "attachment"
    return answer


def _profile(congregation_id: UUID, found: dict[str, Any], errors: list[tuple[str, str]]) -> str:
    guides = str(visitor().actor.id) in found["coaches"]
    return render_template(
        "congregations/profile.html",
        congregation=found,
        guides=guides,
        notes=church.notes(str(congregation_id)) if guides else [],
        files=church.journey(str(congregation_id))["files"] if guides else [],
        banded=profiles.BANDED,
        chosen=profiles.CHOSEN,
        passions=profiles.PASSIONS,
        codes=codes,
        faults=errors,
    )


def _people(congregation_id: UUID, form: InviteForm) -> str:
    name = church.journey(str(congregation_id))["congregation"]
    return render_template(
        "congregations/people.html",
        congregation=name,
        people=identity.members(str(congregation_id)),
        waiting=identity.open_invitations(str(congregation_id)) if _may_invite() else [],
        form=form,
        may_invite=_may_invite(),
        guides=visitor().actor.has("coach"),
    )


def _may_invite() -> bool:
    return visitor().actor.has("coach") or visitor().actor.has("leader")
