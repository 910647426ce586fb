"""The pages of leaders and working groups: our journey, what to answer, our dates."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import get_locale
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from services.portal.clients.congregations import leader as church
from services.portal.clients.partners import leader as partners
from services.portal.clients.scheduling import own as scheduling
from services.portal.forms.leader import DecisionForm, ProposalForm
from services.portal.forms.sending import sent
from services.portal.session import visitor
from services.portal.showing import dates, tracks
from services.portal.showing.ways import ways
from shared.actor import Role
from shared.errors import NotFound
from shared.web import edge

pages = Blueprint("leader", __name__)
Page = str | Response | tuple[str, int]
OURS: tuple[Role, ...] = ("leader", "working_group")


@pages.get("/congregation")
def home() -> Page:
    """Lead to the one congregation, or let people with several choose."""
    ours = sorted(str(i) for i in visitor().actor.organisations(OURS))
    if not ours:
        raise NotFound
    if len(ours) == 1:
        return redirect(url_for("leader.journey", congregation_id=ours[0]), 303)
    return render_template("leader/which.html", names=church.names(ours))


@pages.get("/congregation/<uuid:congregation_id>")
def journey(congregation_id: UUID) -> Page:
    """Show where the congregation stands, what it is asked, and its dates."""
    language = get_locale().language
    told = church.journey(str(congregation_id))
    proposals = partners.proposals(str(congregation_id))
    sessions = dates.coming(scheduling.sessions(str(congregation_id)), edge.tools().clock)
    found = told["journey"]
    return render_template(
        "leader/journey.html",
        congregation=told["congregation"],
        journey=found,
        timeline=tracks.timeline(found["tracks"], language) if found else [],
        to_confirm=[d for d in told["decisions"] if d["state"] == "reported"],
        leads="leads" in told["relations"],
        launch=told["launch"],
        ways=ways(str(congregation_id), told["relations"]),
        proposals=proposals,
        dates=dates.dates(sessions, language),
    )


@pages.get("/congregation/proposals/<uuid:match_id>")
def proposal(match_id: UUID) -> Page:
    """Show a proposal of the coach, with the answer form when an answer is asked."""
    return _proposal(match_id, ProposalForm())


@pages.post("/congregation/proposals/<uuid:match_id>")
def answer(match_id: UUID) -> Page:
    """Answer a proposal for the congregation."""
    form = ProposalForm()
    done = sent(
        form,
        lambda: partners.answer(
            str(match_id),
            answer=form.answer.data,
            body=form.body.data or None,
            held_on=form.held_on.data.isoformat() if form.held_on.data else None,
            reason=form.reason.data or None,
        ),
    )
    if done is None:
        return _proposal(match_id, form), 422
    flash(
        _("Thank you. Your yes is kept; now we ask the agency.")
        if form.answer.data == "yes"
        else _("Thank you. Your no is kept; the agency does not hear that you were asked."),
        "success",
    )
    return redirect(url_for("leader.proposal", match_id=match_id), 303)


@pages.get("/congregation/decisions/<uuid:decision_id>")
def decision(decision_id: UUID) -> Page:
    """Show a decision that the coach wrote down, to confirm or contest it."""
    for congregation_id in sorted(str(i) for i in visitor().actor.organisations(OURS))[:3]:
        for found in church.journey(congregation_id)["decisions"]:
            if found["id"] == str(decision_id):
                return render_template("leader/decision.html", decision=found, form=DecisionForm())
    raise NotFound


@pages.post("/congregation/decisions/<uuid:decision_id>")
def answer_decision(decision_id: UUID) -> Page:
    """Confirm or contest it."""
    form = DecisionForm()
    done = sent(
        form,
        lambda: church.answer_decision(
            str(decision_id), form.answer.data or "", form.note.data or ""
        ),
    )
    if done is None:
        flash(" ".join(form.form_errors) or _("That did not work."), "error")
        return redirect(url_for("leader.decision", decision_id=decision_id), 303)
    flash(_("Thank you, that is written down."), "success")
    return redirect(url_for("leader.home"), 303)


def _proposal(match_id: UUID, form: ProposalForm) -> str:
    found = partners.proposal(str(match_id))
    congregation_id = found["congregation_id"]
    leads = congregation_id and visitor().actor.has("leader", UUID(congregation_id))
    return render_template("leader/proposal.html", match=found, form=form, leads=leads)
