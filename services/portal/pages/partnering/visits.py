"""A visit: the plan, its risk, who approves, and what was seen and learned."""

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from services.portal.clients.partners import partnering as partners
from services.portal.forms.ids import id_of
from services.portal.forms.partnering.saying import ReportAnswerForm, Saying
from services.portal.forms.partnering.visits import CancelForm, DebriefForm, RiskForm, VisitForm
from services.portal.forms.sending import errors, sent, tried
from services.portal.moments import today
from services.portal.pages.partnering.area import (
    Answer,
    Done,
    Forms,
    Page,
    act_of,
    belongs,
    congregation_of,
    me,
    names_of,
    pages,
    passes_on,
)
from services.portal.reports import printed
from services.portal.showing.partnering import WORDS, partners_of


@pages.get("/congregations/<uuid:congregation_id>/partnering/visits/new")
def new_visit(congregation_id: UUID) -> Page:
    """Ask for the idea of a visit; a kind and a name are enough to begin with."""
    return _new(congregation_id, VisitForm(formdata=None))


@pages.post("/congregations/<uuid:congregation_id>/partnering/visits/new")
def plan_visit(congregation_id: UUID) -> Page:
    """Write down the idea of a visit."""
    form, place = VisitForm(), {"congregation_id": str(congregation_id)}
    done = sent(form, lambda: partners.plan_visit({**place, **form.facts()}))
    if done is None:
        return _new(congregation_id, form), 422
    flash(_("Written down. Next: weigh the risk together."), "success")
    return redirect(_where(congregation_id, done["id"]), 303)


@pages.get("/congregations/<uuid:congregation_id>/partnering/visits/<uuid:visit_id>")
def visit(congregation_id: UUID, visit_id: UUID) -> Page:
    """Show a visit and what comes next."""
    return _page(congregation_id, visit_id, {})


@pages.post("/congregations/<uuid:congregation_id>/partnering/visits/<uuid:visit_id>")
def change_visit(congregation_id: UUID, visit_id: UUID) -> Page:
    """Do one of the things that the page offers."""
    number = str(visit_id)
    act = act_of(
        {
            "change": lambda: _change(number),
            "risk": lambda: _weigh(number),
            "approve": lambda: _approve(number),
            "answer": _answer_report,
            "gone": lambda: _go(number),
            "cancel": lambda: _cancel(number),
            "debrief": lambda: _debrief(number),
        }
    )
    forms, done = act()
    if done is None:
        return _page(congregation_id, visit_id, forms), 422
    flash(done, "success")
    return redirect(_where(congregation_id, number), 303)


BRIEFING = "/congregations/<uuid:congregation_id>/partnering/visits/<uuid:visit_id>/briefing"


@pages.get(BRIEFING)
def briefing(congregation_id: UUID, visit_id: UUID) -> Page:
    """Show briefing and debrief as a document to print."""
    return _printed(congregation_id, visit_id, as_pdf=False)


@pages.get(f"{BRIEFING}.pdf")
def briefing_pdf(congregation_id: UUID, visit_id: UUID) -> Page:
    """Hand out briefing and debrief as PDF."""
    return _printed(congregation_id, visit_id, as_pdf=True)


def _change(visit_id: str) -> Done:
    form = VisitForm()
    body = {**form.facts(), **form.seen()}
    done = sent(form, lambda: partners.change_visit(visit_id, body))
    return {"change": form}, _("Saved. What was approved before is asked again.") if done else None


def _weigh(visit_id: str) -> Done:
    form = RiskForm()
    body = {"risk_level": form.risk_level.data, "weighed": form.weighed.data, **form.seen()}
    done = sent(form, lambda: partners.on_visit(visit_id, "risk", body))
    said = _("Written down. Whoever has to say yes gets a mail.")
    return {"risk": form}, said if done else None


def _approve(visit_id: str) -> Done:
    form = Saying()
    told = form.told(reported=bool(request.form.get("reported")))
    given = form.decided() if told["side"] != "coach" else {}
    body = {**given, **told, **form.seen()}
    done = sent(form, lambda: partners.on_visit(visit_id, "approvals", body))
    return {"approve": form}, _("Thank you. Your yes is kept.") if done else None


