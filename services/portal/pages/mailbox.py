"""The mailbox of sample installations: the mails that would have left."""

from flask import Blueprint, Response, current_app, render_template, request, url_for

from services.portal.clients.notifications import mailbox
from services.portal.headers import WITH_FRAME
from services.portal.pages.sample import require_sample
from services.portal.showing.invitation import card
from services.portal.showing.letters import when, with_links
from shared.errors import NotFound

pages = Blueprint("mailbox", __name__)
# the mail's own look is shown, but nothing in it runs, loads, sends or leads away
LETTER_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox; "
    "form-action 'none'; base-uri 'none'; frame-ancestors 'self'"
)


@pages.get("/mailbox")
def mails() -> str:
    """List the mails, the newest first."""
    require_sample()
    after = request.args.get("after")
    page = mailbox.mails(after=after)
    following = url_for("mailbox.mails", after=page["next"]) if page["next"] else ""
    return render_template(
        "sample/mailbox.html",
        mails=page["items"],
        when=when,
        following=following,
        begun=bool(after),
    )


@pages.get("/mailbox/<mail_id>")
def mail(mail_id: str) -> Response:
    """Show a mail: its plain text, the invitation in it, and how it looks."""
    require_sample()
    found = mailbox.mail(mail_id)
    site = current_app.extensions["settings"].public_url
    text = render_template(
        "sample/mail.html",
        mail=found,
        when=when,
        reply=_header(found, "Reply-To"),
        plain=with_links(found["plain"], site),
        invitation=card(found["calendar"]["text"]) if found["calendar"] else None,
    )
    return Response(text, headers={"Content-Security-Policy": WITH_FRAME})


@pages.get("/mailbox/<mail_id>/letter")
def letter(mail_id: str) -> Response:
    """Return the mail's own page, locked in by a policy of its own."""
    require_sample()
    html = mailbox.mail(mail_id)["html"]
    if not html:
        raise NotFound
    answer = Response(html, mimetype="text/html")
    answer.headers["Content-Security-Policy"] = LETTER_POLICY
    answer.headers["X-Frame-Options"] = "SAMEORIGIN"
    return answer


def _header(mail: mailbox.Mail, wanted: str) -> str:
    return next((text for name, text in mail["headers"] if name == wanted), "")
