"""Writing the foundation, the focus and the agreements of a draft."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from flask import flash, request
from flask_babel import gettext as _

from services.portal.clients.congregations import strategies as client
from services.portal.forms.sending import sent
from services.portal.forms.strategies import FocusForm, FoundationForm, PoliciesForm, policies_of
from services.portal.pages.strategies.area import Answer, Page, draft, lead_to, not_a_draft, pages
from services.portal.pages.strategies.area import page as shown_page
from services.portal.showing import strategies as showing


@pages.get("/congregations/<uuid:congregation_id>/strategy/foundation")
def foundation(congregation_id: UUID) -> Page:
    """Show mission, vision and values to write."""
    view = draft(congregation_id)
    if view is None:
        return not_a_draft(congregation_id)
    return shown_page("foundation", view, FoundationForm(data=FoundationForm.shown(view["newest"])))


@pages.post("/congregations/<uuid:congregation_id>/strategy/foundation")
def write_foundation(congregation_id: UUID) -> Page:
    """Keep mission, vision and values."""
    form = FoundationForm()
    return _keep(congregation_id, "foundation", form, form.body)


@pages.get("/congregations/<uuid:congregation_id>/strategy/focus")
def focus(congregation_id: UUID) -> Page:
    """Show among whom, where, how and until when."""
    view = draft(congregation_id)
    if view is None:
        return not_a_draft(congregation_id)
    return shown_page("focus", view, FocusForm(data=FocusForm.shown(view["newest"])))


@pages.post("/congregations/<uuid:congregation_id>/strategy/focus")
def write_focus(congregation_id: UUID) -> Page:
    """Keep among whom, where, how and until when."""
    form = FocusForm()
    return _keep(congregation_id, "focus", form, form.body)


@pages.get("/congregations/<uuid:congregation_id>/strategy/policies")
def policies(congregation_id: UUID) -> Page:
    """Show the questions that will come, with their answers."""
    view = draft(congregation_id)
    if view is None:
        return not_a_draft(congregation_id)
    form = PoliciesForm(data={"revision": view["newest"]["revision"]})
    return shown_page("policies", view, form, pairs=_pairs(view["newest"]["policies"]))


@pages.post("/congregations/<uuid:congregation_id>/strategy/policies")
def write_policies(congregation_id: UUID) -> Page:
    """Keep the questions that have an answer."""
    form = PoliciesForm()
    body = policies_of(request.form, form.seen())
    return _keep(congregation_id, "policies", form, lambda: body, pairs=_pairs(body["policies"]))


def _keep(
    congregation_id: UUID,
    section: str,
    form: FoundationForm | FocusForm | PoliciesForm,
    body: Callable[[], Answer],
    **more: Any,
) -> Page:
    view = draft(congregation_id)
    if view is None:
        return not_a_draft(congregation_id)
    newest = view["newest"]
    if sent(form, lambda: client.revise(newest["id"], body())) is None:
        # what was typed stays; keeping it once more puts it over what somebody else wrote
        form.revision.data = str(newest["revision"])
        return shown_page(section, view, form, **more), 422
    flash(_("Saved."), "success")
    return lead_to("overview", congregation_id)


def _pairs(written: list[Answer]) -> list[tuple[str, str]]:
    """Return (question, answer): those that were written, then those that every church meets."""
    pairs = [(one["question"], one["answer"]) for one in written]
    known = {question for question, _answer in pairs}
    return pairs + [(one, "") for one in showing.proposed_questions() if one not in known]
