"""Taking in a list of congregations: first what would happen, then doing it."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from services.portal import uploads
from services.portal.clients.congregations import coach as church
from services.portal.pages.coach.area import Page, pages
from services.portal.sentences import sentence
from shared.errors import Refusal

MEGABYTE = 1024 * 1024
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pages.get("/coach/list")
def list_form() -> Page:
    """Show how a list is taken in."""
    return render_template("coach/list.html", report=None)


@pages.post("/coach/list")
@uploads.takes_up_to(6 * MEGABYTE)
def take_in() -> Page:
    """Tell what a list would change, or change it."""
    chosen = request.files.get("file")
    if chosen is None or not chosen.filename:
        flash(_("Choose a file first."), "error")
        return redirect(url_for("coach.list_form"), 303)
    kind = XLSX if chosen.filename.lower().endswith(".xlsx") else "text/csv"
    dry_run = request.form.get("act") != "apply"
    try:
        report = church.take_in(chosen.read(), kind, dry_run=dry_run)
    except Refusal as refusal:
        flash(sentence(refusal.detail), "error")
        return redirect(url_for("coach.list_form"), 303)
    if dry_run:
        return render_template("coach/list.html", report=report)
    flash(_("%(n)s congregations were taken in.", n=report["accepted"]), "success")
    return redirect(url_for("coach.home"), 303)
