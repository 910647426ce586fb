"""Which events wait in each service and why, and what the operator decides about them."""

from functools import partial
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from services.portal.clients import events
from services.portal.forms.operator import DiscardForm
from services.portal.forms.sending import sent
from services.portal.pages.operator.area import Page, pages
from services.portal.session import AUDIENCES
from services.portal.showing import events as showing
from shared.errors import Invalid, NotFound
from shared.web import edge


@pages.get("/operator/events")
def waiting() -> Page:
    """Show which events wait in one service, since when and why."""
    service = _service(request.args.get("service", "notifications"))
    chosen = {name: request.args.get(name, "").strip() for name in ("state", "type", "error")}
    if chosen["state"] not in ("", *showing.STATES):
        raise NotFound
    try:
        found = events.waiting(
            service, state=chosen["state"], type_=chosen["type"], error=chosen["error"]
        )
    except Invalid as refusal:
        raise NotFound from refusal
    return render_template(
        "operator/events.html",
        service=service,
        services=AUDIENCES,
        states=showing.STATES,
        found=found,
        chosen=chosen,
        age=partial(showing.age, at=edge.now()),
        same=showing.same_reason,
        sender=showing.sender,
    )


@pages.post("/operator/events/<service>/<uuid:event_id>/replay")
def replay(service: str, event_id: UUID) -> Page:
    """Try one event again."""
    events.replay(_service(service), str(event_id))
    flash(_("The event is tried again now."), "success")
    return _back(service)


@pages.get("/operator/events/<service>/replay")
def confirm_replay(service: str) -> Page:
    """Tell how many events would be tried again."""
    chosen = {name: request.args.get(name, "") for name in ("type", "error")}
    count = _replay_all(service, chosen, dry_run=True)
    return render_template("operator/replay.html", service=service, chosen=chosen, count=count)


@pages.post("/operator/events/<service>/replay")
def replay_all(service: str) -> Page:
    """Try all with this reason again."""
    chosen = {name: request.form.get(name, "") for name in ("type", "error")}
    count = _replay_all(service, chosen, dry_run=False)
    text = ngettext("One event is tried again now.", "%(num)s events are tried again now.", count)
    flash(text, "success")
    return _back(service)


@pages.get("/operator/events/<service>/<uuid:event_id>/discard")
def confirm_discard(service: str, event_id: UUID) -> Page:
    """Ask why an event is given up."""
    return _discarding(service, event_id, DiscardForm())


@pages.post("/operator/events/<service>/<uuid:event_id>/discard")
def discard(service: str, event_id: UUID) -> Page:
    """Give an event up for good."""
    form = DiscardForm()
    done = sent(
        form,
        lambda: events.discard(
            _service(service), str(event_id), " ".join(form.reason.data.split())
        ),
    )
    if done is None:
        return _discarding(service, event_id, form), 422
    flash(_("The event is given up; your reason is kept."), "success")
    return _back(service)


def _discarding(service: str, event_id: UUID, form: DiscardForm) -> str:
    found = events.waiting(_service(service), event_id=str(event_id))["items"]
    if not found:
        raise NotFound
    return render_template(
        "operator/discard.html",
        service=service,
        event=found[0],
        form=form,
        age=partial(showing.age, at=edge.now()),
    )


def _replay_all(service: str, chosen: dict[str, str], *, dry_run: bool) -> int:
    try:
        return events.replay_all(
            _service(service), dry_run=dry_run, type_=chosen["type"], error=chosen["error"]
        )
    except Invalid as refusal:
        # only an address typed by hand can say what no reason holds
        raise NotFound from refusal


def _service(name: str) -> str:
    if name not in AUDIENCES:
        raise NotFound
    return name


def _back(service: str) -> Response:
    return redirect(url_for("operator.waiting", service=service), 303)
