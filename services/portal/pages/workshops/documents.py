"""What a workshop leaves on paper: its report, and sheets to write on."""

from typing import Any
from uuid import UUID

from flask import url_for
from flask_babel import gettext as _

from services.portal.clients.congregations import workshops as client
from services.portal.moments import today
from services.portal.pages.workshops.area import ONE, Page, found, of, pages
from services.portal.reports import printed


@pages.get(f"{ONE}/report")
def report(congregation_id: UUID, workshop_id: UUID) -> Page:
    """Show the report to print; a draft says that it is one."""
    return _report(congregation_id, workshop_id, as_pdf=False)


@pages.get(f"{ONE}/report.pdf")
def report_pdf(congregation_id: UUID, workshop_id: UUID) -> Page:
    """Hand out the report as PDF."""
    return _report(congregation_id, workshop_id, as_pdf=True)


@pages.get(f"{ONE}/sheets")
def sheets(congregation_id: UUID, workshop_id: UUID) -> Page:
    """Show a sheet per board to write on, with the code that leads to where it is typed over."""
    return _sheets(congregation_id, workshop_id, as_pdf=False)


@pages.get(f"{ONE}/sheets.pdf")
def sheets_pdf(congregation_id: UUID, workshop_id: UUID) -> Page:
    """Hand out the sheets as PDF."""
    return _sheets(congregation_id, workshop_id, as_pdf=True)


def _report(congregation_id: UUID, workshop_id: UUID, *, as_pdf: bool) -> Page:
    told = of(congregation_id, client.report(str(workshop_id)))
    workshop = told["workshop"]
    boards = [board for board in workshop["boards"] if board["cards"]]
    return _printed(
        "workshops/report_print.html",
        told,
        as_pdf=as_pdf,
        name=f"{workshop['held_on']} {workshop['title']}",
        boards=[_weighed(board) for board in boards if board["code"] != "next"],
        following=[_weighed(board) for board in boards if board["code"] == "next"],
        photos=told["photos"],
        draft=workshop["state"] != "published",
        back_href=url_for(
            "workshops.show", congregation_id=congregation_id, workshop_id=workshop_id
        ),
    )


def _sheets(congregation_id: UUID, workshop_id: UUID, *, as_pdf: bool) -> Page:
    told = found(congregation_id, workshop_id)
    return _printed(
        "workshops/sheets_print.html",
        told,
        as_pdf=as_pdf,
        name=f"{_('Sheets')} {told['workshop']['title']}",
        code=told["code"],
        back_href=url_for(
            "workshops.show", congregation_id=congregation_id, workshop_id=workshop_id
        ),
    )


def _printed(template: str, told: dict[str, Any], *, name: str, **more: Any) -> Page:
    return printed(
        template,
        name=name,
        congregation=told["congregation"],
        workshop=told["workshop"],
        label=2,
        sources=[],
        made_on=today(),
        **more,
    )


def _weighed(board: dict[str, Any]) -> dict[str, Any]:
    """Return a board with its cards by votes, and whether any were counted."""
    cards = sorted(board["cards"], key=lambda card: (-card["votes"], card["position"]))
    voted = [(card["text"], card["votes"]) for card in cards if card["votes"]]
    themes = any(card["theme"] for card in cards)
    return {**board, "cards": cards, "voted": voted[:12], "themes": themes}
