"""Courses for an agency: which are open, when and where about, and what it offers for them."""

from uuid import UUID

from flask import render_template

from services.portal.clients.congregations import agency as church
from services.portal.clients.partners import agency as partners
from services.portal.pages.agency.area import Page, must_speak_for, pages
from services.portal.showing import courses as showing
from services.portal.showing.offerings import SHAPES


@pages.get("/agency/<uuid:agency_id>/courses")
def courses(agency_id: UUID) -> Page:
    """Show when and where about courses are open, and the agency's own offer for courses."""
    must_speak_for(agency_id)
    return render_template(
        "agency/courses.html",
        agency_id=agency_id,
        courses=church.open_courses(),
        offered=partners.for_courses(str(agency_id)),
        showing=showing,
        shapes=SHAPES,
    )
