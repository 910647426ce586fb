"""Comparing partners or peoples: criteria, candidates, how they stand, what was chosen."""

from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from services.portal.clients.partners import partnering as partners
from services.portal.forms.ids import id_of
from services.portal.forms.partnering.shortlists import (
    ROWS,
    CandidateForm,
    OutcomeForm,
    ShortlistForm,
    criteria_of,
    judgements_of,
)
from services.portal.forms.sending import errors, sent, tried
from services.portal.moments import today
from services.portal.pages.partnering.area import (
    Answer,
    Done,
    Forms,
    Page,
    act_of,
    belongs,
    congregation_of,
    pages,
    passes_on,
)
from services.portal.reports import printed
from services.portal.showing.partnering import WORDS, name_of, proposals_of, title_of
from shared.errors import NotFound


@pages.get("/congregations/<uuid:congregation_id>/partnering/shortlists/new")
def new_shortlist(congregation_id: UUID) -> Page:
    """Ask what is to be chosen, and what is important then."""
    return _new(congregation_id, ShortlistForm(formdata=None))


@pages.post("/congregations/<uuid:congregation_id>/partnering/shortlists/new")
def begin_shortlist(congregation_id: UUID) -> Page:
    """Begin a shortlist."""
    form = ShortlistForm()
    body = {"congregation_id": str(congregation_id), "criteria": criteria_of(request.form)}
    done = sent(form, lambda: partners.begin_shortlist({**body, "title": form.title.data}))
    if done is None:
        return _new(congregation_id, form), 422
    flash(_("Begun. Now put those beside each other that you think of."), "success")
    where = url_for(
        "partnering.shortlist", congregation_id=congregation_id, shortlist_id=done["id"]
    )
    return redirect(where, 303)


@pages.get("/congregations/<uuid:congregation_id>/partnering/shortlists/<uuid:shortlist_id>")
def shortlist(congregation_id: UUID, shortlist_id: UUID) -> Page:
    """Show the comparison."""
    return _page(congregation_id, shortlist_id, {})


@pages.post("/congregations/<uuid:congregation_id>/partnering/shortlists/<uuid:shortlist_id>")
def change_shortlist(congregation_id: UUID, shortlist_id: UUID) -> Page:
    """Do one of the things that the page offers."""
    act = act_of(
        {
            "change": lambda: _change(str(shortlist_id)),
            "add": lambda: _add(str(shortlist_id)),
            "choose": lambda: _choose(str(shortlist_id)),
            "judge": lambda: _judge(id_of("candidate_id")),
            "decide": lambda: _decide(id_of("candidate_id")),
            "reopen": lambda: _reopen(id_of("candidate_id")),
            "drop": lambda: _drop(id_of("candidate_id")),
        }
    )
    forms, done = act()
    if done is None:
        return _page(congregation_id, shortlist_id, forms), 422
    flash(done, "success")
    where = url_for(
        "partnering.shortlist", congregation_id=congregation_id, shortlist_id=shortlist_id
    )
    return redirect(where, 303)


SHEET = "/congregations/<uuid:congregation_id>/partnering/shortlists/<uuid:shortlist_id>/sheet"


@pages.get(SHEET)
def comparison(congregation_id: UUID, shortlist_id: UUID) -> Page:
    """Show the comparison as a sheet to print."""
    return _printed(congregation_id, shortlist_id, as_pdf=False)


@pages.get(f"{SHEET}.pdf")
def comparison_pdf(congregation_id: UUID, shortlist_id: UUID) -> Page:
    """Hand out the comparison as PDF."""
    return _printed(congregation_id, shortlist_id, as_pdf=True)


def _change(shortlist_id: str) -> Done:
    form = ShortlistForm()
    criteria = criteria_of(request.form)
    body = {"title": form.title.data, "criteria": criteria, **form.seen()}
    done = sent(form, lambda: partners.change_shortlist(shortlist_id, body))
    return {"change": form}, _("Saved.") if done else None


def _add(shortlist_id: str) -> Done:
    form = CandidateForm()
    done = sent(form, lambda: partners.add_candidate(shortlist_id, form.facts()))
    return {"add": form}, _("It stands beside the others now.") if done else None


def _choose(shortlist_id: str) -> Done:
    """Put what the coach found on the list: `chosen` is its kind and its id."""
    kind, _colon, chosen = request.form.get("chosen", "").partition(":")
    if kind not in ("agency", "offering"):
        raise NotFound
    form = CandidateForm(formdata=None)
    body = {"kind": kind, f"{kind}_id": chosen}
    done = tried(form, lambda: partners.add_candidate(shortlist_id, body))
    return {"choose": form}, _("It stands beside the others now.") if done else None


