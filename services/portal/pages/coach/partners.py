"""Finding partners for a congregation: three in sentences, the figures behind, the proposal."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask_babel import format_decimal, get_locale
from flask_babel import gettext as _

from services.portal.clients.congregations import coach as church
from services.portal.clients.notifications.previews import preview
from services.portal.clients.partners import coach as partners
from services.portal.forms.coach import AnswerForm, ProposeForm, SetAsideForm
from services.portal.forms.sending import errors, sent
from services.portal.moments import today
from services.portal.pages.coach.area import Page, pages
from services.portal.session import visitor
from services.portal.showing import tracks


@pages.get("/coach/congregations/<uuid:congregation_id>/partners")
def partners_of(congregation_id: UUID) -> Page:
    """Show the partners that suit: three at first, more when asked."""
    language = get_locale().language
    limit = 30 if request.args.get("all") else 3
    ranking = partners.ranking(str(congregation_id), language, limit)
    told = church.journey(str(congregation_id))
    return render_template(
        "coach/partners.html",
        congregation=told["congregation"],
        ranking=ranking,
        matches=partners.matches(str(congregation_id)),
        everything=limit > 3,
    )


@pages.get("/coach/congregations/<uuid:congregation_id>/reasons/<uuid:offering_id>")
def reasons(congregation_id: UUID, offering_id: UUID) -> Page:
    """Show how the score of one offering adds up, and what would change its place."""
    language = get_locale().language
    return render_template(
        "coach/reasons.html",
        congregation=church.journey(str(congregation_id))["congregation"],
        found=partners.explanation(str(congregation_id), str(offering_id), language),
        points=lambda hundredths: format_decimal(hundredths / 100, "#,##0.00"),
    )


@pages.get("/coach/congregations/<uuid:congregation_id>/partners/<uuid:offering_id>")
def propose_form(congregation_id: UUID, offering_id: UUID) -> Page:
    """Show what will be sent: the letter to the leaders, the card for the agency."""
    return _propose(congregation_id, offering_id, ProposeForm())


@pages.post("/coach/congregations/<uuid:congregation_id>/partners/<uuid:offering_id>")
def propose(congregation_id: UUID, offering_id: UUID) -> Page:
    """Propose it, or show the letter once more with the paragraph written."""
    form = ProposeForm()
    if request.form.get("act") == "preview":
        return _propose(congregation_id, offering_id, form)
    done = sent(
        form,
        lambda: partners.propose(
            congregation_id=str(congregation_id),
            offering_id=str(offering_id),
            paragraph=form.paragraph.data or None,
            override_reason=form.override_reason.data or None,
            digest=form.digest.data or None,
        ),
    )
    if done is None:
        return _propose(congregation_id, offering_id, form, letter=False), 422
    flash(_("Proposed. The leaders get a mail; the agency hears nothing yet."), "success")
    return redirect(url_for("coach.match", match_id=done["id"]), 303)


@pages.post("/coach/congregations/<uuid:congregation_id>/partners/<uuid:offering_id>/set-aside")
def set_aside(congregation_id: UUID, offering_id: UUID) -> Page:
    """Take an offering off this congregation's ranking, with the reason."""
    form = SetAsideForm()
    why = form.reason.data or ""
    if sent(form, lambda: partners.set_aside(str(congregation_id), str(offering_id), why)) is None:
        flash(" ".join(text for _id, text in errors(form)), "error")
    else:
        flash(_("Set aside. The next one takes its place."), "success")
    return redirect(url_for("coach.partners_of", congregation_id=congregation_id), 303)


@pages.get("/coach/matches/<uuid:match_id>")
def match(match_id: UUID) -> Page:
    """Show where a match stands, both answers included."""
    found = partners.match(str(match_id))
    return render_template("coach/match.html", match=found, form=AnswerForm())


@pages.post("/coach/matches/<uuid:match_id>")
def change_match(match_id: UUID) -> Page:
    """Write down a reported answer, withdraw, or bring an introduced match further."""
    act = request.form.get("act", "")
    form = AnswerForm()
    acts: dict[str, Any] = {
        "answer": lambda: sent(form, lambda: _report(match_id, form)),
        "withdraw": lambda: partners.withdraw(str(match_id)),
    }
    done = acts.get(act, lambda: partners.move(str(match_id), act))()
    if done is None:
        flash(" ".join(text for _id, text in errors(form)), "error")
    else:
        flash(_("Changed."), "success")
    return redirect(url_for("coach.match", match_id=match_id), 303)


def _report(match_id: UUID, form: AnswerForm) -> dict[str, Any]:
    held_on = form.held_on.data.isoformat() if form.held_on.data else None
    done = partners.report_answer(
        str(match_id),
        answer=form.answer.data,
        body=form.body.data or None,
        held_on=held_on,
        as_reported={"by_role": form.by_role.data},
    )
    if form.body.data and held_on:
        # the leaders get a letter, to confirm or contest what the coach was told
        church.report_decision(
            done["congregation_id"],
            about="match",
            about_id=str(match_id),
            body=form.body.data,
            held_on=held_on,
            text=f"{_('Yes') if form.answer.data == 'yes' else _('No')}: "
            + tracks.title_of(done["offering"], get_locale().language),
            as_reported={"by_role": form.by_role.data},
        )
    return done


def _propose(
    congregation_id: UUID, offering_id: UUID, form: ProposeForm, *, letter: bool = True
) -> str:
    # after a refusal the letter waits until it is asked for: a page makes four calls at most
    offering = partners.offering(str(offering_id))
    card = partners.card(str(congregation_id), str(offering_id))
    form.digest.data = card["digest"]
    return render_template(
        "coach/propose.html",
        congregation_id=congregation_id,
        name=request.args.get("name", ""),
        offering=offering,
        card=card,
        letter=_letter(offering, form) if letter else None,
        form=form,
        beyond=bool(request.args.get("beyond") or form.override_reason.errors),
    )


def _letter(offering: dict[str, Any], form: ProposeForm) -> Any:
    return preview("proposal_to_congregation", get_locale().language, _facts(offering, form))


def _facts(offering: dict[str, Any], form: ProposeForm) -> dict[str, Any]:
    """Return what the letter will say; the name of the congregation is the page's own."""
    discreet = offering["label"] >= 2
    link = url_for("leader.home", _external=True)
    if discreet:
        return {"discreet": True, "code": "······", "link": link}
    person = visitor().person
    return {
        "discreet": False,
        "congregation": request.args.get("name") or _("your congregation"),
        "agency": offering["agency"]["name"] if offering["agency"] else None,
        "offering": tracks.title_of(offering, get_locale().language),
        "link": link,
        "coach": person.name if person else "",
        "personal": form.paragraph.data or None,
        "until": (today() + timedelta(days=14)).isoformat(),
    }
