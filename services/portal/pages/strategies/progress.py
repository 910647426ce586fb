"""The actions of the adopted plan: what is due, what is done, and the same for a calendar."""

from uuid import UUID

from flask import flash, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from services.portal.clients.congregations import strategies as client
from services.portal.forms.sending import without_form
from services.portal.pages.strategies.area import Answer, Page, lead_to, page, pages
from services.portal.showing import strategies as showing
from services.portal.showing.action_calendar import calendar_of
from shared.errors import NotFound


@pages.get("/congregations/<uuid:congregation_id>/strategy/actions")
def actions(congregation_id: UUID) -> Page:
    """Show the actions of the version that holds, those of one role or state when asked."""
    view = client.newest(str(congregation_id))
    found = showing.listed(view["adopted"]) if view["adopted"] else []
    role, state = request.args.get("role", ""), request.args.get("state", "")
    kept = [one for one in found if _fits(one, role, state, view["today"])]
    roles = sorted({one["accountable_role"] for one in found}, key=str.casefold)
    return page(
        "actions", view, actions=kept, everything=found, roles=roles, role=role, state=state
    )


@pages.post("/congregations/<uuid:congregation_id>/strategy/actions")
def report(congregation_id: UUID) -> Page:
    """Write where an action has come to."""
    view = client.newest(str(congregation_id))
    wanted = request.form.get("action_id", "")
    found = showing.listed(view["adopted"]) if view["adopted"] else []
    if wanted not in [one["id"] for one in found]:
        raise NotFound
    note = " ".join(request.form.get("note", "").split())[:300]
    without_form(lambda: client.report_progress(wanted, request.form.get("to", ""), note))
    flash(_("Written down."), "success")
    role, state = request.args.get("role"), request.args.get("state")
    return lead_to("actions", congregation_id, role=role or None, state=state or None)


@pages.get("/congregations/<uuid:congregation_id>/strategy/actions.ics")
def calendar(congregation_id: UUID) -> Response:
    """Hand out the actions that are still to be done as days for a calendar."""
    view = client.newest(str(congregation_id))
    if view["adopted"] is None:
        raise NotFound
    answer = Response(calendar_of(view["adopted"]), content_type="text/calendar; charset=utf-8")
    answer.headers.set("Content-Disposition", "attachment", filename="actions.ics")
    return answer


def _fits(action: Answer, role: str, state: str, today: str) -> bool:
    if role and action["accountable_role"] != role:
        return False
    if state == "overdue":
        return showing.is_overdue(action, today)
    if state == "open":
        return action["state"] not in ("done", "dropped")
    return not state or action["state"] == state
