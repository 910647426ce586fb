"""Dates, for everybody: one session, one's own calendar, how dates reach one."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import get_locale
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from services.portal.clients.scheduling import own as scheduling
from services.portal.forms.leader import ChoiceForm, FeedForm
from services.portal.forms.sending import sent
from services.portal.session import visitor
from services.portal.showing import dates
from shared.web import edge

pages = Blueprint("calendar", __name__)
Page = str | Response | tuple[str, int]


@pages.get("/sessions/<uuid:session_id>")
def session(session_id: UUID) -> Page:
    """Show one session: when, where, what about, and whether one comes."""
    found = scheduling.session(str(session_id))
    me = str(visitor().actor.id)
    mine = next((p for p in found["participants"] if p["person_id"] == me), None)
    return render_template(
        "calendar/session.html",
        session=found,
        shown=dates.shown(found, get_locale().language),
        mine=mine,
        may_change=visitor().actor.has("coach") and found["state"] in dates.COMING,
    )


@pages.post("/sessions/<uuid:session_id>/answer")
def answer(session_id: UUID) -> Page:
    """Tell whether one comes."""
    scheduling.answer_session(str(session_id), request.form.get("answer", ""))
    flash(_("Thank you, that is written down."), "success")
    return redirect(url_for("calendar.session", session_id=session_id), 303)


@pages.get("/calendar")
def own() -> Page:
    """Show one's own dates and how they reach one."""
    return _own(FeedForm(), ChoiceForm(data={"choice": scheduling.choice()}))


@pages.post("/calendar/choice")
def choose() -> Page:
    """Choose invitations, a calendar link, or neither."""
    form = ChoiceForm()
    if sent(form, lambda: scheduling.choose(form.choice.data or "")) is None:
        return _own(FeedForm(), form), 422
    flash(_("Saved."), "success")
    return redirect(url_for("calendar.own"), 303)


@pages.post("/calendar/feeds")
def new_feed() -> Page:
    """Make a calendar link and show its address, once."""
    form = FeedForm()
    language = get_locale().language
    address = sent(form, lambda: scheduling.new_feed(form.device.data or "", language))
    if address is None:
        return _own(form, ChoiceForm(data={"choice": scheduling.choice()})), 422
    return render_template("calendar/feed.html", address=address, device=form.device.data)


@pages.post("/calendar/feeds/<uuid:feed_id>/end")
def end_feed(feed_id: UUID) -> Page:
    """End a calendar link: whoever holds it sees nothing any more."""
    scheduling.end_feed(str(feed_id))
    flash(_("That calendar link no longer works."), "success")
    return redirect(url_for("calendar.own"), 303)


def _own(feed_form: FeedForm, choice_form: ChoiceForm) -> str:
    coming = dates.coming(scheduling.calendar(), edge.tools().clock)
    return render_template(
        "calendar/own.html",
        dates=dates.dates(coming, get_locale().language),
        feeds=scheduling.feeds(),
        feed_form=feed_form,
        choice_form=choice_form,
    )
