"""The mails of a sample installation."""

from typing import TypedDict
from urllib.parse import quote

from services.portal.clients.calling import call, with_query


class MailLine(TypedDict):
    """A mail in the list; `date` as mails write it."""

    id: str
    to: str
    subject: str
    date: str


class MailPage(TypedDict):
    """A part of the mailbox, the newest first."""

    items: list[MailLine]
    next: str | None


class CalendarPart(TypedDict):
    """The invitation in a mail as calendar programs read it."""

    method: str
    text: str


class Mail(MailLine):
    """One mail, opened."""

    plain: str
    html: str
    calendar: CalendarPart | None
    headers: list[list[str]]


def mails(*, after: str | None) -> MailPage:
    """Return part of the mailbox; `NotFound` outside sample mode."""
    found: MailPage = call(
        "notifications", "GET", with_query("/mailbox", limit=30, after=after)
    ).json
    return found


def mail(mail_id: str) -> Mail:
    """Return one mail; `NotFound` when there is none or outside sample mode."""
    found: Mail = call("notifications", "GET", f"/mailbox/{quote(mail_id, safe='')}").json
    return found
