"""A shared version before the leaders: what is held against it, and the decision."""

from typing import Any
from uuid import UUID

from flask import flash, request
from flask_babel import gettext as _
from flask_wtf import FlaskForm

from services.portal.clients.congregations import strategies as client
from services.portal.forms.sending import errors, sent
from services.portal.forms.strategies import AdoptForm, ObjectionForm, ReplyForm
from services.portal.pages.strategies.area import Answer, Page, lead_to, page, pages
from shared.errors import NotFound


@pages.get("/congregations/<uuid:congregation_id>/strategy/adoption")
def adoption(congregation_id: UUID) -> Page:
    """Show the warnings, the objections and the form of the decision."""
    view = client.newest(str(congregation_id))
    if view["newest"] is None:
        return lead_to("overview", congregation_id)
    return _shown(view, None)


@pages.post("/congregations/<uuid:congregation_id>/strategy/adoption")
def decide(congregation_id: UUID) -> Page:
    """Note an objection, answer one, or write down the decision; `act` names it."""
    view = client.newest(str(congregation_id))
    act = {"object": _object, "answer": _answer, "adopt": _adopt}.get(request.form.get("act", ""))
    if act is None or view["newest"] is None:
        raise NotFound
    form, done = act(view)
    if done is None:
        # somebody else may have changed or adopted it meanwhile: show it as it is now
        return _shown(client.newest(str(congregation_id)), form), 422
    flash(done, "success")
    here = "overview" if isinstance(form, AdoptForm) else "adoption"
    return lead_to(here, congregation_id)


def _object(view: Answer) -> tuple[FlaskForm, str | None]:
    form = ObjectionForm()
    done = sent(form, lambda: client.object_to(view["newest"]["id"], form.objection.data or ""))
    return form, _("Written down.") if done else None


def _answer(view: Answer) -> tuple[FlaskForm, str | None]:
    form = ReplyForm()
    wanted = request.form.get("objection_id", "")
    if wanted not in [one["id"] for one in view["newest"]["objections"]]:
        raise NotFound
    done = sent(form, lambda: client.answer_objection(wanted, form.answer.data or ""))
    return form, _("Answered.") if done else None


def _adopt(view: Answer) -> tuple[FlaskForm, str | None]:
    form = AdoptForm()
    reported = "leads" not in view["relations"]
    done = sent(form, lambda: client.adopt(view["newest"]["id"], form.decision(reported=reported)))
    if done is None:
        form.revision.data = str(view["newest"]["revision"])
        return form, None
    if reported:
        return form, _("Adopted, as reported. The leaders get a mail to confirm or contest it.")
    return form, _("Adopted. From now on this version holds.")


def _shown(view: Answer, tried: FlaskForm | None) -> str:
    forms: dict[str, Any] = {
        "adopt_form": AdoptForm(
            formdata=None,
            data={
                "revision": view["newest"]["revision"],
                "body": view["congregation"]["decision_body"],
            },
        ),
        "objection_form": ObjectionForm(formdata=None),
        "reply_form": ReplyForm(formdata=None),
    }
    names = {AdoptForm: "adopt_form", ObjectionForm: "objection_form", ReplyForm: "reply_form"}
    if tried is not None:
        forms[names[type(tried)]] = tried
    return page("adoption", view, **forms, tried=errors(tried) if tried else [])
