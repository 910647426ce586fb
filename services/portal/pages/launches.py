"""The pages about a launch: prepared, decided, held, and the cards counted over coffee."""

from collections.abc import Callable, Mapping
from datetime import date, time
from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from services.portal.clients.congregations import coach as church
from services.portal.clients.congregations import launches as client
from services.portal.forms.ids import id_of
from services.portal.forms.launches import (
    MORE,
    CardsForm,
    DayForm,
    GoForm,
    HeldForm,
    OptionForm,
    PostponeForm,
    WrapForm,
    materials_of,
    run_sheet_of,
)
from services.portal.forms.sending import by_form, errors, sent
from services.portal.forms.texts import whole_if_typed
from services.portal.moments import today
from services.portal.reports import printed
from services.portal.showing.launches import STATES, by_means, clock_of, next_step
from shared.errors import NotFound

pages = Blueprint("launches", __name__)
Page = str | Response | tuple[str, int]
Told = dict[str, Any]
Forms = dict[str, Any]
Done = tuple[Forms, object]
Rows = Callable[[Mapping[str, str], int], list[Told]]
ROWS = 60


@pages.get("/congregations/<uuid:congregation_id>/launch")
def show(congregation_id: UUID) -> Page:
    """Show the next step, the plan, and on what the launch rests."""
    return _show(client.launch(str(congregation_id)), {})


@pages.post("/congregations/<uuid:congregation_id>/launch")
def change(congregation_id: UUID) -> Page:
    """Do one of the things that the page offers; `act` names it."""
    acts: dict[str, Callable[[Told], Done]] = {
        "day": _day,
        "run_sheet": _run_sheet,
        "materials": _materials,
        "option": _option,
        "drop_option": _drop_option,
        "go": _go,
        "postpone": _postpone,
        "held": _held,
        "wrap": _wrap,
    }
    act = acts.get(request.form.get("act", ""))
    told = client.launch(str(congregation_id))
    if act is None or told["journey_id"] is None:
        raise NotFound
    forms, done = act(told)
    if not done:
        return _show(told, forms), 422
    flash(str(done), "success")
    return redirect(url_for("launches.show", congregation_id=congregation_id), 303)


@pages.get("/congregations/<uuid:congregation_id>/launch/tally")
def tally(congregation_id: UUID) -> Page:
    """Show the cards counted so far, and take more."""
    return _tally(client.launch(str(congregation_id)), None)


@pages.post("/congregations/<uuid:congregation_id>/launch/tally")
def count(congregation_id: UUID) -> Page:
    """Add cards to one option."""
    form, option_id = CardsForm(), id_of("option_id")
    if sent(form, lambda: client.count_cards(option_id, form.number.data or 0)) is None:
        return _tally(client.launch(str(congregation_id)), form), 422
    flash(_("Counted."), "success")
    return redirect(url_for("launches.tally", congregation_id=congregation_id), 303)


@pages.get("/congregations/<uuid:congregation_id>/launch/run-sheet")
def run_sheet(congregation_id: UUID) -> Page:
    """Show the run-sheet to print."""
    return _printed(congregation_id, "launches/run_sheet_print.html", as_pdf=False)


@pages.get("/congregations/<uuid:congregation_id>/launch/run-sheet.pdf")
def run_sheet_pdf(congregation_id: UUID) -> Page:
    """Hand out the run-sheet as PDF."""
    return _printed(congregation_id, "launches/run_sheet_print.html", as_pdf=True)


@pages.get("/congregations/<uuid:congregation_id>/launch/joining")
def joining(congregation_id: UUID) -> Page:
    """Show who joins in what, to print."""
    return _printed(congregation_id, "launches/joining_print.html", as_pdf=False)


@pages.get("/congregations/<uuid:congregation_id>/launch/joining.pdf")
def joining_pdf(congregation_id: UUID) -> Page:
    """Hand out who joins in what as PDF."""
    return _printed(congregation_id, "launches/joining_print.html", as_pdf=True)


def _show(told: Told, forms: Forms) -> str:
    plan = told["plan"] or {}
    tried = next(iter(forms.values()), None)
    spoken = {**plan, "speakers": "\n".join(plan.get("speakers", []))}
    return render_template(
        "launches/show.html",
        told=told,
        plan=told["plan"],
        congregation=told["congregation"],
        guides="guides" in told["relations"],
        leads="leads" in told["relations"],
        next_step=next_step(told),
        states=STATES,
        clock_of=clock_of,
        more=MORE,
        faults=errors(tried) if tried else [],
        tried=next(iter(forms), ""),
        run_sheet=_typed_rows(forms, "run_sheet", run_sheet_of) or plan.get("run_sheet", []),
        materials=_typed_rows(forms, "materials", materials_of) or plan.get("materials", []),
        day_form=forms.get("day") or DayForm(formdata=None, data=_typed(spoken)),
        option_form=forms.get("option") or OptionForm(formdata=None),
        go_form=forms.get("go") or GoForm(formdata=None),
        postpone_form=forms.get("postpone") or PostponeForm(formdata=None),
        held_form=forms.get("held") or HeldForm(formdata=None),
        wrap_form=forms.get("wrap") or WrapForm(formdata=None),
    )


