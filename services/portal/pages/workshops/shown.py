"""One workshop: where it stands, what was written down, publishing and putting right."""

from datetime import date
from typing import Any
from uuid import UUID

from flask import flash, render_template, request
from flask_babel import gettext as _

from services.portal.clients.congregations import workshops as client
from services.portal.forms.attendance import lines_of, present_of
from services.portal.forms.sending import errors, sent, tried
from services.portal.forms.workshops import CardsForm, FactsForm
from services.portal.pages.workshops.area import ONE, Page, back, context, found, pages
from shared.errors import NotFound


@pages.get(ONE)
def show(congregation_id: UUID, workshop_id: UUID) -> Page:
    """Show the workshop with its cards, photos and report."""
    told = found(congregation_id, workshop_id)
    return _show(told, _facts(told["workshop"]), [])


@pages.post(ONE)
def change(congregation_id: UUID, workshop_id: UUID) -> Page:
    """Change what stands around the cards, publish, or take up again; `act` names it."""
    acts = {"facts": _revise, "publish": _publish, "reopen": _reopen}
    act = acts.get(request.form.get("act", ""))
    if act is None:
        raise NotFound
    form = act(str(workshop_id))
    if form is None:
        return back("show", congregation_id, workshop_id)
    told = found(congregation_id, workshop_id)
    facts = form if isinstance(form, FactsForm) else _facts(told["workshop"])
    return _show(told, facts, errors(form)), 422


def _revise(workshop_id: str) -> Any:
    form = FactsForm()
    done = sent(
        form,
        lambda: client.revise(
            workshop_id,
            {
                "title": form.title.data,
                "held_on": form.held_on.data.isoformat(),
                "attendance": present_of(form.attendance.data or ""),
                "opening": form.opening.data or "",
                "agreed": form.agreed.data or "",
            },
        ),
    )
    if done is None:
        return form
    flash(_("Saved."), "success")
    return None


def _publish(workshop_id: str) -> Any:
    form = CardsForm()
    with_track = request.form.get("track_reported") == "yes"
    if tried(form, lambda: client.publish(workshop_id, track_reported=with_track)) is None:
        return form
    flash(_("The report is ready. The leaders get a mail with the way to it."), "success")
    return None


def _reopen(workshop_id: str) -> Any:
    form = CardsForm()
    if tried(form, lambda: client.reopen(workshop_id)) is None:
        return form
    flash(_("Taken up again. Publish it once more when it is right."), "success")
    return None


def _facts(workshop: dict[str, Any]) -> FactsForm:
    known = {
        **workshop,
        "held_on": date.fromisoformat(workshop["held_on"]),
        "attendance": lines_of(workshop["attendance"]),
    }
    return FactsForm(formdata=None, data=known)


def _show(told: dict[str, Any], form: FactsForm, faults: list[tuple[str, str]]) -> str:
    return render_template("workshops/show.html", **context(told), form=form, faults=faults)
