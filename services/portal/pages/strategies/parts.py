"""Gaps, goals and actions of a strategy: lists to read, and one page for each to change."""

from collections.abc import Callable
from uuid import UUID

from flask import flash, request
from flask_babel import get_locale
from flask_babel import gettext as _

from services.portal.clients.congregations import strategies as client
from services.portal.forms.ids import id_of
from services.portal.forms.sending import sent, without_form
from services.portal.forms.strategies import ActionForm, GapForm, GoalForm
from services.portal.pages.strategies.area import (
    Answer,
    Page,
    draft,
    lead_to,
    not_a_draft,
    page,
    pages,
)
from shared.errors import NotFound

HERE = "/congregations/<uuid:congregation_id>/strategy"
PartForm = GapForm | GoalForm | ActionForm


@pages.get(f"{HERE}/gaps")
def gaps(congregation_id: UUID) -> Page:
    """Show where the congregation is and wants to be."""
    return page("gaps", client.newest(str(congregation_id)))


@pages.get(f"{HERE}/gaps/new")
def new_gap(congregation_id: UUID) -> Page:
    """Show an empty gap, or one that begins with what the last round of questions gave."""
    view = draft(congregation_id)
    if view is None:
        return not_a_draft(congregation_id)
    area = _measured(view, request.args.get("area", ""))
    return page("gap", view, GapForm(data=_begun(area)), part=None, area=area)


@pages.post(f"{HERE}/gaps/new")
def add_gap(congregation_id: UUID) -> Page:
    """Keep a new gap."""
    form = GapForm()
    return _add(congregation_id, "gap", form, lambda v: client.add_gap(v["id"], form.body()))


@pages.get(f"{HERE}/gaps/<uuid:part_id>")
def gap(congregation_id: UUID, part_id: UUID) -> Page:
    """Show a gap to change."""
    view = draft(congregation_id)
    if view is None:
        return not_a_draft(congregation_id)
    found = _part(view["newest"]["gaps"], part_id)
    area = _measured(view, found["area_code"] or "")
    return page("gap", view, GapForm(data=GapForm.shown(found)), part=found, area=area)


@pages.post(f"{HERE}/gaps/<uuid:part_id>")
def change_gap(congregation_id: UUID, part_id: UUID) -> Page:
    """Keep a gap, or take it out."""
    return _change(congregation_id, "gaps", part_id, GapForm())


@pages.get(f"{HERE}/goals")
def goals(congregation_id: UUID) -> Page:
    """Show the goals with what is done for each."""
    return page("goals", client.newest(str(congregation_id)))


@pages.get(f"{HERE}/goals/new")
def new_goal(congregation_id: UUID) -> Page:
    """Show an empty goal, for a gap when one was chosen."""
    view = draft(congregation_id)
    if view is None:
        return not_a_draft(congregation_id)
    form = GoalForm(data={"gap_id": request.args.get("gap", "")}).of(view["newest"]["gaps"])
    return page("goal", view, form, part=None, area=None)


@pages.post(f"{HERE}/goals/new")
def add_goal(congregation_id: UUID) -> Page:
    """Keep a new goal."""
    form = GoalForm()
    return _add(congregation_id, "goal", form, lambda v: client.add_goal(v["id"], form.body()))


@pages.get(f"{HERE}/goals/<uuid:part_id>")
def goal(congregation_id: UUID, part_id: UUID) -> Page:
    """Show a goal to change."""
    view = draft(congregation_id)
    if view is None:
        return not_a_draft(congregation_id)
    found = _part(view["newest"]["goals"], part_id)
    form = GoalForm(data=GoalForm.shown(found)).of(view["newest"]["gaps"])
    return page("goal", view, form, part=found, area=None)


@pages.post(f"{HERE}/goals/<uuid:part_id>")
def change_goal(congregation_id: UUID, part_id: UUID) -> Page:
    """Keep a goal, or take it out."""
    return _change(congregation_id, "goals", part_id, GoalForm())


