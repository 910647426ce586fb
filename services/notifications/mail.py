"""Turns one letter into the bytes that go over the wire, or says which field makes it impossible.

Built on the older half of the standard library on purpose: its newer header classes change some
long subjects, and on some interpreters decode an encoded word into a header of its own.
"""

import base64
import hashlib
import re
from dataclasses import dataclass
from datetime import datetime
from email.charset import QP, Charset
from email.generator import BytesGenerator
from email.header import Header
from email.message import Message
from email.mime.multipart import MIMEMultipart
from email.mime.nonmultipart import MIMENonMultipart
from email.policy import compat32
from email.utils import format_datetime, formataddr, parseaddr
from io import BytesIO

from services.notifications.calendar import CalendarPart
from services.notifications.cleaning import (
    Unbuildable,
    bare_address,
    clean_header,
    clean_text,
    web_link,
)
from services.notifications.parse_back import Expected, refuse_difference

__all__ = ["CalendarPart", "Letter", "Sender", "Unbuildable", "build", "clean_header"]

_WIRE = compat32.clone(linesep="\r\n")
_LARGEST = 100_000
_SENDER_NAME = re.compile(r"[\x20-\x7e]{0,60}")
_MESSAGE_ID = re.compile(r"<[A-Za-z0-9.!#$%&'*+/^_`{|}~-]+@[A-Za-z0-9.-]+>")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")


@dataclass(frozen=True)
class Sender:
    """The one constant name (ASCII) and address that every mail of an installation comes from."""

    name: str
    address: str

    @classmethod
    def from_text(cls, text: str) -> "Sender":
        """Read `Name <address>` or a bare address, as it stands in the settings."""
        name, address = parseaddr(text)
        return cls(name, address)


@dataclass(frozen=True)
class Letter:
    """One mail to one person: bare addresses, an aware date, both bodies, at most one meeting."""

    to: str
    subject: str
    plain: str
    html: str
    message_id: str
    date: datetime
    language: str
    reply_to: str | None = None
    in_reply_to: str | None = None
    calendar: CalendarPart | None = None
    list_unsubscribe: str | None = None


def build(letter: Letter, *, sender: Sender) -> bytes:
    """Return the mail as CRLF bytes in seven-bit ASCII; the same letter gives the same bytes."""
    headers = _headers(letter, sender)
    subject, plain, html = _texts(letter)
    message = MIMEMultipart("alternative", boundary=_boundary(letter.message_id))
    for name, value in headers.items():
        message[name] = value
    message["Subject"] = _encoded(subject)
    message.attach(_text_part("plain", plain))
    message.attach(_text_part("html", html))
    if letter.calendar:
        message.attach(_calendar_part(letter.calendar))
    wire = _flatten(message)
    refuse_difference(wire, Expected(headers, subject, plain, html, letter.calendar))
    return wire


def _headers(letter: Letter, sender: Sender) -> dict[str, str]:
    headers = {
        "From": _from(sender),
        "To": bare_address(letter.to, "to"),
        "Date": _date(letter.date),
        "Message-ID": _matching(_MESSAGE_ID, letter.message_id, "message_id"),
        "Content-Language": _matching(_LANGUAGE, letter.language, "language"),
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "All",
    }
    if letter.reply_to is not None:
        headers["Reply-To"] = bare_address(letter.reply_to, "reply_to")
    if letter.in_reply_to is not None:
        headers["In-Reply-To"] = _matching(_MESSAGE_ID, letter.in_reply_to, "in_reply_to")
    if letter.list_unsubscribe is not None:
        link = web_link(letter.list_unsubscribe, "list_unsubscribe")
        headers["List-Unsubscribe"] = f"<{link}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return headers


def _from(sender: Sender) -> str:
    if not _SENDER_NAME.fullmatch(sender.name):
        raise Unbuildable("sender", "the name must be short and plain ASCII")
    if clean_header(sender.name) != sender.name:
        raise Unbuildable("sender", "the name must be one ordinary line")
    return formataddr((sender.name, bare_address(sender.address, "sender")))


def _date(date: datetime) -> str:
    if date.utcoffset() is None:
        raise Unbuildable("date", "a time without a zone")
    return format_datetime(date)


def _matching(pattern: re.Pattern[str], value: str, field: str) -> str:
    if len(value) > 900 or not pattern.fullmatch(value):
        raise Unbuildable(field, "not of the form that a header needs")
    return value


def _texts(letter: Letter) -> tuple[str, str, str]:
    subject = clean_header(letter.subject)
    texts = (subject, clean_text(letter.plain), clean_text(letter.html))
    for field, text in zip(("subject", "plain", "html"), texts, strict=True):
        if not text.strip():
            raise Unbuildable(field, "empty")
        if len(text.encode()) > _LARGEST:
            raise Unbuildable(field, "larger than 100 kB")
    return texts


def _boundary(message_id: str) -> str:
    # Neither base64 nor quoted-printable can contain "=_", so no text can end a part early.
    return f"=_{hashlib.sha256(message_id.encode()).hexdigest()[:32]}"


def _encoded(subject: str) -> str:
    fits_one_line = len(subject) <= 60 and subject.isascii()
    return subject if fits_one_line else Header(subject, "utf-8", header_name="Subject").encode()


def _text_part(kind: str, text: str) -> Message:
    charset = Charset("utf-8")
    charset.body_encoding = QP
    part = MIMENonMultipart("text", kind)
    part.set_payload(text, charset)
    return part


def _calendar_part(calendar: CalendarPart) -> Message:
    # Set by hand: left alone, the library sends this part as raw eight-bit lines.
    part = MIMENonMultipart("text", "calendar", method=calendar.method, charset="utf-8")
    part["Content-Transfer-Encoding"] = "base64"
    part.set_payload(base64.encodebytes(calendar.content).decode("ascii"))
    return part


def _flatten(message: Message) -> bytes:
    buffer = BytesIO()
    BytesGenerator(buffer, mangle_from_=False, policy=_WIRE).flatten(message)
    return buffer.getvalue()