def _typed_rows(forms: Forms, name: str, read: Rows) -> list[Told]:
    """Return the rows of a list that was refused, as they were typed; none when it was not."""
    return read(request.form, ROWS) if name in forms else []


def _tally(told: Told, form: CardsForm | None) -> str:
    if told["plan"] is None:
        raise NotFound
    return render_template(
        "launches/tally.html",
        told=told,
        plan=told["plan"],
        congregation=told["congregation"],
        totals=by_means(told["plan"]),
        faults=errors(form) if form else [],
        tried=request.form.get("option_id", ""),
    )


def _printed(congregation_id: UUID, template: str, *, as_pdf: bool) -> Page:
    told = client.launch(str(congregation_id))
    if told["plan"] is None:
        raise NotFound
    return printed(
        template,
        name=_("Launch"),
        as_pdf=as_pdf,
        congregation=told["congregation"],
        plan=told["plan"],
        told=told,
        totals=by_means(told["plan"]),
        clock_of=clock_of,
        label=1,
        sources=[],
        made_on=today(),
        back_href=url_for("launches.show", congregation_id=congregation_id),
    )


def _day(told: Told) -> Done:
    form = DayForm()
    return by_form("day", form, lambda: _save(told, form.facts()), _("Kept."))


def _run_sheet(told: Told) -> Done:
    form = WrapForm()
    rows = run_sheet_of(request.form, ROWS)
    return by_form("run_sheet", form, lambda: _save(told, {"run_sheet": rows}), _("Kept."))


def _materials(told: Told) -> Done:
    form = WrapForm()
    rows = materials_of(request.form, ROWS)
    return by_form("materials", form, lambda: _save(told, {"materials": rows}), _("Kept."))


def _save(told: Told, facts: Told) -> Told:
    version = whole_if_typed(request.form.get("version"))
    return client.save_plan(told["journey_id"], {"version": version, **facts})


def _option(told: Told) -> Done:
    form = OptionForm()
    return by_form(
        "option",
        form,
        lambda: client.add_option(
            _plan_id(told),
            means=form.means.data,
            text=form.text.data,
            capacity=form.capacity.data,
        ),
        _("Added."),
    )


def _drop_option(_told: Told) -> Done:
    client.drop_option(id_of("option_id"))
    return {}, _("Left out.")


def _go(told: Told) -> Done:
    form = GoForm()
    by = {"by_role": form.by_role.data, "by_name": form.by_name.data or None}
    return by_form(
        "go",
        form,
        lambda: client.decide_go(
            _plan_id(told),
            body=form.body.data,
            held_on=form.held_on.data.isoformat(),
            text=form.text.data,
            as_reported=by if request.form.get("reported") else None,
        ),
        _("The decision is written down."),
    )


def _postpone(told: Told) -> Done:
    form = PostponeForm()
    return by_form(
        "postpone",
        form,
        lambda: client.postpone(_plan_id(told), form.reason.data or ""),
        _("Put off. Choose another day when you can."),
    )


def _held(told: Told) -> Done:
    form = HeldForm()
    return by_form(
        "held",
        form,
        lambda: church.launch(
            told["journey_id"],
            form.held_on.data.isoformat(),
            note=form.note.data or None,
            waiver=form.waiver.data or None,
        ),
        _("The launch is recorded. The evaluations are in the calendar now."),
    )


def _wrap(told: Told) -> Done:
    form = WrapForm()
    return by_form(
        "wrap", form, lambda: client.wrap(_plan_id(told), form.note.data or ""), _("All is done.")
    )


def _plan_id(told: Told) -> str:
    if told["plan"] is None:
        raise NotFound
    return str(told["plan"]["id"])


def _typed(plan: Told) -> Told:
    """Return a plan as its form shows it: days and times as such."""
    day, at = plan.get("planned_on"), plan.get("starts_at")
    return {
        **plan,
        "planned_on": date.fromisoformat(day) if day else None,
        "starts_at": time.fromisoformat(at) if at else None,
    }
