"""How an agency's offerings were ranked: the receipts, each in sentences and byte for byte."""

from uuid import UUID

from flask import render_template, request
from flask_babel import get_locale

from services.portal.clients.partners import receipts as partners
from services.portal.pages.agency.area import Page, must_speak_for, pages
from services.portal.showing.receipts import BANDS, VERDICTS


@pages.get("/agency/<uuid:agency_id>/receipts")
def receipts(agency_id: UUID) -> Page:
    """List the receipts of an agency, fifty at a time."""
    must_speak_for(agency_id)
    after = request.args.get("after")
    page = partners.receipts(str(agency_id), after)
    return render_template(
        "agency/receipts.html", agency_id=agency_id, page=page, bands=BANDS, begun=bool(after)
    )


@pages.get("/agency/receipts/<uuid:receipt_id>")
def receipt(receipt_id: UUID) -> Page:
    """Show one receipt; with `check` in the address it is written anew and compared."""
    found = partners.receipt(str(receipt_id), get_locale().language)
    checked = partners.replay(str(receipt_id)) if request.args.get("check") else None
    return render_template(
        "agency/receipt.html", receipt=found, checked=checked, bands=BANDS, verdicts=VERDICTS
    )
