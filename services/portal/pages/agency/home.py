"""Where an agency begins: the requests to answer first, then its offerings."""

from typing import Any
from uuid import UUID

from flask import redirect, render_template, request, url_for

from services.portal.clients.partners import agency as partners
from services.portal.pages.agency.area import Page, must_speak_for, pages
from services.portal.session import visitor
from services.portal.showing.offerings import REQUESTS, SHAPES, steps_from
from shared.errors import NotFound


@pages.get("/agency")
def home() -> Page:
    """Lead to the one agency, or let people with several choose."""
    ours = visitor().actor.organisations(("agency_staff",))
    if not ours:
        raise NotFound
    if len(ours) == 1:
        return redirect(url_for("agency.show", agency_id=next(iter(ours))), 303)
    found = [one for one in partners.agencies() if UUID(one["id"]) in ours]
    return render_template("agency/which.html", agencies=found)


@pages.get("/agency/<uuid:agency_id>")
def show(agency_id: UUID) -> Page:
    """Show what an agency is asked and what it offers."""
    must_speak_for(agency_id)
    asked = [one for one in partners.requests() if _is_ours(one, agency_id)]
    return render_template(
        "agency/home.html",
        agency=partners.agency(str(agency_id)),
        page=partners.offerings(str(agency_id), request.args.get("after")),
        request_words=REQUESTS,
        later=bool(request.args.get("after")),
        to_answer=[one for one in asked if one["may_answer"]],
        others=[one for one in asked if not one["may_answer"]],
        shapes=SHAPES,
        steps_from=steps_from,
    )


def _is_ours(match: dict[str, Any], agency_id: UUID) -> bool:
    return bool(match["side"] == "agency" and match["offering"]["agency_id"] == str(agency_id))
