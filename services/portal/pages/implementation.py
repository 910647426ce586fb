"""The pages about how a congregation carries out its plan, and the one a mailed link leads to."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from services.portal.clients import check_ins
from services.portal.clients.congregations import implementation as client
from services.portal.clients.partners import coach as partners
from services.portal.forms.ids import id_of
from services.portal.forms.implementation import CheckInForm, decision_of, team_of, turn_of
from services.portal.forms.leader import decision_bodies
from services.portal.forms.sending import errors, sent
from services.portal.forms.texts import whole
from services.portal.moments import today
from services.portal.reports import printed
from services.portal.sentences import sentence
from services.portal.showing import carrying, strategies
from shared.errors import Conflict, Invalid, NotFound

pages = Blueprint("implementation", __name__)
Page = str | Response | tuple[str, int]
Faults = list[tuple[str, str]]
OPEN = ("due", "missed", "escalated")


@pages.get("/congregations/<uuid:congregation_id>/implementation")
def show(congregation_id: UUID) -> Page:
    """Show how it goes, the actions, the roles and the home team."""
    return _show(client.carrying(str(congregation_id)), CheckInForm(formdata=None), [])


@pages.post("/congregations/<uuid:congregation_id>/implementation")
def change(congregation_id: UUID) -> Page:
    """Do one of the things that the page offers; `act` names it."""
    name = request.form.get("act", "")
    if name == "answer":
        return _answer(congregation_id)
    act = _ACTS.get(name)
    if act is None:
        raise NotFound
    told = client.carrying(str(congregation_id)) if name == "move_team" else None
    try:
        act(str(congregation_id), "leads" in told["relations"] if told else False)
    except (Invalid, Conflict) as refusal:
        texts = list(refusal.fields.values()) or [refusal.detail]
        faults = [("main", sentence(text)) for text in texts]
        told = told or client.carrying(str(congregation_id))
        return _show(told, CheckInForm(formdata=None), faults), 422
    flash(_("Saved."), "success")
    return _back(congregation_id)


@pages.get("/congregations/<uuid:congregation_id>/implementation/quarter")
def quarter_print(congregation_id: UUID) -> Page:
    """Show the quarter on one page, to print for the congregation."""
    return _quarter(congregation_id, as_pdf=False)


@pages.get("/congregations/<uuid:congregation_id>/implementation/quarter.pdf")
def quarter_pdf(congregation_id: UUID) -> Page:
    """Hand out the quarter on one page as PDF."""
    return _quarter(congregation_id, as_pdf=True)


@pages.get("/check-in/<token>")
def by_mail(token: str) -> Page:
    """Show the question that a mailed link is for; looking changes nothing."""
    on = _errand(token)
    return _question(on, token, CheckInForm(formdata=None)) if on else _over()


@pages.post("/check-in/<token>")
def answer_by_mail(token: str) -> Page:
    """Say how it goes with the mailed link."""
    on, form = _errand(token), CheckInForm()
    if on is None:
        return _over()
    if sent(form, lambda: check_ins.answer(on, **form.facts())) is None:
        return _question(on, token, form), 422
    flash(_("Thank you. Your answer is in."), "success")
    return redirect(url_for("implementation.by_mail", token=token), 303)


def _show(told: dict[str, Any], form: CheckInForm, faults: Faults) -> str:
    guides = "guides" in told["relations"]
    theirs = [one for one in told["check_ins"] if one["side"] == "agency"]
    waiting = _to_answer(told["check_ins"], guides=guides)
    return render_template(
        "implementation/show.html",
        told=told,
        congregation=told["congregation"],
        guides=guides,
        leads="leads" in told["relations"],
        waiting=waiting,
        asked=request.form.get("check_in_id") or (waiting[0]["id"] if waiting else ""),
        answered=[one for one in told["check_ins"] if one not in waiting],
        agencies=_agency_names() if guides and theirs else {},
        form=form,
        faults=[*errors(form), *faults],
        bodies=[(one.value, one.label) for one in decision_bodies()],
        words=carrying,
        actions=strategies.ACTIONS,
    )


def _to_answer(asked: list[dict[str, Any]], *, guides: bool) -> list[dict[str, Any]]:
    """Return what can still be answered: the last question to each side about each thing.

    What an agency is asked only its coach sees here.
    """
    newest: dict[str | None, str] = {}
    for one in asked:
        newest.setdefault(one["agreement_id"], one["id"])
    open_now = [one for one in asked if one["state"] in OPEN and one["id"] in newest.values()]
    return [one for one in open_now if guides or one["side"] == "congregation"]


def _agency_names() -> dict[str, str]:
    return {one["id"]: one["name"] for one in partners.agencies(None)["items"]}


def _answer(congregation_id: UUID) -> Page:
    form = CheckInForm()
    facts = form.facts() | {"told_by": form.told_by.data or None}
    check_in_id = id_of("check_in_id")
    if sent(form, lambda: client.answer(check_in_id, **facts)) is None:
        return _show(client.carrying(str(congregation_id)), form, []), 422
    flash(_("Thank you. Your answer is in."), "success")
    return _back(congregation_id)


def _quarter(congregation_id: UUID, *, as_pdf: bool) -> Page:
    told = client.carrying(str(congregation_id))
    return printed(
        "implementation/quarter_print.html",
        name=f"{_('This quarter')} {told['congregation']['name']}",
        as_pdf=as_pdf,
        congregation=told["congregation"],
        label=2,
        sources=[],
        made_on=today(),
        told=told,
        log=[one for one in told["check_ins"] if one["side"] == "congregation"][:3],
        words=carrying,
        back_href=url_for("implementation.show", congregation_id=congregation_id),
    )


def _errand(token: str) -> check_ins.Errand | None:
    try:
        return check_ins.errand(token)
    except (Invalid, NotFound):
        return None


def _question(on: check_ins.Errand, token: str, form: CheckInForm) -> str:
    found = check_ins.question(on)
    return render_template(
        "implementation/by_mail.html",
        congregation=found["congregation"],
        check_in=found["check_in"],
        may_answer=found["check_in"]["state"] in OPEN,
        token=token,
        form=form,
        words=carrying,
    )


def _over() -> tuple[str, int]:
    lead = _("Such a link works for fourteen days. The next question brings a new one.")
    title = _("This link no longer works")
    return render_template("refusal.html", title=title, lead=lead), 404


def _back(congregation_id: UUID) -> Response:
    return redirect(url_for("implementation.show", congregation_id=congregation_id), 303)


def _set_rhythm(congregation_id: str, _leads: bool) -> None:
    weeks = whole(request.form.get("weeks"))
    paused = request.form.get("paused") == "yes"
    client.set_rhythm(congregation_id, weeks, paused=paused)


def _add_role(congregation_id: str, _leads: bool) -> None:
    title = request.form.get("title", "")
    client.add_role(congregation_id, title=title, **turn_of(request.form))


def _hand_over(_congregation_id: str, _leads: bool) -> None:
    client.hand_over(id_of("role_id"), **turn_of(request.form))


def _drop_role(_congregation_id: str, _leads: bool) -> None:
    client.drop_role(id_of("role_id"))


def _found_team(congregation_id: str, _leads: bool) -> None:
    client.found_team(congregation_id, request.form.get("title", ""))


def _revise_team(_congregation_id: str, _leads: bool) -> None:
    body = team_of(request.form, request.form.getlist("filled"))
    client.revise_team(id_of("team_id"), body)


def _move_team(_congregation_id: str, leads: bool) -> None:
    to = request.form.get("to", "")
    decided = decision_of(request.form, leads=leads) if to == "approved" else {}
    client.move_team(id_of("team_id"), to=to, **decided)


def _add_duty(_congregation_id: str, _leads: bool) -> None:
    typed = request.form
    client.add_duty(
        id_of("team_id"),
        seat=typed.get("seat", ""),
        title=typed.get("title", ""),
        every=typed.get("every", ""),
        next_on=typed.get("next_on") or None,
    )


def _do_duty(_congregation_id: str, _leads: bool) -> None:
    client.do_duty(id_of("duty_id"))


def _drop_duty(_congregation_id: str, _leads: bool) -> None:
    client.drop_duty(id_of("duty_id"))


_ACTS: Mapping[str, Callable[[str, bool], None]] = {
    "rhythm": _set_rhythm,
    "add_role": _add_role,
    "hand_over": _hand_over,
    "drop_role": _drop_role,
    "found_team": _found_team,
    "revise_team": _revise_team,
    "move_team": _move_team,
    "add_duty": _add_duty,
    "do_duty": _do_duty,
    "drop_duty": _drop_duty,
}
