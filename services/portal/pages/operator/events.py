"""Which events wait in each service, and why."""

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from services.portal.clients import events
from services.portal.pages.operator.area import Page, pages
from services.portal.session import AUDIENCES
from shared.errors import NotFound


@pages.get("/operator/events")
def waiting() -> Page:
    """Show which events wait in one service, and why."""
    service = request.args.get("service", "notifications")
    if service not in AUDIENCES:
        raise NotFound
    found = events.waiting(service)
    return render_template(
        "operator/events.html", service=service, services=AUDIENCES, waiting=found
    )


@pages.post("/operator/events/<service>/<uuid:event_id>/replay")
def replay(service: str, event_id: UUID) -> Page:
    """Try a parked event again."""
    if service not in AUDIENCES:
        raise NotFound
    events.replay(service, str(event_id))
    flash(_("The event is tried again now."), "success")
    return redirect(url_for("operator.waiting", service=service), 303)
