"""Notifications over HTTP: looking at letters beforehand, at deliveries, and at the mailbox."""

from typing import Any, TypeVar
from uuid import UUID

from flask import Response, current_app, jsonify

from services.notifications import clients, opening, schemas
from services.notifications.actions import borrowing
from services.notifications.actions import deliveries as actions
from services.notifications.cleaning import Unbuildable
from services.notifications.queries import deliveries as reads
from services.notifications.queries import mailbox
from services.notifications.queries.deliveries import Wanted
from services.notifications.render import Rendered, render
from shared.config import Settings
from shared.errors import Invalid, NotFound
from shared.web import edge
from shared.web.app import blueprint

Cursor = TypeVar("Cursor", UUID, int)

blp = blueprint("notifications", "Letters, where their mails stand, and the built-in mailbox")


@blp.post("/previews")
@blp.arguments(schemas.PreviewIn)
@blp.response(200, schemas.PreviewOut)
def preview(wish: dict[str, Any]) -> Rendered:
    """Show a letter as it would be read; nothing is sent."""
    return _rendered(wish)


@blp.post("/rater-invitations")
@blp.arguments(schemas.RaterInvitationIn)
@blp.response(202)
def invite_rater(wish: dict[str, Any]) -> Response:
    """Queue one mail with a rater's link; the address is kept until the mail was handed over."""
    with edge.writing() as db:
        borrowing.invite_rater(db, edge.actor(), **wish, at=edge.now())
    return Response(status=202)


@blp.get("/mailbox")
@blp.arguments(schemas.MailsQuery, location="query")
@blp.response(200, schemas.MailList)
def list_mails(query: dict[str, Any]) -> dict[str, Any]:
    """The mails of a sample installation, the newest first; 404 anywhere else."""
    catcher = _demand_sample().mail_catcher_url
    if catcher:
        return _caught(catcher, query)
    after = _cursor(query["after"], UUID)
    with edge.reading() as db:
        found, more = mailbox.page(db, limit=query["limit"], after=after)
        items = [opening.summary(str(one.id), one.recipient, one.content) for one in found]
    return {"items": items, "next": str(more) if more else None}


@blp.get("/mailbox/<string:mail_id>")
@blp.response(200, schemas.MailOut)
def open_mail(mail_id: str) -> dict[str, Any]:
    """One mail of a sample installation, opened; 404 anywhere else."""
    catcher = _demand_sample().mail_catcher_url
    if catcher:
        return opening.opened(mail_id, "", clients.caught_mail(catcher, _number(mail_id)))
    with edge.reading() as db:
        found = mailbox.one(db, _mail_id(mail_id))
        return opening.opened(str(found.id), found.recipient, found.content)


@blp.get("/deliveries")
@blp.arguments(schemas.DeliveriesQuery, location="query")
@blp.response(200, schemas.DeliveryList)
def list_deliveries(wanted: Wanted) -> Response:
    """Where mails stand and why, the newest first, without texts and addresses."""
    with edge.reading() as db:
        found, more = reads.page(db, wanted)
        paused = reads.paused(db, at=edge.now())
        page = {"items": found, "next": more, "paused": paused}
        # written while the rows are open
        return jsonify(schemas.DeliveryList().dump(page))


@blp.post("/deliveries/<uuid:delivery_id>/resend")
@blp.response(202)
def resend(delivery_id: UUID) -> dict[str, Any]:
    """Queue a mail once more that was refused, or of which it is unknown whether it arrived."""
    with edge.writing() as db:
        found = actions.resend(db, edge.actor(), delivery_id, at=edge.now())
        return {"id": str(found.id), "state": found.state}


def _rendered(wish: dict[str, Any]) -> Rendered:
    try:
        return render(wish["letter"], wish["language"], wish["facts"])
    except Unbuildable as fault:
        raise Invalid("The letter cannot be written.", {fault.field: fault.reason}) from fault


def _demand_sample() -> Settings:
    settings: Settings = current_app.extensions["settings"]
    if not settings.sample:
        raise NotFound
    return settings


def _caught(catcher: str, query: dict[str, Any]) -> dict[str, Any]:
    newest_first = sorted(
        clients.caught_mails(catcher), key=lambda mail: int(mail["number"]), reverse=True
    )
    before = _cursor(query["after"], int)
    if before is not None:
        newest_first = [mail for mail in newest_first if int(mail["number"]) < before]
    page = newest_first[: query["limit"]]
    items = [
        {**mail, "id": str(mail["number"]), "to": ", ".join(mail.get("to", ()))} for mail in page
    ]
    more = len(newest_first) > len(page)
    return {"items": items, "next": items[-1]["id"] if more else None}


def _cursor(text: str | None, reader: type[Cursor]) -> Cursor | None:
    try:
        return reader(text) if text else None
    except ValueError as fault:
        wrong = "Not a place in this list."
        raise Invalid(wrong, {"after": wrong}) from fault


def _mail_id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as fault:
        raise NotFound from fault


def _number(text: str) -> int:
    if not text.isascii() or not text.isdecimal() or len(text) > 12:
        raise NotFound
    return int(text)
