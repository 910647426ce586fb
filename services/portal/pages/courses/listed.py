"""All courses of a congregation: its own, those elsewhere, and what share of it did one."""

from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from services.portal.clients.congregations import courses as client
from services.portal.forms.courses import CourseForm, EarlierForm
from services.portal.forms.sending import errors, sent
from services.portal.pages.courses.area import Page, done, pages
from services.portal.showing import courses as showing
from shared.errors import NotFound

USUAL = {"title": "Kairos", "format": "weekly", "language": "nld", "capacity": 24, "open_to": "own"}


@pages.get("/congregations/<uuid:congregation_id>/courses")
def show(congregation_id: UUID) -> Page:
    """Show a congregation's courses, those nearby, and who did one before."""
    told = client.courses(str(congregation_id))
    form = CourseForm(showing.evenings(told["planned"]), formdata=None, data=USUAL)
    return _page(told, form, EarlierForm(formdata=None))


@pages.post("/congregations/<uuid:congregation_id>/courses")
def change(congregation_id: UUID) -> Page:
    """Make a course, note earlier participants, or choose about names; `act` names it."""
    acts = {"make": _make, "earlier": _earlier, "names": _names}
    act = acts.get(request.form.get("act", ""))
    if act is None:
        raise NotFound
    return act(str(congregation_id))


def _make(congregation_id: str) -> Page:
    told = client.courses(congregation_id)
    form = CourseForm(showing.evenings(told["planned"]))
    made = sent(form, lambda: client.make(congregation_id, form.body()))
    if made is None:
        return _page(told, form, EarlierForm(formdata=None)), 422
    flash(_("The course is made. Say who leads it, then open it."), "success")
    there = url_for("courses.run", congregation_id=congregation_id, course_id=made["id"])
    return redirect(there, 303)


def _earlier(congregation_id: str) -> Page:
    form = EarlierForm()
    year, people = form.year.data or 0, form.people.data or 0
    if sent(form, lambda: client.note_earlier(congregation_id, year, people)) is None:
        told = client.courses(congregation_id)
        made = CourseForm(showing.evenings(told["planned"]), formdata=None, data=USUAL)
        return _page(told, made, form), 422
    flash(_("Noted."), "success")
    return _back(congregation_id)


def _names(congregation_id: str) -> Page:
    names = request.form.get("names") == "yes"
    said = _("Names may be written now.") if names else _("The names are erased.")
    done(lambda: client.choose_names(congregation_id, names=names), said)
    return _back(congregation_id)


def _back(congregation_id: str) -> Page:
    return redirect(url_for("courses.show", congregation_id=congregation_id), 303)


def _page(told: dict[str, Any], form: CourseForm, earlier: EarlierForm) -> str:
    congregation = told["congregation"]
    return render_template(
        "courses/listed.html",
        told=told,
        congregation=congregation,
        guides="guides" in told["relations"],
        leads="leads" in told["relations"],
        nearby=client.open_courses(congregation["id"]),
        form=form,
        earlier_form=earlier,
        faults=errors(form) + errors(earlier),
        showing=showing,
    )
