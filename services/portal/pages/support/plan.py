"""The plan to create support: the groups, and what is done with each."""

from collections.abc import Callable
from uuid import UUID

from flask import render_template, request, url_for
from flask_babel import gettext as _

from services.portal.clients.congregations import support as client
from services.portal.forms.ids import id_of
from services.portal.forms.sending import by_form, errors
from services.portal.forms.support import DoneForm, GroupForm, WorkForm
from services.portal.pages.support.area import (
    Done,
    Forms,
    Page,
    back,
    group_in,
    pages,
    to,
    told_of,
)
from shared.errors import NotFound


@pages.get("/congregations/<uuid:congregation_id>/support")
def show(congregation_id: UUID) -> Page:
    """Show the next step, the plan, and what was measured."""
    return _show(congregation_id, {})


@pages.post("/congregations/<uuid:congregation_id>/support")
def add_group(congregation_id: UUID) -> Page:
    """Add a group that must be carried along."""
    told, form = told_of(congregation_id), GroupForm()
    if told["journey_id"] is None:
        raise NotFound
    forms, done = by_form(
        "group",
        form,
        lambda: client.add_group(told["journey_id"], **form.facts()),
        _("Added to the plan."),
    )
    return back(congregation_id, done) if done else (_show(congregation_id, forms), 422)


@pages.get("/congregations/<uuid:congregation_id>/support/groups/<uuid:group_id>")
def group(congregation_id: UUID, group_id: UUID) -> Page:
    """Show one group: where it stands, and what is done with it."""
    return _group(congregation_id, group_id, {})


@pages.post("/congregations/<uuid:congregation_id>/support/groups/<uuid:group_id>")
def change_group(congregation_id: UUID, group_id: UUID) -> Page:
    """Do one of the things that the page of a group offers; `act` names it."""
    acts: dict[str, Callable[[str], Done]] = {
        "revise": _revise,
        "step": _add_step,
        "done": _done,
        "drop_step": _drop_step,
        "drop": _drop,
    }
    act = acts.get(request.form.get("act", ""))
    if act is None:
        raise NotFound
    forms, done = act(str(group_id))
    if not done:
        return _group(congregation_id, group_id, forms), 422
    if act is _drop:
        return back(congregation_id, done)
    here = url_for("support.group", congregation_id=congregation_id, group_id=group_id)
    return to(here, done)


def _show(congregation_id: UUID, forms: Forms) -> str:
    told = told_of(congregation_id)
    form = forms.get("group")
    return render_template(
        "support/show.html",
        told=told,
        congregation=told["congregation"],
        guides="guides" in told["relations"],
        may_lead=bool({"guides", "leads"} & set(told["relations"])),
        open_measure=next((one for one in told["measures"] if one["state"] != "closed"), None),
        group_form=form or GroupForm(formdata=None),
        faults=errors(form) if form else [],
    )


def _group(congregation_id: UUID, group_id: UUID, forms: Forms) -> str:
    told = told_of(congregation_id)
    found = group_in(told, group_id)
    form = next(iter(forms.values()), None)
    return render_template(
        "support/group.html",
        told=told,
        congregation=told["congregation"],
        guides="guides" in told["relations"],
        group=found,
        group_form=forms.get("revise") or GroupForm(formdata=None, data=found),
        work_form=forms.get("step") or WorkForm(formdata=None),
        done_form=forms.get("done") or DoneForm(formdata=None),
        faults=errors(form) if form else [],
    )


def _revise(group_id: str) -> Done:
    form = GroupForm()
    return by_form(
        "revise", form, lambda: client.change_group(group_id, form.facts()), _("Changed.")
    )


def _add_step(group_id: str) -> Done:
    form = WorkForm()
    return by_form(
        "step",
        form,
        lambda: client.add_step(
            group_id,
            kind=form.work.data,
            text=form.text.data,
            on_day=form.on_day.data and form.on_day.data.isoformat(),
            role=form.role.data or None,
        ),
        _("Added to the plan."),
    )


def _done(_group_id: str) -> Done:
    form = DoneForm()
    facts = {"stance_after": form.stance_after.data} if form.stance_after.data else {}
    return by_form(
        "done",
        form,
        lambda: client.change_step(
            id_of("step_id"), {"done_on": form.done_on.data.isoformat(), **facts}
        ),
        _("Noted as done."),
    )


def _drop_step(_group_id: str) -> Done:
    client.drop_step(id_of("step_id"))
    return {}, _("Left out.")


def _drop(group_id: str) -> Done:
    client.drop_group(group_id)
    return {}, _("Left out.")
