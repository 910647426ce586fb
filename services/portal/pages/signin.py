"""Signing in by mail, taking up an invitation, setting up, signing out; the language."""

from flask import (
    Blueprint,
    current_app,
    flash,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from services.portal import language, navigation
from services.portal import session as visits
from services.portal.clients import identity
from services.portal.forms.sending import sent
from services.portal.forms.signin import (
    AddressForm,
    CodeForm,
    NewcomerForm,
    OwnDevice,
    SetUpForm,
)
from services.portal.pages import sample
from services.portal.paths import local_path
from services.portal.session import visitor

pages = Blueprint("signin", __name__)
Page = str | Response | tuple[str, int]
ASKED = "sign_in"


@pages.get("/")
def front() -> Page:
    """Lead people to where they begin, and tell others what this is."""
    if visitor().person:
        return redirect(navigation.home_of(visitor().actor), 303)
    if current_app.extensions["settings"].sample:
        return sample.page()
    return render_template("signin/welcome.html")


@pages.get("/sign-in")
def show_sign_in() -> Page:
    """Ask for the mail address."""
    form = AddressForm(request.args)
    form.next.data = local_path(form.next.data, "")
    return render_template("signin/address.html", form=form)


@pages.post("/sign-in")
def ask() -> Page:
    """Have the letter sent; the answer does not tell whether the address is known."""
    form = AddressForm()
    wanted = local_path(form.next.data, "")[:200] or None
    asked = sent(form, lambda: identity.ask_sign_in(form.email.data.strip(), wanted=wanted))
    if asked is None:
        return render_template("signin/address.html", form=form), 422
    session[ASKED] = {"id": asked, "address": form.email.data.strip()}
    return redirect(url_for("signin.show_code"), 303)


@pages.get("/sign-in/code")
def show_code() -> Page:
    """Ask for the six digits of the letter."""
    if ASKED not in session:
        return _ask_again()
    return _code_page(CodeForm())


@pages.post("/sign-in/code")
def enter_by_code() -> Page:
    """Sign in with the code; it works only in the browser that asked for it."""
    if ASKED not in session:
        return _ask_again()
    form = CodeForm()
    asked = session[ASKED]["id"]
    entered = sent(
        form, lambda: identity.enter_by_code(asked, form.code.data, own_device=form.keep.data)
    )
    if entered is None:
        return _code_page(form), 422
    return _begin(entered, own_device=form.keep.data)


@pages.get("/sign-in/<token>")
def show_link(token: str) -> Page:
    """Show a button; looking changes nothing, so that mail scanners may look."""
    return render_template("signin/link.html", form=OwnDevice(), token=token)


@pages.post("/sign-in/<token>")
def enter_by_link(token: str) -> Page:
    """Sign in with the mailed link."""
    form = OwnDevice()
    entered = sent(form, lambda: identity.enter_by_token(token, own_device=form.keep.data))
    if entered is None:
        return render_template("signin/used.html", form=form), 422
    return _begin(entered, own_device=form.keep.data)


@pages.get("/invitation/<token>")
def show_invitation(token: str) -> Page:
    """Say to what somebody is invited."""
    invitation = identity.invitation(token)
    form = NewcomerForm(name=invitation["name"], language=invitation["language"])
    return render_template("signin/invitation.html", form=form, invitation=invitation)


@pages.post("/invitation/<token>")
def accept_invitation(token: str) -> Page:
    """Take up the invitation and sign in."""
    form = NewcomerForm()
    entered = sent(
        form,
        lambda: identity.accept_invitation(
            token,
            name=form.name.data,
            language=form.language.data,
            own_device=form.keep.data,
        ),
    )
    if entered is None:
        invitation = identity.invitation(token)
        page = render_template("signin/invitation.html", form=form, invitation=invitation)
        return page, 422
    return _begin(entered, own_device=form.keep.data)


@pages.get("/setup")
def find_set_up() -> Page:
    """Lead an address with the token in its query to the page itself."""
    return redirect(url_for("signin.show_set_up", token=request.args.get("token", "-")), 303)


@pages.get("/setup/<token>")
def show_set_up(token: str) -> Page:
    """Ask who the first operator is."""
    return render_template("signin/setup.html", form=SetUpForm(), token=token)


@pages.post("/setup/<token>")
def set_up(token: str) -> Page:
    """Make the first operator known and sign him in."""
    form = SetUpForm()
    entered = sent(
        form,
        lambda: identity.set_up(
            token, name=form.name.data, email=form.email.data, language=form.language.data
        ),
    )
    if entered is None:
        return render_template("signin/setup.html", form=form, token=token), 422
    return _begin(entered, own_device=False)


@pages.post("/sign-out")
def sign_out() -> Page:
    """End this browser's session and let it forget what it kept of these pages."""
    token = request.cookies.get(visits.COOKIE)
    if token and visitor().person:
        identity.end_session(token)
    session.clear()
    flash(_("You are signed out."), "success")
    response = redirect("/", 303)
    visits.drop(response)
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


@pages.post("/language")
def choose_language() -> Page:
    """Read on in the other language, and remember it for the person too."""
    chosen = request.form.get("language", "")
    if chosen not in language.LANGUAGES:
        chosen = language.language()
    if visitor().person:
        identity.change_me(language=chosen)
    response = redirect(local_path(request.form.get("back", "").rstrip("?")), 303)
    language.keep(response, chosen)
    return response


def _code_page(form: CodeForm) -> str:
    return render_template("signin/code.html", form=form, address=session[ASKED]["address"])


def _ask_again() -> Response:
    text = _("A code works only in the browser that asked for it. Ask for a new mail here.")
    flash(text, "information")
    return redirect(url_for("signin.show_sign_in"), 303)


def _begin(entered: identity.Entered, *, own_device: bool) -> Response:
    # a fresh form session, so that nothing of before the sign-in lives on after it
    session.clear()
    response = redirect(local_path(entered.get("next")), 303)
    visits.keep(response, entered["session_token"], own_device=own_device)
    language.keep(response, entered["person"]["language"])
    return response
