"""One course: for its host the whole, for another congregation its own people."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_wtf import FlaskForm

from services.portal.clients.congregations import courses as client
from services.portal.forms.courses import (
    MOST,
    SPARE,
    CancelForm,
    CourseForm,
    EnrolForm,
    LessonsForm,
    MeasureForm,
    ReportForm,
    TeamForm,
    lessons_of,
    team_of,
)
from services.portal.forms.ids import id_of
from services.portal.forms.sending import errors, sent
from services.portal.moments import today
from services.portal.pages.courses.area import Page, done, pages
from services.portal.showing import courses as showing
from shared.errors import NotFound

Told = dict[str, Any]


@pages.get("/congregations/<uuid:congregation_id>/courses/<uuid:course_id>")
def run(congregation_id: UUID, course_id: UUID) -> Page:
    """Show a course: what comes next, its lessons and its people."""
    return _page(client.course(str(congregation_id), str(course_id)))


@pages.post("/congregations/<uuid:congregation_id>/courses/<uuid:course_id>")
def change_run(congregation_id: UUID, course_id: UUID) -> Page:
    """Do one of the things that the page offers; `act` names it."""
    act = ACTS.get(request.form.get("act", ""))
    if act is None:
        raise NotFound
    form = act(str(congregation_id), str(course_id))
    if form is not None:
        return _page(client.course(str(congregation_id), str(course_id)), form), 422
    here = url_for("courses.run", congregation_id=congregation_id, course_id=course_id)
    return redirect(here, 303)


def _open(_congregation_id: str, course_id: str) -> FlaskForm | None:
    done(lambda: client.move(course_id, "open"), _("People can enrol now."))
    return None


def _start(_congregation_id: str, course_id: str) -> FlaskForm | None:
    done(lambda: client.move(course_id, "running"), _("The course is under way."))
    return None


def _close(_congregation_id: str, course_id: str) -> FlaskForm | None:
    done(
        lambda: client.move(course_id, "closed"),
        _("The course is over. Who completed it now stands on the list."),
    )
    return None


def _cancel(_congregation_id: str, course_id: str) -> FlaskForm | None:
    form = CancelForm()
    moved = sent(form, lambda: client.move(course_id, "cancelled", form.reason.data))
    return form if moved is None else None


def _report(_congregation_id: str, course_id: str) -> FlaskForm | None:
    form = ReportForm()
    return _kept(
        form,
        lambda: client.report(course_id, form.lines()),
        _("The report is ready. The leaders of all who took part get a mail."),
    )


def _revise(congregation_id: str, course_id: str) -> FlaskForm | None:
    form = CourseForm(_evenings(client.course(congregation_id, course_id)))
    return form if sent(form, lambda: client.change(course_id, form.body())) is None else None


def _measure(_congregation_id: str, course_id: str) -> FlaskForm | None:
    form = MeasureForm()
    body = {
        "attendance_share": form.attendance_share.data,
        "worksheets_required": form.worksheets_required.data,
        "final_required": form.final_required.data,
    }
    return form if sent(form, lambda: client.change(course_id, body)) is None else None


def _lessons(congregation_id: str, course_id: str) -> FlaskForm | None:
    lessons = client.course(congregation_id, course_id)["lessons"]
    typed = lessons_of(request.form, lessons)
    return _kept(LessonsForm(), lambda: client.set_lessons(course_id, typed), _("Saved."))


def _team(_congregation_id: str, course_id: str) -> FlaskForm | None:
    team = team_of(request.form)
    return _kept(TeamForm(), lambda: client.set_team(course_id, team), _("Saved."))


def _enrol(congregation_id: str, course_id: str) -> FlaskForm | None:
    form = EnrolForm()
    made = sent(form, lambda: client.enrol(congregation_id, course_id, form.body()))
    return form if made is None else None


def _withdraw(_congregation_id: str, _course_id: str) -> FlaskForm | None:
    enrolment_id = id_of("enrolment_id")
    done(
        lambda: client.withdraw(enrolment_id),
        _("The place is given back. The first on the waiting list gets it."),
    )
    return None


def _kept(form: FlaskForm, act: Callable[[], object], said: str) -> FlaskForm | None:
    """Do it and say so; a form that was refused comes back, with what was typed in it."""
    if sent(form, lambda: act() or True) is None:
        return form
    flash(said, "success")
    return None


ACTS = {
    "open": _open,
    "start": _start,
    "close": _close,
    "cancel": _cancel,
    "report": _report,
    "revise": _revise,
    "measure": _measure,
    "lessons": _lessons,
    "team": _team,
    "enrol": _enrol,
    "withdraw": _withdraw,
}


def _page(told: Told, tried: FlaskForm | None = None) -> str:
    forms = {
        "course_form": CourseForm(_evenings(told), formdata=None, data=told),
        "measure_form": MeasureForm(formdata=None, data=told),
        "enrol_form": EnrolForm(formdata=None, data={"people": 1}),
        "cancel_form": CancelForm(formdata=None),
        "report_form": ReportForm(formdata=None),
    }
    for name, form in forms.items():
        if type(form) is type(tried):
            forms[name] = tried
    now = today().isoformat()
    following = showing.next_lesson(told, now)
    on = told["lessons"][following - 1]["on"]
    return render_template(
        "courses/run.html",
        told=told,
        congregation=told["congregation"],
        guides="guides" in told["relations"],
        may_lead=bool({"guides", "leads"}.intersection(told["relations"])),
        faults=errors(tried) if tried else [],
        tried_name=type(tried).__name__,
        lessons=_lesson_rows(told, tried),
        team=team_of(request.form) if isinstance(tried, TeamForm) else told["facilitators"],
        own=[one for one in told["people"] if one["own"]],
        rows=range(1, min(MOST, len(told["facilitators"]) + SPARE) + 1),
        next_lesson=following,
        next_day=on if on and on > now else None,
        showing=showing,
        **forms,
    )


def _lesson_rows(told: Told, tried: FlaskForm | None) -> list[Told]:
    """Return the lessons for their form: as they were typed when that was refused."""
    if not isinstance(tried, LessonsForm):
        lessons: list[Told] = told["lessons"]
        return lessons
    typed = lessons_of(request.form, told["lessons"])
    return [{**kept, **new} for kept, new in zip(told["lessons"], typed, strict=True)]


def _evenings(told: Told) -> list[tuple[str, str]]:
    """Return the evenings to choose from: those it has, and those that belong to no course."""
    own = told["planned_run_id"]
    mine = [(own, str(_("the evenings in the calendar")))] if own else []
    return mine + showing.evenings(told["planned"])
