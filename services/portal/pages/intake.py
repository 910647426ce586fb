"""The pages about how a journey begins: what was asked and said, the proposal, the answer."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from services.portal.clients.congregations import coach as church
from services.portal.clients.congregations import intake as client
from services.portal.forms.attendance import present_of
from services.portal.forms.ids import id_of
from services.portal.forms.intake import (
    AnswerForm,
    ConversationForm,
    EnquiryForm,
    PlanForm,
    parts_of,
)
from services.portal.forms.sending import errors, sent, without_form
from services.portal.moments import today
from services.portal.reports import printed
from shared.errors import NotFound

pages = Blueprint("intake", __name__)
Page = str | Response | tuple[str, int]
Forms = dict[str, Any]
STEPS = ("enquiry", "conversation", "proposal", "offer", "answer", "journey")


@pages.get("/congregations/<uuid:congregation_id>/intake")
def show(congregation_id: UUID) -> Page:
    """Show where the intake stands and what comes next."""
    return _show(congregation_id, {})


@pages.post("/congregations/<uuid:congregation_id>/intake")
def change(congregation_id: UUID) -> Page:
    """Do one of the things that the page offers; `act` names it."""
    acts: dict[str, Callable[[str], tuple[Forms, str | None]]] = {
        "enquiry": _enquiry,
        "conversation": _conversation,
        "offer": _offer,
        "withdraw": _withdraw,
        "answer": _answer,
    }
    act = acts.get(request.form.get("act", ""))
    if act is None:
        raise NotFound
    forms, done = act(str(congregation_id))
    if done is None:
        return _show(congregation_id, forms), 422
    flash(done, "success")
    return redirect(url_for("intake.show", congregation_id=congregation_id), 303)


@pages.get("/congregations/<uuid:congregation_id>/intake/proposal")
def plan(congregation_id: UUID) -> Page:
    """Show the proposal that the coach writes: the draft, or the last version to begin from."""
    told = client.intake(str(congregation_id))
    last = told["proposals"][0] if told["proposals"] else {}
    form = PlanForm(formdata=None, data=last)
    template_id = request.args.get("template") or last.get("template_id") or "brochure-8"
    return _plan(told, form, template_id, last.get("tracks", []))


@pages.post("/congregations/<uuid:congregation_id>/intake/proposal")
def write(congregation_id: UUID) -> Page:
    """Keep the draft."""
    form, chosen = PlanForm(), parts_of(request.form)
    template_id = request.form.get("template", "")
    body = {
        "template": template_id,
        "tracks": chosen,
        "opening": form.opening.data or "",
        "takes_part": form.takes_part.data or "",
        "costs": form.costs.data or "",
    }
    draft_id = id_of("proposal_id") if request.form.get("proposal_id") else None
    if sent(form, lambda: client.write_proposal(str(congregation_id), draft_id, body)) is None:
        told = client.intake(str(congregation_id))
        return _plan(told, form, template_id, chosen), 422
    flash(_("The draft is kept. Read it once more, then offer it."), "success")
    return redirect(url_for("intake.show", congregation_id=congregation_id), 303)


@pages.get("/congregations/<uuid:congregation_id>/intake/proposals/<uuid:proposal_id>")
def proposal_print(congregation_id: UUID, proposal_id: UUID) -> Page:
    """Show the proposal as one page to print."""
    return _printed(congregation_id, proposal_id, as_pdf=False)


@pages.get("/congregations/<uuid:congregation_id>/intake/proposals/<uuid:proposal_id>.pdf")
def proposal_pdf(congregation_id: UUID, proposal_id: UUID) -> Page:
    """Hand out the proposal as PDF."""
    return _printed(congregation_id, proposal_id, as_pdf=True)


def _show(congregation_id: UUID, forms: Forms) -> str:
    told = client.intake(str(congregation_id))
    tried = next(iter(forms.values()), None)
    return render_template(
        "intake/show.html",
        told=told,
        congregation=told["congregation"],
        guides="guides" in told["relations"],
        leads="leads" in told["relations"],
        current=STEPS.index(told["next"]) + 1,
        tried=next(iter(forms), ""),
        faults=errors(tried) if tried else [],
        enquiry_form=forms.get("enquiry") or EnquiryForm(),
        conversation_form=forms.get("conversation") or ConversationForm(),
        answer_form=forms.get("answer") or AnswerForm(),
    )


def _plan(
    told: dict[str, Any], form: PlanForm, template_id: str, chosen: list[dict[str, Any]]
) -> str:
    if "guides" not in told["relations"]:
        raise NotFound
    templates = church.templates()
    template = next((one for one in templates if one["id"] == template_id), templates[0])
    drafts = [one["id"] for one in told["proposals"] if one["state"] == "draft"]
    return render_template(
        "intake/plan.html",
        congregation=told["congregation"],
        form=form,
        templates=templates,
        template=template,
        chosen={one["kind"]: one for one in chosen},
        draft_id=drafts[0] if drafts else "",
    )


def _printed(congregation_id: UUID, proposal_id: UUID, *, as_pdf: bool) -> Page:
    told = client.intake(str(congregation_id))
    found = next((one for one in told["proposals"] if one["id"] == str(proposal_id)), None)
    if found is None:
        raise NotFound
    return printed(
        "intake/proposal_print.html",
        name=f"{_('Proposal')} {told['congregation']['name']} {found['version']}",
        as_pdf=as_pdf,
        congregation=told["congregation"],
        label=2,
        sources=[],
        made_on=today(),
        proposal=found,
        back_href=url_for("intake.show", congregation_id=congregation_id),
    )


def _enquiry(congregation_id: str) -> tuple[Forms, str | None]:
    form = EnquiryForm()
    done = sent(
        form,
        lambda: client.note_enquiry(
            congregation_id,
            on_day=form.asked_on.data.isoformat(),
            how=form.asked_how.data,
            asked_by_role=form.asked_by_role.data,
            question=form.question.data,
        ),
    )
    return {"enquiry": form}, _("Written down, in the contact log too.") if done else None


def _conversation(congregation_id: str) -> tuple[Forms, str | None]:
    form = ConversationForm()
    done = sent(
        form,
        lambda: client.note_conversation(
            congregation_id,
            on_day=form.talked_on.data.isoformat(),
            how=form.talked_how.data,
            present=present_of(form.present.data or ""),
            moves=form.moves.data or "",
            hopes=form.hopes.data or "",
            holds_back=form.holds_back.data or "",
            agreements=form.agreements.data or "",
        ),
    )
    return {"conversation": form}, _("Written down, in the contact log too.") if done else None


def _offer(_congregation_id: str) -> tuple[Forms, str | None]:
    without_form(lambda: client.offer(id_of("proposal_id")))
    return {}, _("Offered. The leaders get a mail that it lies ready.")


def _withdraw(_congregation_id: str) -> tuple[Forms, str | None]:
    reason = request.form.get("reason", "").strip() or None
    without_form(lambda: client.withdraw(id_of("proposal_id"), reason))
    return {}, _("Withdrawn.")


def _answer(_congregation_id: str) -> tuple[Forms, str | None]:
    form = AnswerForm()
    told = {"by_role": form.by_role.data, "by_name": form.by_name.data or None}
    done = sent(
        form,
        lambda: client.answer(
            id_of("proposal_id"),
            answer=form.answer.data,
            body=form.body.data,
            held_on=form.held_on.data.isoformat(),
            text=form.text.data,
            as_reported=told if request.form.get("reported") else None,
        ),
    )
    if done is None:
        return {"answer": form}, None
    if done["state"] == "accepted":
        return {}, _("The yes is kept, and the journey is open.")
    return {}, _("The no is kept, with its reason.")
