"""One round: handing out links, typing in paper, closing, and the outcome."""

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_wtf import FlaskForm

from services.portal.clients.congregations import discovery as client
from services.portal.forms.discovery import (
    ClosingForm,
    LinksForm,
    MailForm,
    PaperForm,
    levels_of,
)
from services.portal.forms.sending import errors, sent
from services.portal.pages.discovery.area import Page, Told, guides, pages, told_of, walks
from services.portal.pages.discovery.outcome import pictures
from shared.errors import Invalid


@pages.get("/congregations/<uuid:congregation_id>/discovery/rounds/<uuid:round_id>")
def one_round(congregation_id: UUID, round_id: UUID) -> Page:
    """Show a round: who took part while it is open, the outcome once it is closed."""
    return _page(told_of(congregation_id, round_id))


@pages.post("/congregations/<uuid:congregation_id>/discovery/rounds/<uuid:round_id>/links")
def make_links(congregation_id: UUID, round_id: UUID) -> Page:
    """Make links and show them, this once, as slips to print and cut."""
    form = LinksForm()
    role = form.role.data or ""
    made = sent(form, lambda: client.make_links(str(round_id), role, form.count.data or 0))
    told = told_of(congregation_id, round_id)
    if made is None:
        return _page(told, form), 422
    return render_template(
        "discovery/slips.html",
        congregation=told["congregation"],
        round=told["round"],
        role=role,
        slips=made,
        type_at=url_for("discovery.type_code", _external=True),
        address_of=lambda slip: url_for("discovery.rate", token=slip["token"], _external=True),
    )


@pages.post("/congregations/<uuid:congregation_id>/discovery/rounds/<uuid:round_id>/mail")
def mail_link(congregation_id: UUID, round_id: UUID) -> Page:
    """Mail one link to an address that is not kept."""
    told, form = told_of(congregation_id, round_id), MailForm()
    if sent(form, lambda: _mailed(told, form)) is None:
        return _page(told, form), 422
    flash(_("The link is on its way. The address is forgotten once the mail was sent."), "success")
    return _back(congregation_id, round_id)


@pages.post("/congregations/<uuid:congregation_id>/discovery/rounds/<uuid:round_id>/closing")
def close_round(congregation_id: UUID, round_id: UUID) -> Page:
    """Close a round; too few answers were warned of beside the button."""
    form = ClosingForm()
    done = sent(form, lambda: client.close_round(str(round_id), without_figures=_meant()))
    if done is None:
        return _page(told_of(congregation_id, round_id), form), 422
    flash(_("The round is closed. What was answered one by one no longer exists."), "success")
    return _back(congregation_id, round_id)


@pages.get("/congregations/<uuid:congregation_id>/discovery/rounds/<uuid:round_id>/enter")
def enter(congregation_id: UUID, round_id: UUID) -> Page:
    """Show the form in which one sheet of paper after another is typed in."""
    form = PaperForm(formdata=None, data={"role": request.args.get("role", "")})
    return _entry(told_of(congregation_id, round_id), form, [])


@pages.post("/congregations/<uuid:congregation_id>/discovery/rounds/<uuid:round_id>/enter")
def enter_one(congregation_id: UUID, round_id: UUID) -> Page:
    """Keep one sheet and show the form for the next."""
    told, form = told_of(congregation_id, round_id), PaperForm()
    try:
        levels = levels_of(request.form, told["questions"])
    except Invalid as unreadable:
        return _entry(told, form, list(unreadable.fields.items())), 422
    role, note = form.role.data or "", form.note.data or ""

    def keep() -> bool:
        client.enter_form(str(round_id), role, levels, note)
        return True

    if sent(form, keep) is None:
        return _entry(told, form, errors(form)), 422
    flash(_("This sheet is kept. Here is the form for the next."), "success")
    to = url_for("discovery.enter", congregation_id=congregation_id, round_id=round_id, role=role)
    return redirect(to, 303)


def _mailed(told: Told, form: MailForm) -> bool:
    link = client.make_links(told["round"]["id"], form.mail_role.data or "", 1)[0]
    client.mail_link(
        told,
        link["token"],
        address=form.address.data or "",
        language=form.language.data or "nl",
    )
    return True


def _meant() -> bool:
    """Tell whether the page had said that there will be no figures."""
    return request.form.get("without_figures") == "yes"


def _back(congregation_id: UUID, round_id: UUID) -> Page:
    to = url_for("discovery.one_round", congregation_id=congregation_id, round_id=round_id)
    return redirect(to, 303)


def _page(told: Told, tried: FlaskForm | None = None) -> str:
    shared = {
        "congregation": told["congregation"],
        "round": told["round"],
        "guides": guides(told),
        "walks": walks(told),
        "participation": told["participation"],
    }
    if told["results"]:
        outcome = pictures(told["results"])
        return render_template(
            "discovery/outcome.html", **shared, outcome=outcome, notes=told["notes"]
        )
    return render_template(
        "discovery/round.html",
        **shared,
        tried=tried,
        links_form=tried if isinstance(tried, LinksForm) else LinksForm(),
        mail_form=tried if isinstance(tried, MailForm) else MailForm(),
        closing_form=tried if isinstance(tried, ClosingForm) else ClosingForm(),
        sheet_code=told["sheet_code"],
    )


def _entry(told: Told, form: PaperForm, faults: list[tuple[str, str]]) -> str:
    return render_template(
        "discovery/enter.html",
        congregation=told["congregation"],
        round=told["round"],
        guides=guides(told),
        questions=told["questions"],
        form=form,
        typed=request.form,
        faults=faults,
    )
