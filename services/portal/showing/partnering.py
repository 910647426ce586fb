"""What pages say of shortlists, visits and agreements: words and signs of their states."""

from collections.abc import Mapping
from typing import Any

from flask_babel import get_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from shared.reference.vocabulary import codes

Words = Mapping[str, tuple[str, object]]

# state: (shape of the sign, words)
VISITS: Words = {
    "idea": ("planned", _l("an idea")),
    "risk_checked": ("waiting", _l("risk weighed, waits for a yes")),
    "approved": ("now", _l("approved")),
    "gone": ("open", _l("made, not yet told about")),
    "debriefed": ("done", _l("told about")),
    "cancelled": ("stopped", _l("called off")),
}
AGREEMENTS: Words = {
    "draft": ("planned", _l("being written")),
    "reviewed": ("waiting", _l("ready, waits for a yes")),
    "active": ("now", _l("holds")),
    "under_review": ("attention", _l("holds, time to look back")),
    "renewed": ("now", _l("holds, renewed")),
    "ending": ("attention", _l("holds, is being ended well")),
    "ended": ("done", _l("ended")),
    "dropped": ("stopped", _l("never came about")),
}
VERDICTS = {
    "good": _l("good"),
    "mixed": _l("mixed"),
    "poor": _l("poor"),
    "unknown": _l("not yet known"),
}
WEIGHTS = {1: _l("counts a little"), 2: _l("counts"), 3: _l("counts most")}
RISKS = {"low": _l("low"), "medium": _l("medium"), "high": _l("high")}
VISIT_KINDS = {
    "agency": _l("to an agency"),
    "country": _l("to a country or place"),
    "people_group": _l("to a people group"),
}
SIDES = {"congregation": _l("the congregation"), "agency": _l("the agency")}
WISHES = {
    "continue": _l("go on as it is"),
    "change": _l("go on, with a change"),
    "end": _l("end it well"),
}
EXIT_STEPS = {
    "told": _l("Everybody whom it concerns has been told, those abroad first"),
    "handed_over": _l("What goes on has been handed over"),
    "means_settled": _l("Money and goods are settled"),
    "public_word": _l("What is said publicly has been agreed"),
    "thanked": _l("Thanked each other, and God, for what was"),
}
TOLD_BY = {
    "leader": _l("a leader"),
    "working_group": _l("somebody of the working group"),
    "agency_staff": _l("somebody of the agency"),
    "contact": _l("the agency's contact"),
    "other": _l("somebody else"),
}
WORDS: Mapping[str, Mapping[Any, Any]] = {
    "visit_states": VISITS,
    "agreement_states": AGREEMENTS,
    "verdicts": VERDICTS,
    "weights": WEIGHTS,
    "risks": RISKS,
    "visit_kinds": VISIT_KINDS,
    "sides": SIDES,
    "wishes": WISHES,
    "exit_words": EXIT_STEPS,
    "told_by": TOLD_BY,
}


def title_of(found: Mapping[str, Any]) -> str:
    """Return the title of an offering in the reader's language, or the other one."""
    language = get_locale().language
    mine, other = ("title_nl", "title_en") if language == "nl" else ("title_en", "title_nl")
    return str(found.get(mine) or found.get(other) or "")


def means_choices() -> list[tuple[str, str]]:
    """Return the kinds of what somebody brings in, for a list to choose from."""
    language = get_locale().language
    named = [(term.code, term.label(language)) for term in codes("means")]
    return [("", _("not said")), *named]


def name_of(candidate: Mapping[str, Any]) -> str:
    """Return how a candidate is called on its shortlist."""
    language = get_locale().language
    titles = [candidate[f"offering_title_{one}"] for one in (language, "nl", "en")]
    parts = [candidate["name"], candidate["agency_name"], next(filter(None, titles), None)]
    return " – ".join(part for part in parts if part) or str(candidate["code"] or "")


def partners_of(matches: list[dict[str, Any]]) -> list[tuple[str, str]]:
    """Return (match, partner) of those that a congregation was introduced to."""
    together = ("introduced", "exploring", "agreement", "active")
    return [(one["id"], _called(one)) for one in matches if one["state"] in together]


def proposals_of(matches: list[dict[str, Any]]) -> list[tuple[str, str]]:
    """Return (match, words) of all proposals that are still going on."""
    over = ("declined", "expired", "withdrawn", "ended", "said_no", "no_match")
    return [(one["id"], _called(one)) for one in matches if one["state"] not in over]


def _called(match: Mapping[str, Any]) -> str:
    offering = match["offering"]
    parts = ((offering.get("agency") or {}).get("name"), title_of(offering))
    return " – ".join(part for part in parts if part)
