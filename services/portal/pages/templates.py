"""The templates of journeys: looking, bringing one's own, and a journey that goes over."""

import tomllib
from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from services.portal import uploads
from services.portal.clients.congregations import coach as church
from services.portal.clients.congregations import templates as client
from services.portal.forms import templates as forms
from services.portal.forms.ids import id_of
from services.portal.sentences import sentence
from services.portal.showing.template_file import written
from shared.errors import Conflict, Invalid, NotFound

pages = Blueprint("templates", __name__)
Page = str | Response | tuple[str, int]
EMPTY: dict[str, Any] = {"id": "", "version": 0, "title_nl": "", "title_en": "", "tracks": []}


@pages.get("/templates")
def listed() -> Page:
    """Show from which templates a journey can begin."""
    return render_template("templates/list.html", templates=client.newest())


@pages.post("/templates")
@uploads.takes_up_to(uploads.MEGABYTE)
def bring() -> Page:
    """Take in a template from a file."""
    chosen = request.files.get("file")
    try:
        made = client.add(tomllib.loads(chosen.read().decode("utf-8")) if chosen else {})
    except (tomllib.TOMLDecodeError, UnicodeDecodeError):
        flash(_("That file cannot be read. Begin from one that you saved here."), "error")
        return redirect(url_for("templates.listed"), 303)
    except (Invalid, Conflict) as refusal:
        flash(" ".join(_faults(refusal)), "error")
        return redirect(url_for("templates.listed"), 303)
    flash(_("Kept as version %(version)s.", version=made["version"]), "success")
    return redirect(url_for("templates.show", template_id=made["id"]), 303)


@pages.get("/templates/<string:template_id>")
def show(template_id: str) -> Page:
    """Show one template with its parts and sessions."""
    return render_template("templates/show.html", template=client.one(template_id))


@pages.get("/templates/<string:template_id>/file")
def file(template_id: str) -> Response:
    """Hand out a template as a file."""
    answer = Response(written(client.one(template_id)), content_type="application/toml")
    answer.headers["Content-Disposition"] = f'attachment; filename="{template_id}.toml"'
    return answer


@pages.get("/templates/<string:template_id>/edit")
def edit(template_id: str) -> Page:
    """Show the form in which a template becomes a new version, or another template."""
    template = client.one(template_id)
    if template["shipped"]:
        # ours stays as it is: what is made of it gets a name of its own
        template["id"] = ""
    return _form(template, forms.rows(template), [])


@pages.post("/templates/<string:template_id>/edit")
def save(template_id: str) -> Page:
    """Keep what was typed as a new version of it, or as the first of another one."""
    client.one(template_id)
    body = forms.read(request.form)
    try:
        made = client.add(body)
    except (Invalid, Conflict) as refusal:
        typed = {**EMPTY, **body}
        faults = [("main", text) for text in _faults(refusal)]
        return _form(typed, forms.rows(typed), faults), 422
    flash(_("Kept as version %(version)s.", version=made["version"]), "success")
    return redirect(url_for("templates.show", template_id=made["id"]), 303)


@pages.get("/congregations/<uuid:congregation_id>/template")
def of_journey(congregation_id: UUID) -> Page:
    """Show from which template a journey comes, and what another one would change."""
    told = church.journey(str(congregation_id))
    if told["journey"] is None:
        raise NotFound
    journey, wanted = told["journey"], request.args.get("to", "")
    plan = None
    if wanted:
        try:
            plan = client.preview(journey["id"], wanted)
        except (Invalid, Conflict) as refusal:
            flash(" ".join(_faults(refusal)), "error")
    past = client.reshapings(journey["id"])
    return render_template(
        "templates/journey.html",
        congregation=told["congregation"],
        journey=journey,
        guides="guides" in told["relations"],
        templates=past["templates"],
        wanted=wanted,
        plan=plan,
        changes=past["items"],
    )


@pages.post("/congregations/<uuid:congregation_id>/template")
def go_over(congregation_id: UUID) -> Page:
    """Bring the journey over to another template, or back."""
    try:
        if request.form.get("back"):
            client.go_back(id_of("back"))
            flash(_("The journey is as it was before."), "success")
        else:
            client.go_over(id_of("journey"), request.form.get("to", ""))
            flash(_("The journey follows the other template now."), "success")
    except (Invalid, Conflict) as refusal:
        flash(" ".join(_faults(refusal)), "error")
    return redirect(url_for("templates.of_journey", congregation_id=congregation_id), 303)


def _form(template: dict[str, Any], rows: list[dict[str, Any]], faults: list[Any]) -> str:
    return render_template("templates/edit.html", template=template, rows=rows, faults=faults)


def _faults(refusal: Invalid | Conflict) -> list[str]:
    """Return each fault as a sentence, with the number of the part where it stands."""
    found = []
    for field, text in refusal.fields.items():
        parts = field.split(".")
        said = str(sentence(text))
        if parts[0] == "tracks" and len(parts) > 1:
            said = _("Part %(number)s: %(fault)s", number=parts[1], fault=said)
        found.append(said)
    return found or [str(sentence(refusal.detail))]
