"""One lesson: who was there and whose worksheets are done; and the list of the final session."""

from typing import Any
from uuid import UUID

from flask import redirect, render_template, request, url_for
from flask_babel import gettext as _

from services.portal.clients.congregations import courses as client
from services.portal.forms.texts import whole
from services.portal.moments import today
from services.portal.pages.courses.area import Page, done, pages
from services.portal.showing import courses as showing
from shared.errors import NotFound

Told = dict[str, Any]


@pages.get("/congregations/<uuid:congregation_id>/courses/<uuid:course_id>/enter")
def enter(congregation_id: UUID, course_id: UUID) -> Page:
    """Lead from the code of a sheet to the lesson whose list is still to be entered."""
    told = _hosted(congregation_id, course_id)
    number = showing.lesson_to_enter(told, today().isoformat())
    there = url_for(
        "courses.lesson", congregation_id=congregation_id, course_id=course_id, number=number
    )
    return redirect(there)


@pages.get("/congregations/<uuid:congregation_id>/courses/<uuid:course_id>/lessons/<int:number>")
def lesson(congregation_id: UUID, course_id: UUID, number: int) -> Page:
    """Show the list of one lesson, to tick."""
    return _page(_hosted(congregation_id, course_id), number)


@pages.post("/congregations/<uuid:congregation_id>/courses/<uuid:course_id>/lessons/<int:number>")
def keep(congregation_id: UUID, course_id: UUID, number: int) -> Page:
    """Keep the list of one lesson in one go."""
    body = {
        "version": whole(request.form.get("version")),
        "present": request.form.getlist("present"),
        "worksheets": request.form.getlist("worksheets"),
    }
    if not done(lambda: client.keep_list(str(course_id), number, body), _("The list is kept.")):
        return _page(_hosted(congregation_id, course_id), number), 422
    return redirect(
        url_for("courses.run", congregation_id=congregation_id, course_id=course_id), 303
    )


@pages.get("/congregations/<uuid:congregation_id>/courses/<uuid:course_id>/final")
def final(congregation_id: UUID, course_id: UUID) -> Page:
    """Show who did the final session, to tick."""
    return _page(_hosted(congregation_id, course_id), 0)


@pages.post("/congregations/<uuid:congregation_id>/courses/<uuid:course_id>/final")
def keep_final(congregation_id: UUID, course_id: UUID) -> Page:
    """Keep who did the final session."""
    body = {"version": whole(request.form.get("version")), "done": request.form.getlist("done")}
    if not done(lambda: client.keep_final(str(course_id), body), _("The list is kept.")):
        return _page(_hosted(congregation_id, course_id), 0), 422
    return redirect(
        url_for("courses.run", congregation_id=congregation_id, course_id=course_id), 303
    )


def _hosted(congregation_id: UUID, course_id: UUID) -> Told:
    told = client.course(str(congregation_id), str(course_id))
    if not told["hosts"]:
        raise NotFound
    return told


def _page(told: Told, number: int) -> str:
    """Show a lesson's page; 0 stands for the final session."""
    lessons = {one["number"]: one for one in told["lessons"]}
    if number and number not in lessons:
        raise NotFound
    return render_template(
        "courses/lesson.html",
        told=told,
        congregation=told["congregation"],
        here=lessons.get(number),
        future=bool(number and (lessons[number]["on"] or "") > today().isoformat()),
        people=[
            one for one in told["people"] if one["state"] in ("enrolled", "completed", "incomplete")
        ],
        showing=showing,
    )