@pages.get(f"{HERE}/goals/<uuid:goal_id>/actions/new")
def new_action(congregation_id: UUID, goal_id: UUID) -> Page:
    """Show an empty action for a goal."""
    view = draft(congregation_id)
    if view is None:
        return not_a_draft(congregation_id)
    found = _part(view["newest"]["goals"], goal_id)
    form = ActionForm(data={"goal_id": found["id"]}).of(view["newest"]["goals"])
    return page("action", view, form, part=None, area=None)


@pages.post(f"{HERE}/goals/<uuid:goal_id>/actions/new")
def add_action(congregation_id: UUID, goal_id: UUID) -> Page:
    """Keep a new action."""
    form = ActionForm()
    chosen = id_of("goal_id") if form.goal_id.data else str(goal_id)
    return _add(congregation_id, "action", form, lambda _v: client.add_action(chosen, form.body()))


@pages.get(f"{HERE}/actions/<uuid:part_id>")
def action(congregation_id: UUID, part_id: UUID) -> Page:
    """Show an action to change."""
    view = draft(congregation_id)
    if view is None:
        return not_a_draft(congregation_id)
    found = _part(_all(view["newest"], "actions"), part_id)
    form = ActionForm(data=ActionForm.shown(found)).of(view["newest"]["goals"])
    return page("action", view, form, part=found, area=None)


@pages.post(f"{HERE}/actions/<uuid:part_id>")
def change_action(congregation_id: UUID, part_id: UUID) -> Page:
    """Keep an action, or take it out."""
    return _change(congregation_id, "actions", part_id, ActionForm())


def _add(congregation_id: UUID, kind: str, form: PartForm, act: Callable[[Answer], Answer]) -> Page:
    view = draft(congregation_id)
    if view is None:
        return not_a_draft(congregation_id)
    if sent(form, lambda: act(view["newest"])) is None:
        return page(kind, view, _with_choices(form, view), part=None, area=None), 422
    flash(_("Saved."), "success")
    return lead_to("gaps" if kind == "gap" else "goals", congregation_id)


def _change(congregation_id: UUID, kind: str, part_id: UUID, form: PartForm) -> Page:
    """Keep or take out a part of the draft; the view is read first, so it is this draft's own."""
    view = draft(congregation_id)
    if view is None:
        return not_a_draft(congregation_id)
    found = _part(_all(view["newest"], kind), part_id)
    if request.form.get("act") == "drop":
        without_form(lambda: client.drop_part(kind, found["id"]))
        flash(_("Taken out."), "success")
    elif sent(form, lambda: client.revise_part(kind, found["id"], _revised(form))) is None:
        form.revision.data = str(found["revision"])
        return page(kind[:-1], view, _with_choices(form, view), part=found, area=None), 422
    else:
        flash(_("Saved."), "success")
    return lead_to("gaps" if kind == "gaps" else "goals", congregation_id)


def _revised(form: PartForm) -> Answer:
    body = form.body() | form.seen()
    if isinstance(form, ActionForm) and form.goal_id.data:
        body["goal_id"] = form.goal_id.data
    return body


def _with_choices(form: PartForm, view: Answer) -> PartForm:
    if isinstance(form, GoalForm):
        return form.of(view["newest"]["gaps"])
    return form.of(view["newest"]["goals"]) if isinstance(form, ActionForm) else form


def _all(strategy: Answer, kind: str) -> list[Answer]:
    if kind != "actions":
        found: list[Answer] = strategy[kind]
        return found
    return [one for goal in strategy["goals"] for one in goal["actions"]]


def _part(parts: list[Answer], part_id: UUID) -> Answer:
    for found in parts:
        if found["id"] == str(part_id):
            return found
    raise NotFound


def _measured(view: Answer, code: str) -> Answer | None:
    return next((area for area in view["measured"] if area["code"] == code), None)


def _begun(area: Answer | None) -> Answer:
    """Return a gap that begins where the congregation stands by its own answers."""
    if area is None:
        return {}
    now = "" if area["median"] is None else str(int(area["median"] + 0.5))
    title = area[f"title_{get_locale().language}"]
    return {"area": title, "area_code": area["code"], "now": now}
