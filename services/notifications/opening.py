"""Opens a finished mail for the mailbox page: its headers, both bodies and its calendar part."""

from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any


def summary(mail_id: str, recipient: str, content: bytes) -> dict[str, Any]:
    """Return how a mail stands in the list."""
    return _line(mail_id, recipient, _read(content))


def opened(mail_id: str, recipient: str, content: bytes) -> dict[str, Any]:
    """Return everything that is in a mail."""
    mail = _read(content)
    return {
        **_line(mail_id, recipient or str(mail["to"] or ""), mail),
        "plain": _text(mail, "text/plain") or "",
        "html": _text(mail, "text/html") or "",
        "calendar": _calendar(mail),
        "headers": [[name, str(value)] for name, value in mail.items()],
        "raw": content.decode("utf-8", "replace"),
    }


def _read(content: bytes) -> EmailMessage:
    read: EmailMessage = message_from_bytes(content, policy=policy.default)
    return read


def _line(mail_id: str, recipient: str, mail: EmailMessage) -> dict[str, Any]:
    return {
        "id": mail_id,
        "to": recipient,
        "subject": str(mail["subject"] or ""),
        "message_id": str(mail["message-id"] or ""),
        "date": str(mail["date"] or ""),
    }


def _part(mail: EmailMessage, kind: str) -> EmailMessage | None:
    for part in mail.walk():
        if part.get_content_type() == kind and isinstance(part, EmailMessage):
            return part
    return None


def _text(mail: EmailMessage, kind: str) -> str | None:
    part = _part(mail, kind)
    return None if part is None else str(part.get_content())


def _calendar(mail: EmailMessage) -> dict[str, str] | None:
    part = _part(mail, "text/calendar")
    if part is None:
        return None
    payload = part.get_payload(decode=True)
    text = payload.decode("utf-8", "replace") if isinstance(payload, bytes) else ""
    return {"method": str(part.get_param("method") or ""), "text": text}
