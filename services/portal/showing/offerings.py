"""Offerings and the requests for them as an agency reads them: shapes, words, next steps."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l

from services.portal.forms.choosing import Option

SHAPES: Mapping[str, str] = {
    "draft": "open",
    "open": "now",
    "full": "done",
    "closed": "stopped",
    "withdrawn": "stopped",
}
STEPS: Mapping[str, tuple[Option, ...]] = {
    "draft": (("open", _l("Open it")), ("withdrawn", _l("Withdraw it"))),
    "open": (("closed", _l("Close it for now")), ("withdrawn", _l("Withdraw it"))),
    "full": (("closed", _l("Close it for now")), ("withdrawn", _l("Withdraw it"))),
    "closed": (("open", _l("Open it again")), ("withdrawn", _l("Withdraw it"))),
    "withdrawn": (("open", _l("Open it again")),),
}
REQUESTS: Mapping[str, tuple[str, object]] = {
    "asked": ("waiting", _l("your answer is asked")),
    "said_yes": ("planned", _l("you said yes")),
    "said_no": ("done", _l("you said no")),
    "no_match": ("stopped", _l("no match")),
    "introduced": ("now", _l("introduced")),
    "exploring": ("now", _l("getting to know each other")),
    "agreement": ("now", _l("making an agreement")),
    "active": ("now", _l("working together")),
    "ended": ("done", _l("ended")),
    "withdrawn": ("stopped", _l("taken back")),
}


def steps_from(state: str) -> tuple[Option, ...]:
    """Return (state, label) of what an offering can become from here."""
    return STEPS[state]
