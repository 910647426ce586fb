"""Reads SMTP_URL: where the relay stands, how the line is protected and who signs in."""

import base64
from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import SplitResult, unquote, urlsplit

Security = Literal["none", "starttls", "tls"]
_SCHEMES: dict[str, tuple[Security, int]] = {
    "smtp": ("none", 25),
    "smtp+starttls": ("starttls", 587),
    "smtps": ("tls", 465),
}


@dataclass(frozen=True)
class Relay:
    """A relay to send through; the password is kept out of every printed form."""

    host: str
    port: int
    security: Security
    user: str = ""
    password: str = field(default="", repr=False)

    def secrets(self) -> list[str]:
        """The forms in which the password could come back in a reply."""
        if not self.password:
            return []
        signed_in = f"\0{self.user}\0{self.password}"
        encoded = [base64.b64encode(text.encode()).decode() for text in (self.password, signed_in)]
        return [self.password, *encoded]


def relay_from(url: str) -> Relay:
    """Read smtp://, smtp+starttls:// or smtps:// `user:password@host:port`; raise ValueError.

    No message of this function repeats the address: it may hold the password.
    """
    parts = _split(url)
    if parts.scheme not in _SCHEMES:
        raise ValueError("SMTP_URL must begin with smtp://, smtp+starttls:// or smtps://")
    if not parts.hostname:
        raise ValueError("SMTP_URL names no host")
    if parts.path.strip("/") or parts.query or parts.fragment:
        raise ValueError(
            "SMTP_URL ends after the port; escape special signs in the password as %XX"
        )
    if (parts.username is None) != (parts.password is None):
        raise ValueError("SMTP_URL needs a user and a password, or neither")
    security, usual_port = _SCHEMES[parts.scheme]
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    return Relay(parts.hostname, _port(parts) or usual_port, security, user, password)


def _split(url: str) -> SplitResult:
    try:
        return urlsplit(url)
    except ValueError:
        raise ValueError("SMTP_URL is not an address") from None


def _port(parts: SplitResult) -> int | None:
    try:
        return parts.port
    except ValueError:
        raise ValueError("the port of SMTP_URL is not a number up to 65535") from None
