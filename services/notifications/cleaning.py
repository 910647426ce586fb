"""What other people typed, made safe to stand in a header, a line or a paragraph of a mail."""

import re
from urllib.parse import urlsplit

from email_validator import EmailNotValidError, validate_email

# Overrides and isolates can make a line read as something else; marks such as U+200F cannot.
_DECEIVING = re.compile("[\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_BREAKING = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_WEB_LINK = re.compile(r"https?://[!#-;=?-~]{1,900}")
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")


class Unbuildable(ValueError):
    """A mail that cannot be made as asked; `field` names the part that is wrong."""

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(f"{field}: {reason}")
        self.field = field
        self.reason = reason


def clean_header(text: str, limit: int = 200) -> str:
    """Return text as one line that no mail program reads as a second header or an encoded word."""
    without_encoded_words = clean_line(text, limit).replace("=?", "= ?")
    return without_encoded_words[:limit].rstrip()


def clean_line(text: str, limit: int = 200) -> str:
    """Return text as one line of at most `limit` characters, without controls or hidden turns."""
    visible = _BREAKING.sub(" ", _DECEIVING.sub("", text))
    return " ".join(visible.split())[:limit].rstrip()


def clean_text(text: str) -> str:
    """Return text with plain newlines and without controls; paragraphs stay as they were typed."""
    unified = _LINE_ENDS.sub("\n", _DECEIVING.sub("", text))
    return _UNPRINTABLE.sub("", unified)


def bare_address(text: str, field: str) -> str:
    """Return a mail address in ASCII (an international domain as punycode) or raise Unbuildable."""
    try:
        # Whether a domain is reachable is for the relay to say; a test domain is an address too.
        checked = validate_email(
            text, allow_smtputf8=False, check_deliverability=False, globally_deliverable=False
        )
    except EmailNotValidError as error:
        raise Unbuildable(field, str(error)) from error
    if checked.ascii_email is None:
        raise Unbuildable(field, "the address needs letters that not every relay accepts")
    return checked.ascii_email


def web_link(text: str, field: str) -> str:
    """Return the address of a web page as it is, or raise Unbuildable for anything else."""
    if not _WEB_LINK.fullmatch(text) or not _hostname(text):
        raise Unbuildable(field, "only the address of a web page is linked")
    return text


def _hostname(link: str) -> str | None:
    try:
        return urlsplit(link).hostname
    except ValueError:
        return None
