"""A measure of support: chosen, its threshold set, opened, closed, read and decided on."""

from collections.abc import Callable
from uuid import UUID

from flask import Response, render_template, request, url_for
from flask_babel import gettext as _
from wtforms.fields.choices import SelectChoice

from services.portal.clients.congregations import support as client
from services.portal.forms.choosing import offered
from services.portal.forms.ids import id_of
from services.portal.forms.sending import by_form, errors, without_form
from services.portal.forms.support import (
    MeasureForm,
    ObjectionForm,
    OutcomeForm,
    SlipsForm,
    ThresholdForm,
    groups_of,
)
from services.portal.pages.support.area import (
    Done,
    Forms,
    Page,
    Told,
    back,
    measure_in,
    pages,
    to,
    told_of,
)
from shared.errors import NotFound


@pages.get("/congregations/<uuid:congregation_id>/support/new")
def choose(congregation_id: UUID) -> Page:
    """Show the ways in which a church may measure support."""
    return _choose(told_of(congregation_id), MeasureForm(formdata=None))


@pages.post("/congregations/<uuid:congregation_id>/support/new")
def prepare(congregation_id: UUID) -> Page:
    """Prepare a measure."""
    told, form = told_of(congregation_id), MeasureForm()
    if told["journey_id"] is None:
        raise NotFound
    body = {
        "kind": form.kind.data,
        "groups": groups_of(request.form, told["groups"]),
        "questions": form.questions() if form.kind.data == "survey" else [],
    }
    made: list[Told] = []
    forms, done = by_form(
        "measure",
        form,
        lambda: made.append(client.prepare(told["journey_id"], body)),
        _("Prepared. Now agree on the threshold, before anybody is asked."),
    )
    if not done:
        return _choose(told, forms["measure"]), 422
    return to(_address(congregation_id, UUID(made[0]["id"])), done)


@pages.get("/congregations/<uuid:congregation_id>/support/<uuid:support_id>")
def measure(congregation_id: UUID, support_id: UUID) -> Page:
    """Show a measure: what is to do now, or what came out."""
    return _measure(told_of(congregation_id), support_id, {})


@pages.post("/congregations/<uuid:congregation_id>/support/<uuid:support_id>")
def change(congregation_id: UUID, support_id: UUID) -> Page:
    """Do one of the things that the page of a measure offers; `act` names it."""
    acts: dict[str, Callable[[str], Done]] = {
        "threshold": _threshold,
        "open": _open,
        "close": _close,
        "throw_away": _throw_away,
        "objection": _objection,
        "reply": _reply,
        "decide": _decide,
    }
    act = acts.get(request.form.get("act", ""))
    if act is None:
        raise NotFound
    forms, done = act(str(support_id))
    if not done:
        return _measure(told_of(congregation_id), support_id, forms), 422
    if act is _throw_away:
        return back(congregation_id, done)
    return to(_address(congregation_id, support_id), done)


@pages.post("/congregations/<uuid:congregation_id>/support/<uuid:support_id>/slips")
def hand_out(congregation_id: UUID, support_id: UUID) -> Page:
    """Make slips and show them, this once, to print and cut or to copy."""
    told, form = told_of(congregation_id), SlipsForm()
    made: list[str] = []
    forms, done = by_form(
        "slips",
        form,
        lambda: made.extend(
            client.hand_out(
                str(support_id), form.group_id.data, form.number.data, anew=form.anew.data
            )
        ),
        "made",
    )
    if not done:
        return _measure(told, support_id, forms), 422
    found = measure_in(told, support_id)
    answer = Response(
        render_template(
            "support/slips.html",
            congregation=told["congregation"],
            measure=found,
            group=next(one for one in found["groups"] if one["id"] == form.group_id.data),
            tokens=made,
            address_of=lambda token: url_for("support.slip", token=token, _external=True),
        )
    )
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _choose(told: Told, form: MeasureForm) -> str:
    return render_template(
        "support/new.html",
        told=told,
        congregation=told["congregation"],
        guides="guides" in told["relations"],
        form=form,
        faults=errors(form),
        typed=request.form,
    )


def _measure(told: Told, support_id: UUID, forms: Forms) -> str:
    found = measure_in(told, support_id)
    form = next(iter(forms.values()), None)
    slips_form = forms.get("slips") or SlipsForm(formdata=None)
    slips_form.group_id.choices = _groups(found)
    return render_template(
        "support/measure.html",
        told=told,
        congregation=told["congregation"],
        guides="guides" in told["relations"],
        leads="leads" in told["relations"],
        measure=found,
        threshold_form=forms.get("threshold")
        or ThresholdForm(formdata=None, data=found["threshold"]),
        slips_form=slips_form,
        objection_form=forms.get("objection") or ObjectionForm(formdata=None),
        outcome_form=forms.get("decide") or OutcomeForm(formdata=None, data=_advised(found)),
        faults=errors(form) if form else [],
    )


def _groups(found: Told) -> list[SelectChoice]:
    return offered(
        (
            group["id"],
            _(
                "%(name)s: %(made)s of %(all)s slips made",
                name=group["name"],
                made=found["slips"].get(group["id"], 0),
                all=group["invited"],
            ),
        )
        for group in found["groups"]
    )


def _advised(found: Told) -> Told:
    return {"outcome": found["result"]["advice"]} if found["result"] else {}


def _threshold(support_id: str) -> Done:
    form = ThresholdForm()
    return by_form(
        "threshold",
        form,
        lambda: client.set_threshold(
            support_id,
            share=form.share.data,
            response=form.response.data,
            no_grave=form.no_grave.data,
        ),
        _("The threshold is noted, with who set it and when."),
    )


def _open(support_id: str) -> Done:
    without_form(lambda: client.open_measure(support_id))
    return {}, _("Open. The threshold stands from now on.")


def _close(support_id: str) -> Done:
    without_form(lambda: client.close(support_id))
    return {}, _("Closed. The leaders get a mail that the result lies ready.")


def _throw_away(support_id: str) -> Done:
    without_form(lambda: client.throw_away(support_id))
    return {}, _("Thrown away.")


def _objection(support_id: str) -> Done:
    form = ObjectionForm()
    return by_form(
        "objection",
        form,
        lambda: client.note_objection(
            support_id,
            text=form.text.data,
            theme=form.theme.data or "",
            grave=form.grave.data,
        ),
        _("Written down, without a name."),
    )


def _reply(_support_id: str) -> Done:
    objection_id = id_of("objection_id")
    facts = {"answer": request.form.get("answer", ""), "theme": request.form.get("theme", "")}
    grave = {"grave": True} if request.form.get("grave") else {}
    without_form(lambda: client.answer_objection(objection_id, {**facts, **grave}))
    return {}, _("Kept.")


def _decide(support_id: str) -> Done:
    form = OutcomeForm()
    told = {"by_role": form.by_role.data, "by_name": form.by_name.data or None}
    return by_form(
        "decide",
        form,
        lambda: client.decide(
            support_id,
            outcome=form.outcome.data,
            text=form.decision.data,
            body=form.body.data,
            held_on=form.held_on.data.isoformat(),
            as_reported=told if request.form.get("reported") else None,
        ),
        _("The decision is written down."),
    )


def _address(congregation_id: UUID, support_id: UUID) -> str:
    return url_for("support.measure", congregation_id=congregation_id, support_id=support_id)
