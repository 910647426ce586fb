"""What is printed of a course: the sheet for attendance, the report, certificates."""

from typing import Any
from uuid import UUID

from flask import request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from services.portal.clients.congregations import courses as client
from services.portal.moments import today
from services.portal.pages.courses.area import pages
from services.portal.reports import printed
from services.portal.showing import courses as showing
from shared.errors import NotFound

Told = dict[str, Any]
COURSE = "/congregations/<uuid:congregation_id>/courses/<uuid:course_id>"
CERTIFICATE = f"{COURSE}/certificates/<uuid:enrolment_id>"


@pages.get(f"{COURSE}/sheet")
def sheet(congregation_id: UUID, course_id: UUID) -> Response:
    """Show the sheet on which attendance is ticked by hand."""
    return _sheet(congregation_id, course_id, as_pdf=False)


@pages.get(f"{COURSE}/sheet.pdf")
def sheet_pdf(congregation_id: UUID, course_id: UUID) -> Response:
    """Hand the sheet out as PDF."""
    return _sheet(congregation_id, course_id, as_pdf=True)


@pages.get(f"{COURSE}/report")
def report(congregation_id: UUID, course_id: UUID) -> Response:
    """Show the report of a course that is over."""
    return _report(congregation_id, course_id, as_pdf=False)


@pages.get(f"{COURSE}/report.pdf")
def report_pdf(congregation_id: UUID, course_id: UUID) -> Response:
    """Hand the report out as PDF."""
    return _report(congregation_id, course_id, as_pdf=True)


@pages.get(CERTIFICATE)
def certificate(congregation_id: UUID, course_id: UUID, enrolment_id: UUID) -> Response:
    """Show a certificate, with a line for the name where none is kept."""
    return _certificate(congregation_id, course_id, enrolment_id, as_pdf=False)


@pages.get(f"{CERTIFICATE}.pdf")
def certificate_pdf(congregation_id: UUID, course_id: UUID, enrolment_id: UUID) -> Response:
    """Hand a certificate out as PDF."""
    return _certificate(congregation_id, course_id, enrolment_id, as_pdf=True)


@pages.post(f"{CERTIFICATE}.pdf")
def certificate_with_name(congregation_id: UUID, course_id: UUID, enrolment_id: UUID) -> Response:
    """Hand a certificate out with the name that was typed, which is kept nowhere."""
    name = " ".join(request.form.get("name", "").split())[:120]
    return _certificate(congregation_id, course_id, enrolment_id, as_pdf=True, name=name)


def _sheet(congregation_id: UUID, course_id: UUID, *, as_pdf: bool) -> Response:
    told = client.course(str(congregation_id), str(course_id))
    if not told["hosts"]:
        raise NotFound
    return printed(
        "courses/sheet_print.html",
        name=_("%(title)s attendance", title=told["title"]),
        as_pdf=as_pdf,
        code=told["sheet_code"],
        label=2,
        people=[one for one in told["people"] if one["state"] not in ("withdrawn", "waitlisted")],
        **_common(told),
    )


def _report(congregation_id: UUID, course_id: UUID, *, as_pdf: bool) -> Response:
    told = client.course(str(congregation_id), str(course_id))
    if told["state"] not in (("closed", "reported") if told["hosts"] else ("reported",)):
        raise NotFound
    shares = client.courses(str(congregation_id))["shares"]
    return printed(
        "courses/report_print.html",
        name=_("%(title)s report", title=told["title"]),
        as_pdf=as_pdf,
        label=2,
        shares=shares,
        **_common(told),
    )


def _certificate(
    congregation_id: UUID, course_id: UUID, enrolment_id: UUID, *, as_pdf: bool, name: str = ""
) -> Response:
    told = client.course(str(congregation_id), str(course_id))
    found = next((one for one in told["people"] if one["id"] == str(enrolment_id)), None)
    if found is None or not found["own"] or found["state"] != "completed":
        raise NotFound
    return printed(
        "courses/certificate_print.html",
        name=f"{told['title']} {found['pseudonym']}",
        as_pdf=as_pdf,
        label=3 if name or found["name"] else 2,
        holder=name or found["name"] or "",
        person=found,
        **_common(told),
    )


def _common(told: Told) -> dict[str, Any]:
    days = sorted(one["on"] for one in told["lessons"] if one["on"])
    return {
        "told": told,
        "congregation": told["congregation"],
        "sources": [],
        "made_on": today(),
        "days": showing.day_range(days),
        "showing": showing,
        "back_href": f"/congregations/{told['congregation']['id']}/courses/{told['id']}",
        "back_label": told["title"],
    }
