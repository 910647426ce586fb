"""What either side does with an agreement: the same forms on both sides' pages."""

from collections.abc import Callable
from typing import Any

from flask import request
from flask_babel import gettext as _

from services.portal.clients.partners import partnering as partners
from services.portal.forms.ids import id_of
from services.portal.forms.partnering.agreements import (
    EndForm,
    ReviewForm,
    TextForm,
    contributions_of,
)
from services.portal.forms.partnering.saying import ReportAnswerForm, Saying, Versioned
from services.portal.forms.sending import errors, sent, tried
from services.portal.pages.partnering.area import Answer, Done, Forms, act_of
from services.portal.showing.partnering import WORDS, means_choices

Tell = Callable[[str, Answer], Answer]
ROWS = 3


def act_on(agreement_id: str) -> Done:
    """Do what the form's `act` asks for."""

    def tell(what: str, body: Answer) -> Answer:
        return partners.on_agreement(agreement_id, what, body)

    return act_of(
        {
            "change": lambda: _change(agreement_id),
            "ready": lambda: _ready(tell),
            "accept": lambda: accept(tell),
            "answer": _answer_report,
            "review": lambda: review(tell),
            "ending": lambda: _begin_ending(tell),
            "settle": lambda: _settle(tell),
            "end": lambda: _end(tell),
        }
    )()


def accept(tell: Tell) -> Done:
    """Say yes for one side."""
    form = Saying()
    given = form.decided() if form.side.data != "agency" else {}
    body = {**given, **form.told(reported=_reported()), **form.seen()}
    done = sent(form, lambda: tell("acceptances", body))
    return {"accept": form}, _("Thank you. Your yes is kept.") if done else None


def review(tell: Tell) -> Done:
    """Say how one side wishes to go on."""
    form = ReviewForm()
    body = {**form.facts(), **form.told(reported=_reported())}
    done = sent(form, lambda: tell("reviews", body))
    return {"review": form}, _("Thank you, that is written down.") if done else None


def text_body(form: TextForm) -> Answer:
    """Return the text that was typed."""
    return {**form.facts(), "contributions": contributions_of(request.form)}


def shown(found: Answer, forms: Forms) -> dict[str, Any]:
    """Return what the pages of both sides show of an agreement."""
    faulty = next(iter(forms.values()), None)
    change = forms.get("change")
    text = TextForm(formdata=None, data=TextForm.shown(found))
    written = contributions_of(request.form) if change else found["text"]["contributions"]
    return {
        "found": found,
        "faults": errors(faulty) if faulty else [],
        "tried": next(iter(forms), ""),
        "text_form": change or text,
        "rows": rows_of(written),
        "accept_form": forms.get("accept") or Saying(formdata=None),
        "review_form": forms.get("review") or ReviewForm(formdata=None),
        "end_form": forms.get("end") or forms.get("ending") or EndForm(formdata=None),
        "means_choices": means_choices(),
        "accepted": [one["side"] for one in found["acceptances"]],
        **WORDS,
    }


def rows_of(written: list[Answer]) -> list[Answer]:
    """Return the rows in which contributions are typed: those there are, and empty ones."""
    rows = list(written)
    for side in ("congregation", "agency"):
        empty = {"side": side, "who": "", "what": "", "means": None}
        rows += [empty] * (1 if written else ROWS)
    return rows


def _change(agreement_id: str) -> Done:
    form = TextForm()
    done = sent(form, lambda: partners.rewrite(agreement_id, {**text_body(form), **form.seen()}))
    said = _("Saved. A new text asks for a new yes of both sides.")
    return {"change": form}, said if done else None


def _ready(tell: Tell) -> Done:
    form = Versioned()
    done = tried(form, lambda: tell("readiness", form.seen()))
    return {"ready": form}, _("Both sides get a mail to read it and say yes.") if done else None


def _answer_report() -> Done:
    form = ReportAnswerForm()
    number = id_of("acceptance_id")
    body = {"answer": form.answer.data, "note": form.note.data or ""}
    done = sent(form, lambda: partners.answer_acceptance(number, body))
    return {"answer": form}, _("Thank you, that is written down.") if done else None


def _begin_ending(tell: Tell) -> Done:
    form = EndForm()
    body = {"reason": form.reason.data or None, **form.told(reported=_reported())}
    done = sent(form, lambda: tell("ending", body))
    return {"ending": form}, _("Settle what is on the list together.") if done else None


def _settle(tell: Tell) -> Done:
    form = Versioned()
    code = request.form.get("code", "")
    done = tried(form, lambda: tell(f"exit-steps/{code}", {"done": not request.form.get("undo")}))
    return {"settle": form}, _("Saved.") if done else None


def _end(tell: Tell) -> Done:
    form = EndForm()
    how = "breach" if request.form.get("how") == "breach" else "graceful"
    told = form.told(reported=_reported())
    body = {"how": how, "reason": form.reason.data or None, **told}
    done = sent(form, lambda: tell("end", body))
    return {"end": form}, _("It has ended.") if done else None


def _reported() -> bool:
    return bool(request.form.get("reported"))
