"""Pages of sample installations: be anybody, read the mails that would have left."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from flask import Blueprint, current_app, redirect, render_template, request, session
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from services.portal import language
from services.portal import session as visits
from services.portal.clients import identity, names
from services.portal.session import visitor
from shared.errors import NotFound

pages = Blueprint("sample", __name__)
Page = str | Response | tuple[str, int]
# the first two stand in the first column
ROLES = ("coach", "leader", "agency_staff", "working_group", "operator")
SHOWN = 6  # of each role at once; the others are one click away


class Pick(NamedTuple):
    """Somebody whom one can be."""

    id: str
    name: str
    text: str


class Group(NamedTuple):
    """People with the same role, and what to try as one of them."""

    title: str
    icon: str
    advice: str
    picks: Sequence[Pick]


@pages.get("/sample")
def choose() -> Page:
    """Show everybody of the sample network."""
    require_sample()
    return page()


@pages.post("/sample/sign-in")
def enter() -> Page:
    """Sign in as one of them."""
    require_sample()
    entered = identity.enter_as_sample(request.form.get("person", ""))
    session.clear()
    response = redirect("/", 303)
    visits.keep(response, entered["session_token"], own_device=False)
    language.keep(response, entered["person"]["language"])
    return response


def require_sample() -> None:
    """Refuse what only sample installations have."""
    if not current_app.extensions["settings"].sample:
        raise NotFound


def page() -> str:
    """Return the page on which one chooses whom to be."""
    people = identity.sample_people()
    places = {
        role["organisation_id"]
        for person in people
        for role in person["memberships"]
        if role["organisation_kind"] == "congregation"
    }
    called = names.of_sample_congregations(sorted(places))
    groups = [_group(role, people, called) for role in ROLES]
    back = visitor().person is not None
    return render_template(
        "sample/choose.html", groups=[g for g in groups if g.picks], shown=SHOWN, back=back
    )


def _group(role: str, people: Sequence[identity.SamplePerson], called: Mapping[str, str]) -> Group:
    texts = _texts()
    title, icon, advice = texts[role]
    # a coach whom an agency employs holds the role twice, and is one person all the same
    picks = {
        Pick(person["id"], person["name"], called.get(held["organisation_id"], person["email"]))
        for person in people
        for held in person["memberships"]
        if held["role"] == role
    }
    return Group(title, icon, advice, sorted(picks, key=lambda pick: (pick.text, pick.name)))


def _texts() -> dict[str, tuple[str, str, str]]:
    return {
        "coach": (
            _("Missions coaches"),
            "person",
            _("See who waits longest for a word, let three partners be told, propose one."),
        ),
        "leader": (
            _("Leaders"),
            "church",
            _("Follow the journey, answer a proposal, put the dates into a calendar."),
        ),
        "working_group": (
            _("Working groups"),
            "church",
            _("Prepare with the leaders; the deciding is theirs."),
        ),
        "agency_staff": (
            _("Mission agencies"),
            "agency",
            _("Look after offerings, answer a congregation that asks."),
        ),
        "operator": (
            _("Running the network"),
            "write",
            _("Invite people, see what waits, load a list of people groups."),
        ),
    }
