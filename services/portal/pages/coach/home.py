"""The coach's home: my congregations, the longest unheard first, and what is stuck or due."""

from functools import partial
from typing import Any, NamedTuple

from flask import flash, redirect, render_template, request, url_for
from flask_babel import get_locale, ngettext
from flask_babel import gettext as _

from services.portal import paths
from services.portal.clients.calling import together
from services.portal.clients.congregations import coach as church
from services.portal.clients.scheduling import own as scheduling
from services.portal.forms.coach import ContactForm, RegisterForm
from services.portal.forms.sending import errors, sent
from services.portal.pages.coach.area import Page, pages
from services.portal.showing import attention, dates, tracks
from shared.web import edge

# more cards than this nobody reads; the others stand below them, a line each
IN_FULL = 10


class Line(NamedTuple):
    """A congregation in one line: what is stuck there (shape and word), how long it was silent."""

    id: str
    name: str
    need: tuple[str, str] | None
    since: str


@pages.get("/coach")
def home() -> Page:
    """Show my congregations and my next dates."""
    language = get_locale().language
    told, calendar = together(partial(church.home, IN_FULL), scheduling.calendar)
    glances, others = told["congregations"], told["others"]
    coming = dates.coming(calendar, edge.tools().clock)
    for glance in glances:
        glance["strip"] = tracks.timeline(glance["tracks"], language)
        glance["needs"] = attention.told(glance)
        glance["where"] = _where(glance, language)
    names = {glance["id"]: glance["name"] for glance in (*glances, *others)}
    return render_template(
        "coach/home.html",
        glances=glances,
        others=_in_short(others),
        stuck=sum(attention.is_stuck(one["attention"]) for one in others),
        dates=dates.with_whom(coming[:6], names, language),
    )


def _in_short(others: list[dict[str, Any]]) -> list[Line]:
    """Return the line of each; every wording is looked up once."""
    since = {
        days: _("no contact yet") if days is None else ngettext("%(num)s day", "%(num)s days", days)
        for days in {one["days_silent"] for one in others}
    }
    needs = {
        codes: attention.in_short(list(codes)) for codes in {tuple(o["attention"]) for o in others}
    }
    return [
        Line(
            one["id"],
            f"{one['name']} {one['place'] or ''}".rstrip(),
            needs[tuple(one["attention"])],
            since[one["days_silent"]],
        )
        for one in others
    ]


@pages.post("/coach/congregations/<uuid:congregation_id>/contacts")
def add_contact(congregation_id: object) -> Page:
    """Write down a contact; leads back to where it was written."""
    form = ContactForm()
    done = sent(
        form,
        lambda: church.add_contact(str(congregation_id), kind=form.kind.data, line=form.line.data),
    )
    if done is None:
        flash(" ".join(text for _id, text in errors(form)), "error")
    else:
        flash(_("Written down."), "success")
    back = paths.local_path(request.form.get("back", "")) or url_for("coach.home")
    return redirect(back, 303)


@pages.get("/coach/congregations/new")
def new_congregation() -> Page:
    """Show the form for a congregation that takes part from now on."""
    return render_template("coach/register.html", form=RegisterForm())


@pages.post("/coach/congregations/new")
def register() -> Page:
    """Register a congregation."""
    form = RegisterForm()
    done = sent(
        form,
        lambda: church.register(
            name=form.name.data,
            place=form.place.data or None,
            denomination=form.denomination.data or None,
            decision_body=form.decision_body.data or None,
        ),
    )
    if done is None:
        return render_template("coach/register.html", form=form), 422
    flash(_("%(name)s takes part now.", name=done["name"]), "success")
    return redirect(url_for("coach.journey", congregation_id=done["id"]), 303)


def _where(glance: dict[str, object], language: str) -> str:
    found = glance["tracks"]
    current = glance["current_track"]
    if not isinstance(found, list) or not isinstance(current, dict):
        return ""
    number = [track["id"] for track in found].index(current["id"]) + 1
    title = tracks.title_of(current, language)
    return str(_("%(n)s of %(all)s: %(title)s", n=number, all=len(found), title=title))