def _answer_report() -> Done:
    form = ReportAnswerForm()
    number = id_of("approval_id")
    body = {"answer": form.answer.data, "note": form.note.data or ""}
    done = sent(form, lambda: partners.answer_approval(number, body))
    return {"answer": form}, _("Thank you, that is written down.") if done else None


def _go(visit_id: str) -> Done:
    form = CancelForm(formdata=None)
    done = tried(form, lambda: partners.on_visit(visit_id, "states", {"to": "gone"}))
    return {"gone": form}, _("Good. Tell what you saw while it is fresh.") if done else None


def _cancel(visit_id: str) -> Done:
    form = CancelForm()
    body = {"to": "cancelled", "reason": form.reason.data}
    done = sent(form, lambda: partners.on_visit(visit_id, "states", body))
    return {"cancel": form}, _("Called off.") if done else None


def _debrief(visit_id: str) -> Done:
    form = DebriefForm()
    done = sent(form, lambda: partners.on_visit(visit_id, "debrief", form.facts()))
    return {"debrief": form}, _("Thank you, that is kept.") if done else None


def _new(congregation_id: UUID, form: VisitForm) -> str:
    told = partners.overview(str(congregation_id))
    return render_template(
        "partnering/visit_new.html",
        congregation=congregation_of(congregation_id),
        form=form.of(partners_of(told["matches"])),
    )


def _page(congregation_id: UUID, visit_id: UUID, forms: Forms) -> str:
    told = partners.overview(str(congregation_id))
    shown = [one for one in told["visits"] if one["id"] == str(visit_id)]
    found = shown[0] if shown else belongs(partners.visit(str(visit_id)), congregation_id)
    faulty = next(iter(forms.values()), None)
    change = forms.get("change") or VisitForm(formdata=None, data=VisitForm.shown(found))
    return render_template(
        "partnering/visit.html",
        congregation=congregation_of(congregation_id),
        found=found,
        relations=told["relations"],
        guides="guides" in told["relations"],
        side=_side(found),
        reported=passes_on(told["relations"]),
        # a page that was refused makes one call more already
        names=names_of(*_people(found)) if not forms else {},
        faults=errors(faulty) if faulty else [],
        tried=next(iter(forms), ""),
        change_form=change.of(partners_of(told["matches"])),
        risk_form=forms.get("risk") or RiskForm(formdata=None, data=found),
        approve_form=forms.get("approve") or Saying(formdata=None),
        cancel_form=forms.get("cancel") or CancelForm(formdata=None),
        debrief_form=forms.get("debrief") or DebriefForm(formdata=None),
        **WORDS,
    )


def _printed(congregation_id: UUID, visit_id: UUID, *, as_pdf: bool) -> Page:
    found = belongs(partners.visit(str(visit_id)), congregation_id)
    sealed = found["is_sealed"] and request.args.get("names") != "yes"
    return printed(
        "partnering/visit_print.html",
        name=f"{_('Visit')} {found['code'] if sealed else found['title']}",
        as_pdf=as_pdf,
        congregation=congregation_of(congregation_id),
        label=3,
        sources=[],
        made_on=today(),
        back_href=_where(congregation_id, found["id"]),
        found=found,
        sealed=sealed,
        **WORDS,
    )


def _side(visit: Answer) -> str:
    """Return for which side the visitor can say yes now; empty for none."""
    relations, missing = visit["relations"], visit["missing"]
    if visit["state"] != "risk_checked" or me() in [one["person_id"] for one in visit["approvals"]]:
        return ""
    if "body" in missing and "leads" in relations:
        return "body"
    if "guides" in relations and "coach" in missing:
        return "coach"
    passed_on = "guides" in relations and visit["risk_level"] != "high"
    return "body" if "body" in missing and passed_on else ""


def _people(visit: Answer) -> list[str | None]:
    approving = [one["person_id"] for one in visit["approvals"]]
    return [visit["checked_by"], *approving, *(one["by_id"] for one in visit["changes"])]


def _where(congregation_id: UUID, visit_id: str) -> str:
    return url_for("partnering.visit", congregation_id=congregation_id, visit_id=visit_id)
