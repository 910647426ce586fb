"""Words and shapes for check-ins, home teams, evaluations and stamps."""

from collections.abc import Mapping
from datetime import date, timedelta

from flask_babel import format_date, ngettext
from flask_babel import lazy_gettext as _l

Words = Mapping[str, tuple[object, str]]
WEEKS = (2, 3, 4, 6, 8, 10, 13, 26)

PROGRESS: Words = {
    "good": (_l("going well"), "done"),
    "slow": (_l("going slowly"), "waiting"),
    "stuck": (_l("stuck"), "attention"),
}
CHECK_INS: Words = {
    "due": (_l("waits for an answer"), "waiting"),
    "missed": (_l("not answered"), "attention"),
    "escalated": (_l("not answered; a second coach knows"), "attention"),
    "called_off": (_l("no longer asked"), "stopped"),
}
HOW: Mapping[str, object] = {
    "link": _l("answered by mail"),
    "page": _l("answered here"),
    "told": _l("told to the coach"),
}
TEAMS: Words = {
    "forming": (_l("being formed"), "planned"),
    "approved": (_l("approved by the council"), "planned"),
    "active": (_l("at work"), "now"),
    "wound_up": (_l("wound up"), "stopped"),
}
SEATS: Mapping[str, object] = {
    "chair": _l("Chair"),
    "treasurer": _l("Treasurer"),
    "communication": _l("Communication"),
    "fundraising": _l("Fundraising"),
    "prayer": _l("Prayer"),
    "confidant": _l("Confidant"),
}
EVERY: Mapping[str, object] = {
    "once": _l("once"),
    "month": _l("each month"),
    "quarter": _l("each quarter"),
    "year": _l("each year"),
}
WARNINGS: Mapping[str, object] = {
    "too_small": _l("Five to seven people carry this best; you are fewer."),
    "too_large": _l("Five to seven people carry this best; you are more."),
    "no_confidant": _l("Nobody is the confidant yet: somebody whom the worker can tell anything."),
    "no_calamity_protocol": _l("It is not written down yet who does what in a calamity."),
}
STAGES: Words = {
    "scheduled": (_l("planned"), "planned"),
    "round_open": (_l("the questions are out"), "now"),
    "analysed": (_l("the answers are in"), "now"),
    "discussed": (_l("talked over; waits for the decision"), "waiting"),
    "decided": (_l("decided"), "done"),
}
MOMENTS: Mapping[str, object] = {
    "t0": _l("At the beginning"),
    "m6": _l("After six months"),
    "m12": _l("After twelve months"),
    "apk": _l("Check-up"),
    "other": _l("In between"),
}
VERDICTS: Words = {
    "met": (_l("reached"), "done"),
    "partly": (_l("partly reached"), "waiting"),
    "not": (_l("not reached"), "attention"),
    "dropped": (_l("given up"), "stopped"),
}
STAMPS: Words = {
    "continue": (_l("Continue"), "done"),
    "adjust": (_l("Adjust"), "waiting"),
    "restart": (_l("Begin anew"), "attention"),
}
APKS: Words = {
    "open": (_l("waits for its stamp"), "waiting"),
    "valid": (_l("valid"), "done"),
    "due": (_l("ends within a month"), "attention"),
    "expired": (_l("expired"), "attention"),
    "replaced": (_l("replaced by a newer one"), "stopped"),
}


def month(iso: str) -> str:
    """Return a month in short: `nov 2026`."""
    return str(format_date(date.fromisoformat(iso), "MMM yyyy", rebase=False))


def weeks() -> list[tuple[str, str]]:
    """Return how often one may be asked, for a list to choose from."""
    return [(str(n), str(ngettext("%(num)s week", "%(num)s weeks", n))) for n in WEEKS]


def long_vacant(today: str) -> str:
    """Return the day since when a vacant role is alarming."""
    return (date.fromisoformat(today) - timedelta(days=60)).isoformat()


def options(words: Words) -> list[tuple[str, object]]:
    """Return codes with their words, to choose from."""
    return [(code, word) for code, (word, _shape) in words.items()]
