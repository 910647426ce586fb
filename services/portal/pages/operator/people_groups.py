"""Bringing a list of people groups: what it would change first, then taking it over."""

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from services.portal import holding, uploads
from services.portal.clients.partners import people_groups as lists
from services.portal.forms.operator import ListForm
from services.portal.forms.sending import tried
from services.portal.language import language
from services.portal.pages.operator.area import Page, pages
from services.portal.session import visitor
from shared.web import edge

LARGEST_LIST = 64 * uploads.MEGABYTE


@pages.get("/operator/people-groups")
def people_groups() -> Page:
    """Show what was brought before, and ask for a list."""
    return _page(ListForm())


@pages.post("/operator/people-groups")
@uploads.takes_up_to(LARGEST_LIST + uploads.LARGEST_FORM)
def bring() -> Page:
    """Keep a list for the moment and show what it would change."""
    form = ListForm()
    if not form.validate():
        return _page(form), 422
    number = holding.hold(form.file.data, _me(), at=edge.now())
    return redirect(url_for("operator.report", number=number), 303)


@pages.get("/operator/people-groups/<uuid:number>")
def report(number: UUID) -> Page:
    """Show what the list would change; nothing is changed by looking."""
    form = ListForm()
    told = tried(form, lambda: _bring(number, dry_run=True))
    if told is None:
        return _page(form), 422
    return render_template("operator/report.html", report=told, number=number)


@pages.post("/operator/people-groups/<uuid:number>")
def apply(number: UUID) -> Page:
    """Take the list over, all of it that can be taken, or nothing."""
    form = ListForm()
    done = tried(form, lambda: _bring(number, dry_run=False))
    if done is None:
        return _page(form), 422
    holding.forget(_me(), number)
    text = _("Taken over: %(added)s new, %(changed)s changed, %(same)s as they were.")
    flash(
        text % {"added": done["added"], "changed": done["changed"], "same": done["unchanged"]},
        "success",
    )
    return redirect(url_for("operator.people_groups"), 303)


def _bring(number: UUID, *, dry_run: bool) -> lists.Report:
    return lists.bring(holding.held(_me(), number), dry_run=dry_run, language=language())


def _page(form: ListForm) -> str:
    return render_template("operator/people_groups.html", form=form, imports=lists.imports())


def _me() -> UUID:
    person = visitor().person
    assert person is not None, "the door lets in operators only"
    return person.id
