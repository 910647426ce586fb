"""An agreement on the congregation's side."""

from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from services.portal.clients.partners import partnering as partners
from services.portal.forms.partnering.agreements import TextForm, contributions_of
from services.portal.forms.sending import sent
from services.portal.moments import today
from services.portal.pages.partnering import answering
from services.portal.pages.partnering.area import (
    Answer,
    Forms,
    Page,
    belongs,
    congregation_of,
    names_of,
    pages,
    passes_on,
)
from services.portal.reports import printed
from services.portal.showing.partnering import WORDS, means_choices, partners_of
from shared.errors import NotFound


@pages.get("/congregations/<uuid:congregation_id>/partnering/agreements/new")
def new_agreement(congregation_id: UUID) -> Page:
    """Ask what two agree; nearly all may follow later."""
    return _new(congregation_id, TextForm(formdata=None))


@pages.post("/congregations/<uuid:congregation_id>/partnering/agreements/new")
def begin_agreement(congregation_id: UUID) -> Page:
    """Begin an agreement."""
    form, match_id = TextForm(), request.args.get("match", "")
    body = {"match_id": match_id, **answering.text_body(form)}
    done = sent(form, lambda: partners.begin_agreement(body))
    if done is None:
        return _new(congregation_id, form), 422
    flash(_("Kept. Both sides can read and change it now."), "success")
    return redirect(_where(congregation_id, done["id"]), 303)


@pages.get("/congregations/<uuid:congregation_id>/partnering/agreements/<uuid:agreement_id>")
def agreement(congregation_id: UUID, agreement_id: UUID) -> Page:
    """Show an agreement and what comes next."""
    return _page(congregation_id, agreement_id, {})


@pages.post("/congregations/<uuid:congregation_id>/partnering/agreements/<uuid:agreement_id>")
def change_agreement(congregation_id: UUID, agreement_id: UUID) -> Page:
    """Do one of the things that the page offers."""
    forms, done = answering.act_on(str(agreement_id))
    if done is None:
        return _page(congregation_id, agreement_id, forms), 422
    flash(done, "success")
    return redirect(_where(congregation_id, str(agreement_id)), 303)


TEXT = "/congregations/<uuid:congregation_id>/partnering/agreements/<uuid:agreement_id>/text"


@pages.get(TEXT)
def agreement_text(congregation_id: UUID, agreement_id: UUID) -> Page:
    """Show the text as a document to print."""
    found = belongs(partners.agreement(str(agreement_id)), congregation_id)
    back = _where(congregation_id, found["id"])
    return printed_text(found, congregation_of(congregation_id), back=back, as_pdf=False)


@pages.get(f"{TEXT}.pdf")
def agreement_text_pdf(congregation_id: UUID, agreement_id: UUID) -> Page:
    """Hand out the text as PDF."""
    found = belongs(partners.agreement(str(agreement_id)), congregation_id)
    back = _where(congregation_id, found["id"])
    return printed_text(found, congregation_of(congregation_id), back=back, as_pdf=True)


def printed_text(found: Answer, congregation: Answer | None, *, back: str, as_pdf: bool) -> Page:
    """Return the document that both sides print."""
    return printed(
        "partnering/agreement_print.html",
        name=f"{_('Agreement')} {found['agency_name']} {found['version']}",
        as_pdf=as_pdf,
        congregation=congregation,
        label=2,
        sources=[],
        made_on=today(),
        back_href=back,
        found=found,
        **WORDS,
    )


def _new(congregation_id: UUID, form: TextForm) -> str:
    told = partners.overview(str(congregation_id))
    names = dict(partners_of(told["matches"]))
    match_id = request.args.get("match", "")
    if match_id not in names:
        raise NotFound
    return render_template(
        "partnering/agreement_new.html",
        congregation=congregation_of(congregation_id),
        partner=names[match_id],
        match_id=match_id,
        form=form,
        rows=answering.rows_of(contributions_of(request.form)),
        sides=WORDS["sides"],
        means_choices=means_choices(),
    )


def _page(congregation_id: UUID, agreement_id: UUID, forms: Forms) -> str:
    found = belongs(partners.agreement(str(agreement_id)), congregation_id)
    people = [*(one["by_id"] for one in found["acceptances"])]
    return render_template(
        "partnering/agreement.html",
        congregation=congregation_of(congregation_id),
        names=names_of(*people) if not forms else {},
        **speaking(found),
        **answering.shown(found, forms),
    )


def speaking(found: Answer) -> dict[str, Any]:
    """Return for whom the visitor speaks on the congregation's page, and how."""
    relations = set(found["relations"])
    deciding = bool({"leads", "guides"} & relations)
    return {
        "guides": "guides" in relations,
        "my_side": "congregation" if deciding else "",
        "reported": passes_on(found["relations"]),
        # of an agency that has not joined, the coach passes on what its contact said
        "for_agency": "guides" in relations and not found["agency_claimed"],
        "may_ready": deciding,
        "may_settle": True,
    }


def _where(congregation_id: UUID, agreement_id: str) -> str:
    return url_for(
        "partnering.agreement", congregation_id=congregation_id, agreement_id=agreement_id
    )
