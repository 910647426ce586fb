"""What a relay's answer means: taken, not now, a wrong recipient, a closed way, or unknown."""

import re
from dataclasses import dataclass
from typing import Literal

Scope = Literal["recipient", "transport"]
Stage = Literal["greeting", "sender", "recipient", "data", "message"]

_ENHANCED = re.compile(r"\b5\.(\d{1,3})\.\d{1,3}\b")
_ABOUT_US = re.compile(
    r"relay|authenticat|\bspam|\bblocked|blocklist|denylist|blacklist", re.IGNORECASE
)
# RFC 3463: 1 and 2 are about the address and its mailbox; 3, 5 and 7 about systems and policy.
_ABOUT_SYSTEMS = {"3", "5", "7"}
_ABOUT_MAILBOX = {"1", "2"}


@dataclass(frozen=True)
class Accepted:
    """The relay took responsibility for the mail; its own words are kept as evidence."""

    reply: str


class Refused(Exception):
    """A final no; `scope` says whether this recipient is at fault or the way to everybody."""

    def __init__(self, reply: str, scope: Scope) -> None:
        super().__init__(reply)
        self.reply = reply
        self.scope: Scope = scope


class Deferred(Exception):
    """A no for now, certainly before anything was taken: the same mail may be tried later."""

    def __init__(self, reply: str) -> None:
        super().__init__(reply)
        self.reply = reply


class Doubtful(Exception):
    """The line broke after the mail went out and before the answer: it may have arrived."""


def meaning(code: int, reply: str, stage: Stage) -> Refused | Deferred | Doubtful:
    """Return the exception that says what an answer other than yes means at this stage."""
    if 400 <= code < 500:
        return Deferred(reply)
    if 500 <= code < 600:
        return Refused(reply, _scope(reply, stage))
    if stage == "message":
        return Doubtful(f"the relay answered the mail with no SMTP reply: {reply}")
    return Deferred(reply)


def _scope(reply: str, stage: Stage) -> Scope:
    # Blaming an address costs one person his mail, blaming the relay stops everybody's: so an
    # address is blamed where it was named, unless the relay speaks of policy or of itself.
    enhanced = _ENHANCED.search(reply)
    if stage == "recipient":
        about_us = enhanced[1] in _ABOUT_SYSTEMS if enhanced else _ABOUT_US.search(reply)
        return "transport" if about_us else "recipient"
    if stage in {"data", "message"} and enhanced and enhanced[1] in _ABOUT_MAILBOX:
        return "recipient"
    return "transport"
