"""Where mails go: to the relay of the settings, or into the built-in mailbox."""

from dataclasses import dataclass
from functools import cache

from services.notifications.actions import mailbox
from services.notifications.cleaning import bare_address
from services.notifications.smtp import Accepted, SmtpTransport
from shared.clock import Clock
from shared.config import Settings
from shared.db import Database
from shared.service import MailTransport, Tools


@dataclass(frozen=True)
class Mailbox:
    """Keeps every mail as a row; nothing leaves the house."""

    db: Database
    clock: Clock

    def send(self, message: bytes, *, sender: str, recipient: str) -> Accepted:
        """Keep one mail; raises Unbuildable for a bad address."""
        bare_address(sender, "sender")
        to = bare_address(recipient, "recipient")
        with self.db.write() as db:
            mailbox.keep(db, message, recipient=to, at=self.clock.now())
        return Accepted("kept in the built-in mailbox")

    def close(self) -> None:
        """Nothing is held open."""


def transport_for(settings: Settings, tools: Tools) -> MailTransport:
    """Return the transport: one that was put in, else the relay, else the mailbox."""
    if tools.transport is not None:
        return tools.transport
    return relay(settings.smtp_url) if settings.smtp_url else Mailbox(tools.db, tools.clock)


@cache
def relay(url: str) -> SmtpTransport:
    """Return this process's one way to a relay; its connection serves many mails."""
    return SmtpTransport(url)
