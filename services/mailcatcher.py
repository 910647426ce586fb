"""The mail catcher of sample installations: takes in mail over SMTP and shows it; sends nothing."""

import threading
from collections import deque
from dataclasses import dataclass
from email import message_from_bytes, policy
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from flask import Flask, Response, abort, jsonify

KEPT = 2000  # mails; the oldest give way


@dataclass(frozen=True)
class Caught:
    """One mail as it came in."""

    number: int
    sender: str
    recipients: tuple[str, ...]
    content: bytes


class Catcher:
    """Keeps the newest mails in memory; safe to use from the SMTP and the web threads."""

    def __init__(self) -> None:
        self._mails: deque[Caught] = deque(maxlen=KEPT)
        self._count = 0
        self._lock = threading.Lock()

    async def handle_DATA(  # noqa: N802 - the name aiosmtpd calls
        self, _server: SMTP, _session: Session, envelope: Envelope
    ) -> str:
        """Keep one mail."""
        content = envelope.content or b""
        raw = content.encode() if isinstance(content, str) else content
        with self._lock:
            self._count += 1
            recipients = tuple(envelope.rcpt_tos)
            self._mails.append(Caught(self._count, envelope.mail_from or "", recipients, raw))
        return "250 kept, not sent on"

    def mails(self) -> list[Caught]:
        """Return what was caught, oldest first."""
        with self._lock:
            return list(self._mails)


def listen(catcher: Catcher, host: str, port: int) -> Controller:
    """Start taking in mail; the caller stops the returned controller."""
    controller = Controller(catcher, hostname=host, port=port, decode_data=False)
    controller.start()
    return controller


def create_app(catcher: Catcher) -> Flask:
    """Return the web app: `/mails` lists, `/mails/<number>` is one mail as it came."""
    app = Flask("mail-catcher", static_folder=None)

    @app.get("/mails")
    def mails() -> Response:
        return jsonify([_summary(mail) for mail in catcher.mails()])

    @app.get("/mails/<int:number>")
    def one(number: int) -> Response:
        for mail in catcher.mails():
            if mail.number == number:
                return Response(mail.content, content_type="message/rfc822")
        return abort(404)

    @app.get("/health/live")
    def live() -> Response:
        return jsonify(status="alive")

    return app


def _summary(mail: Caught) -> dict[str, Any]:
    message = message_from_bytes(mail.content, policy=policy.default)
    return {
        "number": mail.number,
        "to": list(mail.recipients),
        "subject": str(message["subject"]),
        "message_id": str(message["message-id"]),
        "date": str(message["date"]),
    }
