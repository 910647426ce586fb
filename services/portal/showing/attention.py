"""What is stuck or due with a congregation, as one pill and a sentence."""

from collections.abc import Mapping
from typing import Any

from flask_babel import get_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from services.portal.moments import day
from services.portal.showing.tracks import title_of
from shared.reference.vocabulary import label

STUCK = frozenset(
    {
        "decision_contested",
        "no_contact",
        "track_without_date",
        "proposal_unanswered",
        "check_in_missed",
        "check_in_stuck",
        "wish_to_talk",
        "role_vacant",
        "apk_expired",
    }
)
SENTENCES: Mapping[str, object] = {
    "decision_contested": _l("A leader contested the decision you wrote down."),
    "decision_unconfirmed": _l("A decision you wrote down waits to be confirmed since %(on)s."),
    "proposal_unanswered": _l("Your proposal has had no answer since %(on)s."),
    "evaluation_due": _l("%(name)s is due on %(on)s."),
    "track_without_date": _l("%(title)s is planned but has no date."),
    "deferral_over": _l("%(title)s was to be taken up again on %(on)s."),
    "check_in_missed": _l("Our question of %(on)s how it goes was not answered."),
    "check_in_stuck": _l("They say that they are stuck."),
    "wish_to_talk": _l("They ask for a call."),
    "agency_silent": _l("An agency did not answer our question of %(on)s."),
    "agency_stuck": _l("An agency says that the cooperation is stuck."),
    "role_vacant": _l("%(about)s is vacant since %(on)s."),
    "actions_late": _l("Actions that are late: %(about)s, the first since %(on)s."),
    "apk_due": _l("The stamp ends on %(on)s; plan the next check-up."),
    "apk_expired": _l("The stamp ended on %(on)s."),
    "no_contact": "",  # the line about the last contact says it
    "no_journey": _l("The journey has not begun yet."),
}


def told(glance: dict[str, Any]) -> list[dict[str, str]]:
    """Return `{shape, word, sentence}` for each thing that is stuck, waits or is due."""
    return [
        {
            "shape": "attention" if need["code"] in STUCK else "waiting",
            "word": _word(need["code"]),
            "sentence": _sentence(need, glance),
        }
        for need in glance["attention"]
        if need["code"] in SENTENCES
    ]


def in_short(codes: list[str]) -> tuple[str, str] | None:
    """Return (shape, word) of the first thing that is stuck, waits or is due."""
    known = [code for code in codes if code in SENTENCES]
    if not known:
        return None
    return ("attention" if known[0] in STUCK else "waiting"), _word(known[0])


def is_stuck(codes: list[str]) -> bool:
    """Tell whether anything of this keeps a congregation from going on."""
    return not STUCK.isdisjoint(codes)


def _word(code: str) -> str:
    if code == "no_contact":
        return str(_("no contact for long"))
    return str(_("stuck") if code in STUCK else _("due"))


def _sentence(need: dict[str, Any], glance: dict[str, Any]) -> str:
    language = get_locale().language
    track = next((t for t in glance["tracks"] if t["id"] == need["id"]), None)
    is_evaluation = need["code"] == "evaluation_due"
    values = {
        "on": day(need["on"]) if need["on"] else "",
        "title": title_of(track, language) if track else "",
        "about": need["kind"] or "",
        "name": label("session_kinds", need["kind"], language) if is_evaluation else "",
    }
    return str(SENTENCES[need["code"]]) % values
