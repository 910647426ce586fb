"""Taking in a sheet of offerings: what it would change first, then taking it over."""

from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from services.portal import holding, uploads
from services.portal.clients.partners import agency as partners
from services.portal.forms.agency import SheetForm
from services.portal.forms.sending import tried
from services.portal.pages.agency.area import Page, must_speak_for, pages
from services.portal.sentences import sentence
from services.portal.session import visitor
from services.portal.showing.fields import COLUMNS
from shared.web import edge

LARGEST_SHEET = 5 * uploads.MEGABYTE
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pages.get("/agency/<uuid:agency_id>/sheet")
def sheet(agency_id: UUID) -> Page:
    """Ask for a sheet and tell what it has to look like."""
    must_speak_for(agency_id)
    return _page(agency_id, SheetForm())


@pages.post("/agency/<uuid:agency_id>/sheet")
@uploads.takes_up_to(LARGEST_SHEET + uploads.LARGEST_FORM)
def bring_sheet(agency_id: UUID) -> Page:
    """Keep a sheet for the moment and show what it would change."""
    must_speak_for(agency_id)
    form = SheetForm()
    if not form.validate():
        return _page(agency_id, form), 422
    number = holding.hold(form.file.data, _me(), at=edge.now())
    return redirect(url_for("agency.sheet_report", agency_id=agency_id, number=number), 303)


@pages.get("/agency/<uuid:agency_id>/sheet/<uuid:number>")
def sheet_report(agency_id: UUID, number: UUID) -> Page:
    """Show what the sheet would change; nothing is changed by looking."""
    must_speak_for(agency_id)
    form = SheetForm()
    told = tried(form, lambda: _bring(agency_id, number, dry_run=True))
    if told is None:
        return _page(agency_id, form), 422
    return render_template(
        "agency/report.html",
        report=told,
        agency_id=agency_id,
        number=number,
        columns=COLUMNS,
        told=sentence,
    )


@pages.post("/agency/<uuid:agency_id>/sheet/<uuid:number>")
def apply_sheet(agency_id: UUID, number: UUID) -> Page:
    """Take over the rows that can be taken."""
    must_speak_for(agency_id)
    form = SheetForm()
    done = tried(form, lambda: _bring(agency_id, number, dry_run=False))
    if done is None:
        return _page(agency_id, form), 422
    holding.forget(_me(), number)
    new = sum(change["created"] for change in done["changes"])
    flash(
        _(
            "Taken in: %(new)s new, %(changed)s changed, %(same)s as they were.",
            new=new,
            changed=len(done["changes"]) - new,
            same=done["unchanged"],
        ),
        "success",
    )
    return redirect(url_for("agency.show", agency_id=agency_id), 303)


def _bring(agency_id: UUID, number: UUID, *, dry_run: bool) -> dict[str, Any]:
    content = holding.held(_me(), number)
    kind = EXCEL if content.startswith(b"PK") else "text/csv"
    return partners.take_in(str(agency_id), content, kind, dry_run=dry_run)


def _page(agency_id: UUID, form: SheetForm) -> str:
    return render_template("agency/sheet.html", form=form, agency_id=agency_id, columns=COLUMNS)


def _me() -> UUID:
    person = visitor().person
    assert person is not None, "the door lets in agency staff only"
    return person.id
