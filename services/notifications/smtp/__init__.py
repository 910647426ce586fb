"""Hands finished mails to a relay and says exactly what became of each: taken, refused, unknown.

A relay that drops the line after DATA may have taken the mail: that is Doubtful, never a retry.
"""

import re
import smtplib
import ssl
import threading
import time
from collections.abc import Callable
from contextlib import suppress

from services.notifications.cleaning import bare_address
from services.notifications.parse_back import refuse_unsendable
from services.notifications.smtp.connecting import Line
from services.notifications.smtp.relay import relay_from
from services.notifications.smtp.replies import (
    Accepted,
    Deferred,
    Doubtful,
    Refused,
    Stage,
    meaning,
)

__all__ = ["Accepted", "Deferred", "Doubtful", "Refused", "SmtpTransport"]

_MESSAGES_PER_CONNECTION = 100
_SECONDS_PER_CONNECTION = 60.0
# After the last dot a relay may scan for long; hanging up early turns a sent mail into a doubt.
_LAST_REPLY_SECONDS = 120.0
_LINE_START_DOT = re.compile(rb"(?m)^\.")


class SmtpTransport:
    """One relay, reached over one connection at a time that serves many mails."""

    def __init__(
        self,
        url: str,
        *,
        timeout_seconds: float = 30.0,
        last_reply_seconds: float = _LAST_REPLY_SECONDS,
        tls: ssl.SSLContext | None = None,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        """Read SMTP_URL; `tls` replaces the system's trusted certificates, for a private relay."""
        self._line = Line(relay_from(url), tls or ssl.create_default_context(), timeout_seconds)
        self._last_reply_seconds = last_reply_seconds
        self._monotonic = monotonic
        self._client: smtplib.SMTP | None = None
        self._opened_at = 0.0
        self._sent = 0
        self._one_at_a_time = threading.Lock()

    def send(self, message: bytes, *, sender: str, recipient: str) -> Accepted:
        """Send CRLF bytes to one recipient, or raise Refused, Deferred or Doubtful.

        Raises Unbuildable for a bad address or bad lines, before anything is sent.
        """
        refuse_unsendable(message)
        envelope = (bare_address(sender, "sender"), bare_address(recipient, "recipient"))
        with self._one_at_a_time:
            try:
                return self._hand_over(self._addressed(*envelope), message)
            except (Refused, Deferred, Doubtful):
                raise
            except BaseException:
                # Stopped half-way, the line would read the next mail as the rest of this one.
                self._drop()
                raise

    def close(self) -> None:
        """Say goodbye to the relay; the next send connects again."""
        with self._one_at_a_time:
            self._hang_up()

    def _addressed(self, sender: str, recipient: str) -> smtplib.SMTP:
        reused = self._usable()
        try:
            return self._open_envelope(sender, recipient)
        except (smtplib.SMTPServerDisconnected, OSError) as error:
            self._drop()
            # An idle line that the relay closed is no failure: nothing was handed over yet.
            if reused:
                return self._addressed(sender, recipient)
            raise Deferred(self._line.unreachable(error)) from None

    def _open_envelope(self, sender: str, recipient: str) -> smtplib.SMTP:
        client = self._connected()
        self._expect(client.mail(sender), "sender")
        self._expect(client.rcpt(recipient), "recipient")
        self._expect(client.docmd("DATA"), "data", yes=range(354, 355))
        return client

    def _hand_over(self, client: smtplib.SMTP, message: bytes) -> Accepted:
        body = _LINE_START_DOT.sub(b"..", message)
        ending = b".\r\n" if body.endswith(b"\r\n") else b"\r\n.\r\n"
        try:
            self._wait_at_most(client, self._last_reply_seconds)
            client.send(body + ending)
            answer = client.getreply()
            self._wait_at_most(client, self._line.timeout_seconds)
        except (smtplib.SMTPException, OSError) as error:
            self._drop()
            lost = type(error).__name__
            raise Doubtful(f"the relay was lost after the mail went out: {lost}") from None
        self._sent += 1
        return Accepted(self._expect(answer, "message"))

    def _expect(self, answer: tuple[int, bytes], stage: Stage, yes: range = range(200, 300)) -> str:
        code = answer[0]
        reply = self._line.scrubbed(f"{code} {answer[1].decode('ascii', 'replace')}")
        if code in yes:
            return reply
        self._start_over(code)
        raise meaning(code, reply, stage)

    def _start_over(self, code: int) -> None:
        if self._client is None or code == 421 or not 400 <= code < 600:
            self._drop()
            return
        try:
            self._client.rset()
        except (smtplib.SMTPException, OSError):
            self._drop()

    def _connected(self) -> smtplib.SMTP:
        if self._client is not None and self._usable():
            return self._client
        self._hang_up()
        self._client = self._line.open()
        self._opened_at, self._sent = self._monotonic(), 0
        return self._client

    def _usable(self) -> bool:
        age = self._monotonic() - self._opened_at
        fresh = self._sent < _MESSAGES_PER_CONNECTION and age < _SECONDS_PER_CONNECTION
        return self._client is not None and fresh

    def _hang_up(self) -> None:
        if self._client is not None:
            with suppress(smtplib.SMTPException, OSError):
                self._client.quit()
        self._drop()

    def _drop(self) -> None:
        client, self._client = self._client, None
        if client is not None:
            client.close()

    @staticmethod
    def _wait_at_most(client: smtplib.SMTP, seconds: float) -> None:
        if client.sock is None:
            raise smtplib.SMTPServerDisconnected("the line was lost")
        client.sock.settimeout(seconds)
