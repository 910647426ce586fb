"""A congregation's journey for its coach: the timeline, each track made to measure, the log."""

from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask_babel import get_locale
from flask_babel import gettext as _
from wtforms.fields.choices import SelectChoice

from services.portal.clients.congregations import coach as church
from services.portal.clients.scheduling import own as scheduling
from services.portal.forms.choosing import offered
from services.portal.forms.coach import (
    DecisionForm,
    DoneBeforeForm,
    LaunchForm,
    OpenForm,
    StateForm,
    StepForm,
    TrackForm,
)
from services.portal.forms.ids import id_of
from services.portal.forms.sending import errors, sent
from services.portal.pages.coach.area import Page, pages
from services.portal.session import visitor
from services.portal.showing import dates, tracks
from services.portal.showing.ways import ways
from shared.errors import NotFound
from shared.web import edge


@pages.get("/coach/congregations/<uuid:congregation_id>")
def journey(congregation_id: UUID) -> Page:
    """Show the journey, the log and the next dates of one congregation."""
    language = get_locale().language
    told = church.journey(str(congregation_id))
    log = church.contacts(str(congregation_id))
    coming = dates.coming(scheduling.sessions(str(congregation_id)), edge.tools().clock)
    found = told["journey"]
    page = url_for("coach.track", congregation_id=congregation_id, track_id=UUID(int=0))
    href = page.replace(str(UUID(int=0)), "{id}")
    return render_template(
        "coach/journey.html",
        told=told,
        congregation=told["congregation"],
        journey=found,
        timeline=tracks.timeline(found["tracks"], language, href) if found else [],
        decisions=[d for d in told["decisions"] if d["state"] in ("reported", "contested")],
        log=log,
        me=str(visitor().actor.id),
        dates=dates.dates(coming, language),
        ways=ways(str(congregation_id), told["relations"]),
        open_form=OpenForm().of(told["templates"]),
        launch_form=LaunchForm(),
    )


@pages.post("/coach/congregations/<uuid:congregation_id>/journey")
def open_journey(congregation_id: UUID) -> Page:
    """Open the journey from a template."""
    form = OpenForm()
    # which templates there are is said by their owner
    form.template.choices = offered([(form.template.data, "")])
    _do(
        form,
        lambda: church.open_journey(
            str(congregation_id), form.template.data or "", form.tracks.data or ""
        ),
        _("The journey is open."),
    )
    return redirect(url_for("coach.journey", congregation_id=congregation_id), 303)


@pages.get("/coach/congregations/<uuid:congregation_id>/tracks/<uuid:track_id>")
def track(congregation_id: UUID, track_id: UUID) -> Page:
    """Show one track: where it stands, its evenings, what may happen next."""
    told = church.journey(str(congregation_id))
    found = _track(told, track_id)
    form = StateForm()
    form.to.choices = _steps_to(found["possible"])
    return render_template(
        "coach/track.html",
        congregation=told["congregation"],
        journey=told["journey"],
        track=found,
        words=tracks.words(found),
        shape=tracks.SHAPES[found["state"]],
        state_names=tracks.STATES,
        state_form=form,
        step_form=StepForm(formdata=None),
        track_form=TrackForm(formdata=None, data=found),
        before_form=DoneBeforeForm(formdata=None),
        decision_form=DecisionForm(formdata=None),
    )


@pages.post("/coach/congregations/<uuid:congregation_id>/tracks/<uuid:track_id>")
def change_track(congregation_id: UUID, track_id: UUID) -> Page:
    """Do one of the things that the track's page offers; `act` names it."""
    acts = {
        "state": _move,
        "before": _done_before,
        "rename": _rename,
        "drop": _drop,
        "step": _add_step,
        "drop_step": _drop_step,
        "decision": _report,
    }
    act = acts.get(request.form.get("act", ""))
    if act is None:
        raise NotFound
    act(congregation_id, track_id)
    if act is _drop:
        return redirect(url_for("coach.journey", congregation_id=congregation_id), 303)
    here = url_for("coach.track", congregation_id=congregation_id, track_id=track_id)
    return redirect(here, 303)


