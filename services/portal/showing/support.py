"""A result of support in words and as the plots want it."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import format_percent, get_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from shared.reference.vocabulary import label

Share = Mapping[str, Any]
STATES: Mapping[str, tuple[str, object]] = {
    "draft": ("open", _l("being prepared")),
    "open": ("now", _l("open")),
    "closed": ("done", _l("closed")),
}
ADVICE: Mapping[str, tuple[str, object]] = {
    "go": ("done", _l("go")),
    "adapt": ("attention", _l("adapt first")),
    "wait": ("waiting", _l("wait")),
}
MISSING: Mapping[str, object] = {
    "not_asked": _l("was not asked"),
    "few": _l("fewer than five answers"),
    "nobody": _l("nobody took part"),
}


def plotted(asked: Mapping[str, Any], kind: str) -> dict[str, Any]:
    """Return one question for the page: its words, plots and sentences.

    `stacked` and `interval` are the items of the plots of those names.
    """
    total: Share | None = asked["total"]
    rows = [(named(one), one) for one in asked["groups"]]
    # of one group alone, all together is the same
    if total is not None and len(rows) != 1:
        rows.append((_("All together"), total))
    return {
        "question": asked["question"].get(get_locale().language) if asked["question"] else "",
        "total": total,
        "categories": categories(kind),
        "stacked": [(name, one["counts"], response(one)) for name, one in rows if one["counts"]],
        "interval": [
            (name, one["interval"][0], one["low"], one["interval"][1])
            for name, one in rows
            if one["counts"]
        ],
        "hidden": _hidden(total),
        "spread": [(_steps(one["steps"]), one["count"]) for one in asked["spread"]],
    }


def categories(kind: str) -> list[str]:
    """Return what the counts of a measure are called, from most against to most in favour."""
    if kind == "counted":
        return [_("against"), _("with reservations"), _("in favour")]
    return [_("not in favour"), _("in favour")]


def named(share: Share) -> str:
    """Return the names of the groups that are shown together."""
    return ", ".join(share["names"])


def response(share: Share) -> str:
    """Return how many of those who may take part did, in words."""
    return str(
        _(
            "%(n)s of %(all)s took part (%(share)s)",
            n=share["took_part"],
            all=share["invited"],
            share=format_percent(share["response"]),
        )
    )


def reason(rule: Mapping[str, Any], measure: Mapping[str, Any]) -> str:
    """Return one rule of the threshold as a sentence."""
    threshold = measure["threshold"]
    sentences = {
        ("response", True): _("Enough people took part: %(n)s %% or more was agreed."),
        ("response", False): _("Too few people took part: at least %(n)s %% was agreed."),
        ("share", True): _("Of those who voted at least %(n)s %% is in favour, as agreed."),
        ("share", False): _("Of those who voted fewer than the agreed %(n)s %% is in favour."),
        ("grave", True): _("No grave objection waits for an answer."),
        ("grave", False): _("Grave objections that wait for an answer: %(n)s."),
    }
    text = sentences[(rule["code"], rule["met"])]
    wanted = threshold["share"] if rule["code"] == "share" else rule["wanted"]
    return str(text.replace("%(n)s", str(wanted)).replace("%%", "%"))


def _hidden(total: Share | None) -> str:
    if total is None:
        return str(_("Fewer than five people answered; nothing is told of their answers."))
    if total["counts"]:
        return ""
    if total["low"] == 0 and total["high"] == 1:
        return str(_("So few answered otherwise than the others that no figure is told."))
    return str(
        _(
            "Between %(low)s and %(high)s is in favour. The exact figure would tell about fewer "
            "than five people.",
            low=format_percent(total["low"]),
            high=format_percent(total["high"]),
        )
    )


def _steps(steps: Sequence[int]) -> str:
    language = get_locale().language
    return " / ".join(label("support_answers", str(step + 1), language) for step in steps)
