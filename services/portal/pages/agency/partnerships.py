"""What an agency has with congregations: agreements and visits of which it is a party."""

from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from services.portal.clients.congregations import agency as church
from services.portal.clients.partners import agency as offers
from services.portal.clients.partners import partnering as partners
from services.portal.forms.partnering.agreements import TextForm, contributions_of
from services.portal.forms.sending import sent
from services.portal.pages.agency.area import Page, must_speak_for, pages
from services.portal.pages.partnering import answering
from services.portal.pages.partnering.agreements import printed_text
from services.portal.pages.partnering.area import Forms
from services.portal.showing import carrying
from services.portal.showing.partnering import WORDS, means_choices, title_of
from shared.errors import NotFound


@pages.get("/agency/<uuid:agency_id>/partnerships")
def partnerships(agency_id: UUID) -> Page:
    """Show the agreements and visits of an agency."""
    must_speak_for(agency_id)
    ours = str(agency_id)
    return render_template(
        "agency/partnerships.html",
        agency_id=agency_id,
        agreements=[one for one in partners.agreements() if one["agency_id"] == ours],
        visits=[one for one in partners.visits() if one["agency_id"] == ours],
        asked=church.check_ins(ours),
        progress=carrying,
        **WORDS,
    )


@pages.get("/agency/agreements/new")
def new_agreement() -> Page:
    """Ask what the agency wants to agree with a congregation to which it was introduced."""
    return _new(TextForm(formdata=None))


@pages.post("/agency/agreements/new")
def begin_agreement() -> Page:
    """Begin an agreement."""
    form = TextForm()
    body = {"match_id": request.args.get("match", ""), **answering.text_body(form)}
    done = sent(form, lambda: partners.begin_agreement(body))
    if done is None:
        return _new(form), 422
    flash(_("Kept. Both sides can read and change it now."), "success")
    return redirect(url_for("agency.agreement", agreement_id=done["id"]), 303)


@pages.get("/agency/agreements/<uuid:agreement_id>")
def agreement(agreement_id: UUID) -> Page:
    """Show an agreement and what comes next."""
    return _page(agreement_id, {})


@pages.post("/agency/agreements/<uuid:agreement_id>")
def change_agreement(agreement_id: UUID) -> Page:
    """Do one of the things that the page offers."""
    forms, done = answering.act_on(str(agreement_id))
    if done is None:
        return _page(agreement_id, forms), 422
    flash(done, "success")
    return redirect(url_for("agency.agreement", agreement_id=agreement_id), 303)


@pages.get("/agency/agreements/<uuid:agreement_id>/text")
def agreement_text(agreement_id: UUID) -> Page:
    """Show the text as a document to print."""
    return _printed(agreement_id, as_pdf=False)


@pages.get("/agency/agreements/<uuid:agreement_id>/text.pdf")
def agreement_text_pdf(agreement_id: UUID) -> Page:
    """Hand out the text as PDF."""
    return _printed(agreement_id, as_pdf=True)


@pages.get("/agency/visits/<uuid:visit_id>")
def visit(visit_id: UUID) -> Page:
    """Show a visit of which the agency is a party."""
    found = partners.visit(str(visit_id))
    if "represents" not in found["relations"]:
        raise NotFound
    return render_template(
        "agency/visit.html",
        found=found,
        congregation=church.card(found["congregation_id"]),
        **WORDS,
    )


def _page(agreement_id: UUID, forms: Forms) -> str:
    found = _ours(agreement_id)
    return render_template(
        "agency/agreement.html",
        congregation=church.card(found["congregation_id"]),
        names={},
        my_side="agency",
        reported=False,
        for_agency=False,
        may_ready=True,
        may_settle=True,
        **answering.shown(found, forms),
    )


def _printed(agreement_id: UUID, *, as_pdf: bool) -> Page:
    found = _ours(agreement_id)
    congregation = church.card(found["congregation_id"])
    back = url_for("agency.agreement", agreement_id=agreement_id)
    return printed_text(found, congregation, back=back, as_pdf=as_pdf)


def _ours(agreement_id: UUID) -> dict[str, Any]:
    found = partners.agreement(str(agreement_id))
    if "represents" not in found["relations"]:
        raise NotFound
    return found


def _new(form: TextForm) -> str:
    match = offers.request(request.args.get("match", ""))
    if match["side"] != "agency" or not match["introduced_at"]:
        raise NotFound
    return render_template(
        "agency/agreement_new.html",
        match=match,
        partner=title_of(match["offering"]),
        form=form,
        rows=answering.rows_of(contributions_of(request.form)),
        sides=WORDS["sides"],
        means_choices=means_choices(),
    )
