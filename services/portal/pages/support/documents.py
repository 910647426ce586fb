"""Documents about support: the report of a measure, and the sheet for counting on paper."""

from uuid import UUID

from flask import url_for
from flask_babel import gettext as _

from services.portal.moments import today
from services.portal.pages.support.area import Page, Told, measure_in, pages, told_of
from services.portal.reports import printed
from services.portal.showing.support import plotted
from shared.errors import NotFound


@pages.get("/congregations/<uuid:congregation_id>/support/<uuid:support_id>/report")
def report(congregation_id: UUID, support_id: UUID) -> Page:
    """Show the support report to print."""
    return _report(congregation_id, support_id, as_pdf=False)


@pages.get("/congregations/<uuid:congregation_id>/support/<uuid:support_id>/report.pdf")
def report_pdf(congregation_id: UUID, support_id: UUID) -> Page:
    """Hand out the support report as PDF."""
    return _report(congregation_id, support_id, as_pdf=True)


@pages.get("/congregations/<uuid:congregation_id>/support/<uuid:support_id>/sheet")
def sheet(congregation_id: UUID, support_id: UUID) -> Page:
    """Show the sheet on which a meeting is counted."""
    return _sheet(congregation_id, support_id, as_pdf=False)


@pages.get("/congregations/<uuid:congregation_id>/support/<uuid:support_id>/sheet.pdf")
def sheet_pdf(congregation_id: UUID, support_id: UUID) -> Page:
    """Hand out the sheet for counting as PDF."""
    return _sheet(congregation_id, support_id, as_pdf=True)


def _report(congregation_id: UUID, support_id: UUID, *, as_pdf: bool) -> Page:
    told = told_of(congregation_id)
    found = measure_in(told, support_id)
    if found["result"] is None:
        raise NotFound
    return printed(
        "support/report_print.html",
        name=_("Support report"),
        as_pdf=as_pdf,
        plots_of=[plotted(asked, found["kind"]) for asked in found["result"]["asked"]],
        sources=[],
        **_frame(told, found),
    )


def _sheet(congregation_id: UUID, support_id: UUID, *, as_pdf: bool) -> Page:
    told = told_of(congregation_id)
    found = measure_in(told, support_id)
    return printed(
        "support/sheet_print.html",
        name=_("Sheet for counting"),
        as_pdf=as_pdf,
        code=found["code"],
        sources=[],
        **_frame(told, found),
    )


def _frame(told: Told, found: Told) -> dict[str, object]:
    here = url_for(
        "support.measure", congregation_id=told["congregation"]["id"], support_id=found["id"]
    )
    return {
        "congregation": told["congregation"],
        "measure": found,
        "groups": told["groups"],
        "label": 2,
        "made_on": today(),
        "back_href": here,
    }
