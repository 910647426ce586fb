"""All of a congregation's partnering at once, and the ways there from a mail."""

from uuid import UUID

from flask import redirect, render_template, url_for

from services.portal.clients.partners import partnering as partners
from services.portal.pages.partnering.area import Page, congregation_of, pages
from services.portal.showing.partnering import WORDS, name_of, partners_of


@pages.get("/congregations/<uuid:congregation_id>/partnering")
def show(congregation_id: UUID) -> Page:
    """Show shortlists, visits with their next step, and agreements."""
    told = partners.overview(str(congregation_id))
    agreed = {one["match_id"] for one in told["agreements"] if one["state"] != "dropped"}
    return render_template(
        "partnering/show.html",
        congregation=congregation_of(congregation_id),
        told=told,
        guides="guides" in told["relations"],
        name_of=name_of,
        to_agree=[one for one in partners_of(told["matches"]) if one[0] not in agreed],
        **WORDS,
    )


@pages.get("/visits/<uuid:visit_id>")
def to_visit(visit_id: UUID) -> Page:
    """Lead from a mail to the visit's page for this visitor."""
    found = partners.visit(str(visit_id))
    if set(found["relations"]) == {"represents"}:
        return redirect(url_for("agency.visit", visit_id=visit_id), 303)
    congregation_id = found["congregation_id"]
    where = url_for("partnering.visit", congregation_id=congregation_id, visit_id=visit_id)
    return redirect(where, 303)


@pages.get("/agreements/<uuid:agreement_id>")
def to_agreement(agreement_id: UUID) -> Page:
    """Lead from a mail to the agreement's page for this visitor."""
    found = partners.agreement(str(agreement_id))
    if set(found["relations"]) == {"represents"}:
        return redirect(url_for("agency.agreement", agreement_id=agreement_id), 303)
    where = url_for(
        "partnering.agreement",
        congregation_id=found["congregation_id"],
        agreement_id=agreement_id,
    )
    return redirect(where, 303)
