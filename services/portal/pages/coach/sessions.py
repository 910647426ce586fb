"""Planning dates: one session, a whole Kairos course, moving and cancelling."""

from datetime import datetime
from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask_babel import get_locale
from flask_babel import gettext as _

from services.portal.clients.congregations import coach as church
from services.portal.clients.scheduling import coach as scheduling
from services.portal.clients.scheduling import own
from services.portal.forms.coach import RunForm, SessionForm
from services.portal.forms.sending import sent
from services.portal.pages.coach.area import Page, pages
from services.portal.showing import dates
from services.portal.showing.tracks import title_of

ZONE = "Europe/Amsterdam"


@pages.get("/coach/congregations/<uuid:congregation_id>/sessions/new")
def plan(congregation_id: UUID) -> Page:
    """Show the form for a date."""
    kind = request.args.get("kind", "")
    return _plan(congregation_id, SessionForm(minutes=120, kind=kind))


@pages.post("/coach/congregations/<uuid:congregation_id>/sessions/new")
def plan_it(congregation_id: UUID) -> Page:
    """Plan a date: leaders and coach get a letter with an invitation."""
    form = SessionForm()
    journey = church.journey(str(congregation_id))["journey"]
    done = sent(
        form,
        lambda: scheduling.plan(
            congregation_id=str(congregation_id),
            journey_id=journey["id"] if journey else None,
            kind=form.kind.data,
            **_content(form),
        ),
    )
    if done is None:
        return _plan(congregation_id, form), 422
    flash(_("Planned. Everybody concerned gets a mail."), "success")
    return redirect(url_for("coach.journey", congregation_id=congregation_id), 303)


@pages.get("/coach/sessions/<uuid:session_id>")
def session(session_id: UUID) -> Page:
    """Show the form with which a date is moved, made firm or cancelled."""
    found = own.session(str(session_id))
    start = datetime.fromisoformat(found["local_start"])
    data = {**found, "on": start.date(), "at": start.time(), "label": str(found["label"])}
    return _session(found, SessionForm(data={**data, "title": title_of(found, "nl")}))


@pages.post("/coach/sessions/<uuid:session_id>")
def change(session_id: UUID) -> Page:
    """Move, make firm or cancel; the calendar entry stays the same one."""
    found = own.session(str(session_id))
    act = request.form.get("act", "")
    if act == "cancel":
        scheduling.cancel(str(session_id), request.form.get("paragraph", ""))
        flash(_("Cancelled. Everybody concerned gets a mail."), "success")
        return redirect(_back(found), 303)
    form = SessionForm()
    doing = scheduling.confirm if act == "confirm" else scheduling.change
    body = {name: value for name, value in _content(form).items() if value is not None}
    done = sent(form, lambda: doing(str(session_id), body))
    if done is None:
        return _session(found, form), 422
    flash(_("Changed. Who has to know gets a mail."), "success")
    return redirect(_back(found), 303)


@pages.get("/coach/congregations/<uuid:congregation_id>/runs/new")
def plan_run(congregation_id: UUID) -> Page:
    """Show the form for a Kairos course."""
    return _run(church.profile(str(congregation_id)), RunForm(), None)


@pages.post("/coach/congregations/<uuid:congregation_id>/runs/new")
def plan_run_it(congregation_id: UUID) -> Page:
    """Show the evenings around the holidays, or plan them all in one act."""
    form = RunForm()
    dry_run = request.form.get("act") != "plan"
    congregation = church.profile(str(congregation_id))
    told = sent(form, lambda: _ask_run(congregation, form, dry_run))
    if told is None:
        return _run(congregation, form, None), 422
    if dry_run:
        return _run(congregation, form, told)
    flash(_("All evenings are planned. One letter tells of them all."), "success")
    return redirect(url_for("coach.journey", congregation_id=congregation_id), 303)


def _content(form: SessionForm) -> dict[str, Any]:
    on, at = form.on.data, form.at.data
    return {
        "title": form.title.data or None,
        "local_start": f"{on.isoformat()}T{at:%H:%M}" if on and at else None,
        "zone": ZONE,
        "minutes": form.minutes.data,
        "place": form.place.data or None,
        "agenda": form.agenda.data or None,
        "paragraph": form.paragraph.data or None,
        "label": int(form.label.data or 1),
    }


def _ask_run(congregation: dict[str, Any], form: RunForm, dry_run: bool) -> dict[str, Any]:
    return scheduling.run(
        dry_run=dry_run,
        congregation_id=congregation["id"],
        school_region=congregation["school_region"],
        first=form.first.data.isoformat(),
        time=f"{form.at.data:%H:%M}",
        count=form.count.data,
        minutes=form.minutes.data,
        format=form.format.data,
        place=form.place.data or None,
        **({} if dry_run else _steps(congregation["id"], form.count.data or 0)),
    )


def _steps(congregation_id: str, count: int) -> dict[str, Any]:
    """Return what ties the evenings to the journey, when its course has as many evenings."""
    journey = church.journey(congregation_id)["journey"]
    if journey is None:
        return {}
    courses = [track for track in journey["tracks"] if track["kind"] == "kairos"]
    steps = [step["id"] for track in courses for step in track["steps"]]
    tied = {"step_ids": steps} if len(steps) == count else {}
    return {"journey_id": journey["id"], **tied}


def _plan(congregation_id: UUID, form: SessionForm) -> str:
    congregation = church.journey(str(congregation_id))["congregation"]
    return render_template("coach/plan.html", congregation=congregation, form=form)


def _session(found: dict[str, Any], form: SessionForm) -> str:
    shown = dates.shown(found, get_locale().language)
    return render_template("coach/session.html", session=found, shown=shown, form=form)


def _run(congregation: dict[str, Any], form: RunForm, told: dict[str, Any] | None) -> str:
    evenings = dates.dates(told["sessions"], get_locale().language) if told else []
    return render_template(
        "coach/run.html",
        congregation=congregation,
        form=form,
        told=told,
        # none of them has a page yet
        evenings=[{**evening, "href": ""} for evening in evenings],
    )


def _back(found: dict[str, Any]) -> str:
    return url_for("coach.journey", congregation_id=found["congregation_id"])
