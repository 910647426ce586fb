"""Where mails stand and why; never what is in them."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from services.portal.clients import identity
from services.portal.clients.calling import with_query
from services.portal.clients.notifications import deliveries as mail
from services.portal.pages.operator.area import Page, pages
from services.portal.sentences import sentence
from shared.errors import NotFound

STATES = (
    *("queued", "sending", "sent", "deferred", "refused", "unknown"),
    *("suppressed", "expired", "superseded"),
)
RESENDABLE = ("refused", "unknown")


@pages.get("/operator/deliveries")
def deliveries() -> Page:
    """List mails by state, the newest first."""
    state, after = request.args.get("state") or None, request.args.get("after")
    if state not in (None, *STATES):
        raise NotFound
    page = mail.deliveries(state=state, after=after)
    more = with_query("/operator/deliveries", state=state, after=page["next"])
    return render_template(
        "operator/deliveries.html",
        page=page,
        names=_names(page["items"]),
        state=state,
        states=STATES,
        resendable=RESENDABLE,
        why=_why,
        following=more if page["next"] else "",
        begun=bool(after),
    )


@pages.get("/operator/deliveries/<uuid:delivery_id>/resend")
def confirm_resend(delivery_id: UUID) -> Page:
    """Ask once more: the mail may have arrived."""
    return render_template("operator/resend.html", delivery_id=delivery_id)


@pages.post("/operator/deliveries/<uuid:delivery_id>/resend")
def resend(delivery_id: UUID) -> Page:
    """Send a mail once more."""
    mail.resend(str(delivery_id))
    flash(_("The mail is sent once more."), "success")
    return redirect(url_for("operator.deliveries"), 303)


def _why(reason: str) -> str:
    # the state that the thing had by then is told in codes, which say nothing to a person
    if reason.startswith("it is ") and reason.endswith(" by now"):
        return str(_("it was no longer so when the mail was due"))
    return sentence(reason)


def _names(items: Iterable[mail.Delivery]) -> Mapping[str, str]:
    ids = {item["person_id"] for item in items if item["recipient_kind"] == "person"}
    return identity.names(sorted(ids)) if ids else {}
