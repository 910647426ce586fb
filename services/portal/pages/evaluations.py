"""The pages on which a congregation looks back: evaluations, and the stamp of the APK."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from services.portal.clients.congregations import evaluations as client
from services.portal.forms.evaluations import apk_of, verdicts_of, wanted_of
from services.portal.forms.ids import id_of
from services.portal.forms.implementation import decision_of
from services.portal.forms.leader import decision_bodies
from services.portal.moments import today
from services.portal.reports import printed
from services.portal.sentences import sentence
from services.portal.showing import carrying
from shared.errors import Conflict, Invalid, NotFound

pages = Blueprint("evaluations", __name__)
Page = str | Response | tuple[str, int]
Faults = list[tuple[str, str]]


@pages.get("/congregations/<uuid:congregation_id>/evaluation")
def show(congregation_id: UUID) -> Page:
    """Show what became of the goals, how the areas moved, and the stamp."""
    return _show(client.looking_back(str(congregation_id)), [])


@pages.post("/congregations/<uuid:congregation_id>/evaluation")
def change(congregation_id: UUID) -> Page:
    """Do one of the things that the page offers; `act` names it."""
    act = _ACTS.get(request.form.get("act", ""))
    if act is None:
        raise NotFound
    told = client.looking_back(str(congregation_id))
    try:
        act(str(congregation_id), told)
    except (Invalid, Conflict) as refusal:
        texts = list(refusal.fields.values()) or [refusal.detail]
        told = client.looking_back(str(congregation_id))
        return _show(told, [("main", sentence(text)) for text in texts]), 422
    flash(_("Saved."), "success")
    return redirect(url_for("evaluations.show", congregation_id=congregation_id), 303)


@pages.get("/congregations/<uuid:congregation_id>/evaluation/report")
def report_print(congregation_id: UUID) -> Page:
    """Show the evaluation report, to print."""
    return _report(congregation_id, as_pdf=False)


@pages.get("/congregations/<uuid:congregation_id>/evaluation/report.pdf")
def report_pdf(congregation_id: UUID) -> Page:
    """Hand out the evaluation report as PDF."""
    return _report(congregation_id, as_pdf=True)


@pages.get("/congregations/<uuid:congregation_id>/evaluation/apks/<uuid:apk_id>")
def apk_print(congregation_id: UUID, apk_id: UUID) -> Page:
    """Show a check-up on one page, to print."""
    return _apk(congregation_id, apk_id, as_pdf=False)


@pages.get("/congregations/<uuid:congregation_id>/evaluation/apks/<uuid:apk_id>.pdf")
def apk_pdf(congregation_id: UUID, apk_id: UUID) -> Page:
    """Hand out a check-up on one page as PDF."""
    return _apk(congregation_id, apk_id, as_pdf=True)


def _show(told: dict[str, Any], faults: Faults) -> str:
    return render_template(
        "evaluations/show.html",
        told=told,
        congregation=told["congregation"],
        guides="guides" in told["relations"],
        leads="leads" in told["relations"],
        faults=faults,
        bodies=[(one.value, one.label) for one in decision_bodies()],
        words=carrying,
    )


def _report(congregation_id: UUID, *, as_pdf: bool) -> Page:
    told = client.looking_back(str(congregation_id))
    return printed(
        "evaluations/report_print.html",
        name=f"{_('Evaluation')} {told['congregation']['name']}",
        as_pdf=as_pdf,
        **_paper(congregation_id, told),
    )


def _apk(congregation_id: UUID, apk_id: UUID, *, as_pdf: bool) -> Page:
    told = client.looking_back(str(congregation_id))
    seen = next((one for one in told["apks"] if one["apk"]["id"] == str(apk_id)), None)
    if seen is None:
        raise NotFound
    return printed(
        "evaluations/apk_print.html",
        name=f"{_('Check-up')} {told['congregation']['name']} {seen['apk']['held_on']}",
        as_pdf=as_pdf,
        seen=seen,
        **_paper(congregation_id, told),
    )


def _paper(congregation_id: UUID, told: dict[str, Any]) -> dict[str, Any]:
    return {
        "congregation": told["congregation"],
        "label": 2,
        "sources": [],
        "made_on": today(),
        "told": told,
        "words": carrying,
        "back_href": url_for("evaluations.show", congregation_id=congregation_id),
    }


def _plan(congregation_id: str, _told: dict[str, Any]) -> None:
    client.plan(congregation_id, request.form.get("moment", ""))


def _open_round(_congregation_id: str, _told: dict[str, Any]) -> None:
    client.open_round(id_of("evaluation_id"))


def _judge(_congregation_id: str, _told: dict[str, Any]) -> None:
    number = id_of("evaluation_id")
    client.judge(number, id_of("goal_id"), *verdicts_of(request.form))


def _recommend(_congregation_id: str, _told: dict[str, Any]) -> None:
    client.recommend(id_of("evaluation_id"), request.form.get("recommendations", ""))


def _discuss(_congregation_id: str, _told: dict[str, Any]) -> None:
    client.discuss(id_of("evaluation_id"))


def _decide(_congregation_id: str, told: dict[str, Any]) -> None:
    decided = decision_of(request.form, leads="leads" in told["relations"])
    number = id_of("evaluation_id")
    client.decide(number, **decided, **wanted_of(request.form))


def _hold(congregation_id: str, _told: dict[str, Any]) -> None:
    client.hold_apk(congregation_id, **apk_of(request.form))


def _revise(_congregation_id: str, _told: dict[str, Any]) -> None:
    client.revise_apk(id_of("apk_id"), **apk_of(request.form))


def _stamp(_congregation_id: str, told: dict[str, Any]) -> None:
    decided = decision_of(request.form, leads="leads" in told["relations"])
    stamp = request.form.get("stamp", "")
    number = id_of("apk_id")
    client.stamp_apk(number, stamp=stamp, **decided, **wanted_of(request.form))


_ACTS: Mapping[str, Callable[[str, dict[str, Any]], None]] = {
    "plan": _plan,
    "open_round": _open_round,
    "judge": _judge,
    "recommend": _recommend,
    "discuss": _discuss,
    "decide": _decide,
    "hold": _hold,
    "revise": _revise,
    "stamp": _stamp,
}
