"""Reads the mails that left the installation: at a sink of our own, or in its mail catcher."""

import re
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Protocol
from urllib.parse import urlsplit

import requests

from services.mailcatcher import Catcher
from services.tour import entries
from services.tour.missing import Missing

_ADDRESS = re.compile(r"https?://[^\s<>\"]+")


@dataclass(frozen=True)
class Mail:
    """One mail as it came over the wire."""

    recipients: tuple[str, ...]
    message: EmailMessage

    @property
    def subject(self) -> str:
        """Return the subject as a person reads it."""
        return str(self.message["subject"])

    @property
    def language(self) -> str:
        """Return the language that the mail says it is in."""
        return str(self.message["content-language"])

    @property
    def plain(self) -> str:
        """Return the plain text."""
        return self._part("plain")

    @property
    def paths(self) -> list[str]:
        """Return the paths of all addresses in the plain text, in their order."""
        return [urlsplit(found.rstrip(".,)")).path for found in _ADDRESS.findall(self.plain)]

    def path(self, beginning: str) -> str:
        """Return the first path in the text that begins like this."""
        for path in self.paths:
            if path.startswith(beginning):
                return path
        raise Missing(f"the mail {self.subject!r} has no link to {beginning}")

    @property
    def invitations(self) -> list[bytes]:
        """Return the calendar parts."""
        parts = [p for p in self.message.walk() if p.get_content_type() == "text/calendar"]
        return [bytes(part.get_payload(decode=True)) for part in parts]

    def entry(self) -> tuple[str, entries.Component]:
        """Return the method and the one entry of the one invitation in this mail."""
        found = self.invitations
        if len(found) != 1:
            raise Missing(f"the mail {self.subject!r} has {len(found)} invitations, not one")
        calendar = entries.read(found[0])
        if [part.name for part in calendar.inside] != ["VEVENT"]:
            raise Missing(f"the invitation of {self.subject!r} does not hold exactly one VEVENT")
        return calendar.one("METHOD"), calendar.inside[0]

    def _part(self, kind: str) -> str:
        part = self.message.get_body((kind,))
        if part is None:
            raise Missing(f"the mail {self.subject!r} has no {kind} part")
        return str(part.get_content())


class Mails(Protocol):
    """Where mails are read."""

    def all(self) -> list[Mail]:
        """Return all mails, oldest first."""


class Sink:
    """The mails that our own sink took in."""

    def __init__(self, catcher: Catcher) -> None:
        self._catcher = catcher

    def all(self) -> list[Mail]:
        """Return all mails, oldest first."""
        return [_mail(list(mail.recipients), mail.content) for mail in self._catcher.mails()]


class CatcherPage:
    """The mails of a running mail catcher."""

    def __init__(self, url: str) -> None:
        self._url = url.rstrip("/").removesuffix("/mails")
        self._read: dict[int, Mail] = {}

    def all(self) -> list[Mail]:
        """Return all mails, oldest first; each is fetched once."""
        for summary in self._get("/mails").json():
            number = summary["number"]
            if number not in self._read:
                self._read[number] = _mail(summary["to"], self._get(f"/mails/{number}").content)
        return [self._read[number] for number in sorted(self._read)]

    def _get(self, path: str) -> requests.Response:
        try:
            answer = requests.get(self._url + path, timeout=10)
            answer.raise_for_status()
        except requests.RequestException as fault:
            raise Missing(f"the mail catcher {self._url} does not answer") from fault
        return answer


def to(mails: Mails, address: str, link: str = "") -> list[Mail]:
    """Return the mails to this address that hold a link which begins like this, oldest first."""
    found = [mail for mail in mails.all() if mail.recipients == (address,)]
    return [mail for mail in found if any(path.startswith(link) for path in mail.paths)]


def _mail(recipients: list[str], content: bytes) -> Mail:
    message = message_from_bytes(content, policy=policy.default)
    assert isinstance(message, EmailMessage)
    return Mail(tuple(recipients), message)