def _sought(told: Answer) -> dict[str, Any]:
    """Return what a coach looks for among all agencies and offerings, and what was found."""
    words = request.args.get("find", "").strip()[:80]
    looking = bool(words) and "guides" in told["relations"]
    return {"words": words, "choices": partners.choices(words) if looking else None}


def _judge(candidate_id: str) -> Done:
    form = ShortlistForm()
    done = tried(form, lambda: partners.judge(candidate_id, judgements_of(request.form)))
    return {"judge": form}, _("Saved.") if done else None


def _decide(candidate_id: str) -> Done:
    form = OutcomeForm()
    reported = bool(request.form.get("reported"))
    told = form.told(reported=reported)["as_reported"]
    body = {"outcome": form.outcome.data, "reason": form.reason.data, **form.decided()}
    done = sent(form, lambda: partners.decide(candidate_id, {**body, "as_reported": told}))
    return {"decide": form}, _("Written down.") if done else None


def _reopen(candidate_id: str) -> Done:
    form = OutcomeForm()
    reported = bool(request.form.get("reported"))
    told = form.told(reported=reported)["as_reported"]
    body = {"outcome": "open", "reason": form.reason.data or "", "as_reported": told}
    done = tried(form, lambda: partners.decide(candidate_id, body))
    return {"reopen": form}, _("The choice is open again.") if done else None


def _drop(candidate_id: str) -> Done:
    form = CandidateForm(formdata=None)
    done = tried(form, lambda: partners.drop_candidate(candidate_id))
    return {"add": form}, _("Taken off the list.") if done else None


def _new(congregation_id: UUID, form: ShortlistForm) -> str:
    return render_template(
        "partnering/shortlist_new.html",
        congregation=congregation_of(congregation_id),
        form=form,
        rows=_rows(criteria_of(request.form)),
        weights=WORDS["weights"],
    )


def _page(congregation_id: UUID, shortlist_id: UUID, forms: Forms) -> str:
    # one call tells the list and the proposals that could be put on it
    told = partners.overview(str(congregation_id))
    found = _found(told["shortlists"], shortlist_id)
    faulty = next(iter(forms.values()), None)
    change = forms.get("change") or ShortlistForm(formdata=None, data=found)
    return render_template(
        "partnering/shortlist.html",
        congregation=congregation_of(congregation_id),
        found=found,
        relations=told["relations"],
        guides="guides" in told["relations"],
        may_decide=bool({"guides", "leads"} & set(told["relations"])),
        reported=passes_on(told["relations"]),
        faults=errors(faulty) if faulty else [],
        tried=next(iter(forms), ""),
        change_form=change,
        rows=_rows(criteria_of(request.form) if "change" in forms else found["criteria"]),
        judged=_by_criterion(judgements_of(request.form)) if "judge" in forms else {},
        add_form=(forms.get("add") or CandidateForm(formdata=None)).of(
            proposals_of(told["matches"])
        ),
        decide_form=forms.get("decide") or forms.get("reopen") or OutcomeForm(formdata=None),
        candidate_id=request.form.get("candidate_id", ""),
        name_of=name_of,
        title_of=title_of,
        **_sought(told),
        **_compared(found),
        **WORDS,
    )


def _printed(congregation_id: UUID, shortlist_id: UUID, *, as_pdf: bool) -> Page:
    found = belongs(partners.shortlist(str(shortlist_id)), congregation_id)
    return printed(
        "partnering/shortlist_print.html",
        name=f"{_('Comparison')} {found['title']}",
        as_pdf=as_pdf,
        congregation=congregation_of(congregation_id),
        label=2,
        sources=[],
        made_on=today(),
        back_href=url_for(
            "partnering.shortlist", congregation_id=congregation_id, shortlist_id=shortlist_id
        ),
        found=found,
        name_of=name_of,
        **_compared(found),
        **WORDS,
    )


def _found(shortlists: list[Answer], shortlist_id: UUID) -> Answer:
    for one in shortlists:
        if one["id"] == str(shortlist_id):
            return one
    return partners.shortlist(str(shortlist_id))


def _compared(found: Answer) -> dict[str, Any]:
    """Return, per candidate and criterion, how they stand beside each other."""
    return {
        "standing": {
            candidate["id"]: _by_criterion(candidate["judgements"])
            for candidate in found["candidates"]
        }
    }


def _by_criterion(judgements: list[Answer]) -> dict[str, Answer]:
    return {one["criterion_id"]: one for one in judgements}


def _rows(criteria: list[Answer]) -> list[Answer]:
    empty = {"id": "", "name": "", "weight": 2}
    shown = max(4, min(ROWS, len(criteria) + 2))
    return [*criteria, *[empty] * (shown - len(criteria))]
