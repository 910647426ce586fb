"""The workshops of a congregation, and beginning a new one."""

from uuid import UUID

from flask import render_template, request
from flask_babel import get_locale

from services.portal.clients.congregations import workshops as client
from services.portal.forms.sending import errors, sent
from services.portal.forms.workshops import StartForm
from services.portal.pages.workshops.area import AT, Page, back, pages


@pages.get(AT)
def listed(congregation_id: UUID) -> Page:
    """Show the workshops with their reports, the newest first, and what one can begin."""
    return _listed(congregation_id, StartForm())


@pages.post(AT)
def start(congregation_id: UUID) -> Page:
    """Begin a workshop from a date, from an evening of a part, or freely."""
    form, language = StartForm(), get_locale().language
    if source := next((name for name in ("session_id", "step_id") if name in request.form), None):
        from_it = {source: request.form[source]}
        begun = client.start(str(congregation_id), language=language, **from_it)
        return back("evening", congregation_id, UUID(begun["id"]))
    done = sent(
        form,
        lambda: client.start(
            str(congregation_id),
            language=language,
            kind=form.kind.data,
            title=form.title.data or None,
            held_on=form.held_on.data.isoformat() if form.held_on.data else None,
        ),
    )
    if done is None:
        return _listed(congregation_id, form), 422
    return back("evening", congregation_id, UUID(done["id"]))


def _listed(congregation_id: UUID, form: StartForm) -> str:
    told = client.workshops(str(congregation_id))
    return render_template(
        "workshops/listed.html",
        told=told,
        congregation=told["congregation"],
        guides="guides" in told["relations"],
        form=form,
        faults=errors(form),
    )
