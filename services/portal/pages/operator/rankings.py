"""Where coaches chose otherwise than the ranking, and whether a receipt holds."""

from uuid import UUID

from flask import render_template, request

from services.portal.clients import identity
from services.portal.clients.partners import receipts as partners
from services.portal.pages.operator.area import Page, pages
from shared.errors import Conflict, NotFound


@pages.get("/operator/rankings")
def rankings() -> Page:
    """Show the figures of each coach, and write a receipt anew whose number is given."""
    figures = partners.overrides()
    ids = sorted(one["coach_id"] for one in figures["coaches"])
    number = request.args.get("number", "").strip()
    return render_template(
        "operator/rankings.html",
        figures=figures,
        names=identity.names(ids) if ids else {},
        number=number,
        outcome=_outcome(number) if number else "",
    )


def _outcome(number: str) -> str:
    try:
        return "same" if partners.replay(str(UUID(number)))["same"] else "differs"
    except Conflict:
        return "forgotten"
    except (NotFound, ValueError):
        return "unknown"
