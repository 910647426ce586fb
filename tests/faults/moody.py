"""A mail server in bad moods: slow, not now, gone after the mail, full, or refusing somebody."""

import asyncio
import threading
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from email import message_from_bytes
from random import Random

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from child_programs import free_port

from services.notifications.smtp import SmtpTransport

PATIENCE, LAST_PATIENCE = 1.0, 1.5  # seconds of the client: for an answer, and after the mail
TOO_LONG = 3.0

# which share of the commands, or of the mails, meets each mood
SLOW = {"slow": 0.5, "silent": 0.02, "silent after": 0.05}
GREYLISTING = {"451": 0.4}
DROPPING = {"drop, kept": 0.2, "drop, thrown away": 0.1}
BUSY = {"421": 0.2}
REFUSING = {"550": 0.2}
ALL = {**SLOW, "451": 0.1, "drop, kept": 0.1, "drop, thrown away": 0.05, "421": 0.05, "550": 0.1}
ANSWERS = {
    "451": "451 4.7.1 greylisted, try again later",
    "421": "421 4.3.2 too many connections",
    "550": "550 5.1.1 no such user",
}


class Moody:
    """Keeps count of what it took in by Message-ID, whether it said so or not."""

    def __init__(self, moods: Mapping[str, float], seed: int) -> None:
        self.kept: Counter[str] = Counter()
        self.met: Counter[str] = Counter()
        # one for each mood, so that the order in which senders come changes nothing
        self._moods = {mood: (share, Random(f"{seed} {mood}")) for mood, share in moods.items()}

    async def handle_MAIL(  # noqa: N802
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: object
    ) -> str:
        """Take a sender."""
        await self._dawdle()
        envelope.mail_from = address
        return "250 ok"

    async def handle_RCPT(  # noqa: N802
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: object
    ) -> str:
        """Take a recipient, or not now, or not at all."""
        await self._dawdle()
        for mood, answer in ANSWERS.items():
            if self._is(mood):
                return answer
        envelope.rcpt_tos.append(address)
        return "250 ok"

    async def handle_DATA(self, server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Take a mail and say so, or vanish before or after it was kept."""
        if self._is("drop, thrown away"):
            return _gone(server)
        if self._is("silent after"):
            await asyncio.sleep(TOO_LONG)
        message = message_from_bytes(envelope.original_content or b"")
        self.kept[str(message["message-id"])] += 1
        return _gone(server) if self._is("drop, kept") else "250 2.0.0 taken"

    def _is(self, mood: str) -> bool:
        if mood not in self._moods:
            return False
        share, dice = self._moods[mood]
        hit = dice.random() < share
        self.met[mood] += hit
        return hit

    async def _dawdle(self) -> None:
        if self._is("silent"):
            await asyncio.sleep(TOO_LONG)
        elif self._is("slow"):
            await asyncio.sleep(0.02)


def _gone(server: SMTP) -> str:
    server.transport.abort()
    return "250 never heard"


@contextmanager
def listening(server: Moody) -> Iterator[str]:
    """Run the server; yields its address."""
    port = free_port()
    controller = Controller(server, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield f"smtp://127.0.0.1:{port}"
    finally:
        controller.stop()


def line_to(address: str) -> SmtpTransport:
    """Return a transport of the real kind, that waits a moment only."""
    return SmtpTransport(address, timeout_seconds=PATIENCE, last_reply_seconds=LAST_PATIENCE)


def at_once(work: list[threading.Thread]) -> None:
    """Run threads to their end."""
    for thread in work:
        thread.start()
    for thread in work:
        thread.join(300)