@pages.post("/coach/congregations/<uuid:congregation_id>/journeys/<uuid:journey_id>/tracks")
def add_track(congregation_id: UUID, journey_id: UUID) -> Page:
    """Add a part: one of the template that is missing, or one of one's own."""
    kind, title = request.form.get("from_template", ""), request.form.get("title_nl", "")
    body: dict[str, Any] = {"from_template": kind} if kind else {"title_nl": title}
    church.add_track(str(journey_id), body)
    flash(_("Added."), "success")
    return redirect(url_for("coach.journey", congregation_id=congregation_id), 303)


@pages.post("/coach/congregations/<uuid:congregation_id>/journeys/<uuid:journey_id>/launch")
def launch(congregation_id: UUID, journey_id: UUID) -> Page:
    """Record the launch: the evaluations follow from its day."""
    form = LaunchForm()
    _do(
        form,
        lambda: church.launch(
            str(journey_id),
            form.held_on.data.isoformat(),
            note=form.note.data or None,
            waiver=form.waiver.data or None,
        ),
        _("The launch is recorded. The evaluations are in the calendar now."),
    )
    return redirect(url_for("coach.journey", congregation_id=congregation_id), 303)


def _move(_congregation_id: UUID, track_id: UUID) -> None:
    form = StateForm()
    form.to.choices = _steps_to(list(tracks.STATES))
    until = form.until.data.isoformat() if form.until.data else None
    _do(
        form,
        lambda: church.move_track(
            str(track_id), to=form.to.data, reason=form.reason.data or None, until=until
        ),
        _("Changed."),
    )


def _done_before(_congregation_id: UUID, track_id: UUID) -> None:
    form = DoneBeforeForm()
    _do(
        form,
        lambda: church.done_before(str(track_id), form.on.data.isoformat(), form.note.data or ""),
        _("Noted as done before, on paper."),
    )


def _rename(_congregation_id: UUID, track_id: UUID) -> None:
    form = TrackForm()
    body: dict[str, Any] = {"title_nl": form.title_nl.data}
    if form.position.data:
        body["position"] = form.position.data
    _do(form, lambda: church.change_track(str(track_id), body), _("Changed."))


def _drop(_congregation_id: UUID, track_id: UUID) -> None:
    church.drop_track(str(track_id))
    flash(_("Left out of this journey."), "success")


def _add_step(_congregation_id: UUID, track_id: UUID) -> None:
    form = StepForm()
    _do(
        form,
        lambda: church.add_step(
            str(track_id), title_nl=form.title_nl.data, minutes=form.minutes.data or None
        ),
        _("Added."),
    )


def _drop_step(_congregation_id: UUID, _track_id: UUID) -> None:
    church.drop_step(id_of("step_id"))
    flash(_("Left out."), "success")


def _report(congregation_id: UUID, track_id: UUID) -> None:
    form = DecisionForm()
    _do(
        form,
        lambda: church.report_decision(
            str(congregation_id),
            about="track",
            about_id=str(track_id),
            body=form.body.data,
            held_on=form.held_on.data.isoformat(),
            text=form.text.data,
            to=form.to.data or None,
            as_reported={"by_role": form.by_role.data, "by_name": form.by_name.data or None},
        ),
        _("Written down. The leaders get a mail to confirm or contest it."),
    )


def _do(form: Any, act: Any, done: str) -> None:
    """Do what a small form asks; a refusal is said at the top of the page it leads back to."""
    if sent(form, act) is None:
        flash(" ".join(text for _id, text in errors(form)), "error")
    else:
        flash(done, "success")


def _track(told: dict[str, Any], track_id: UUID) -> dict[str, Any]:
    for found in (told["journey"] or {"tracks": []})["tracks"]:
        if found["id"] == str(track_id):
            here: dict[str, Any] = found
            return here
    raise NotFound


def _steps_to(states: list[str]) -> list[SelectChoice]:
    # `accepted` comes by a decision, not by a choice of the coach
    return offered((state, tracks.STATES[state]) for state in states if state != "accepted")
