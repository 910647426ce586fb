"""A refusal becomes a calm page with its sentence; what is hidden looks like what is absent."""

from flask import Flask, Response, g, redirect, render_template, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, SecurityError
from werkzeug.wrappers import Response as AnyResponse

from services.portal.clients.calling import with_query
from services.portal.sentences import sentence
from services.portal.session import visitor
from shared import log
from shared.errors import NotFound, Refusal, Unavailable, Unknown

TITLES = {
    400: _l("That did not arrive as it should"),
    403: _l("This page is for others"),
    404: _l("There is nothing here"),
    409: _l("That cannot be done now"),
    413: _l("That is too large"),
    422: _l("That cannot be done this way"),
    429: _l("A little slower, please"),
    503: _l("One moment, please"),
}
LEADS = {
    404: _l("The page does not exist, or it is not meant for you."),
    413: _l("Choose a smaller file, or ask your coach how to send it."),
    503: _l("A part of Missionscoach does not answer. Nothing is lost; try again shortly."),
}


def install(app: Flask) -> None:
    """Let every refusal, HTTP error and fault end as a page."""
    app.register_error_handler(Refusal, _refusal)
    app.register_error_handler(CSRFError, _old_form)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _fault)


def page(status: int, lead: str = "") -> Response:
    """Return the page that says what went wrong, in the visitor's language."""
    title = TITLES.get(status, TITLES[400])
    trace = log.current_trace_id() if status >= 500 else None
    told = {"title": title, "lead": lead or LEADS.get(status, ""), "trace": trace}
    text = render_template("refusal.html", **told)
    return Response(text, status=status)


def _refusal(refusal: Refusal) -> AnyResponse:
    if isinstance(refusal, Unknown) and visitor().person is None:
        return _sign_in_first()
    if isinstance(refusal, NotFound | Unavailable):
        return page(refusal.status)
    if isinstance(refusal, Unknown):
        return page(403, _("Sign in again; your sign-in ended a moment ago."))
    return page(refusal.status, sentence(refusal.detail))


def _sign_in_first() -> AnyResponse:
    wanted = request.full_path.rstrip("?") if request.method in ("GET", "HEAD") else None
    return redirect(with_query("/sign-in", next=wanted), 303)


def _old_form(_error: CSRFError) -> Response:
    text = _("This form has been open too long. Go back, reload the page and send it again.")
    return page(400, text)


def _http(error: HTTPException) -> AnyResponse:
    if isinstance(error, SecurityError) or error.code is None:
        # under a foreign name no address can be built, so no page either
        return Response(
            "Missionscoach does not live under this name.\n", 400, mimetype="text/plain"
        )
    if error.code < 400:
        return error.get_response()  # a redirect to the same page
    answer = page(error.code)
    for name, value in error.get_headers():
        if name in ("Allow", "Retry-After"):
            answer.headers[name] = value
    return answer


def _fault(fault: Exception) -> Response:
    log.get("web").error("fault in a page", error=type(fault).__name__, exc_info=fault)
    g.visitor = None  # whatever was wrong with it, the page that says so must not need it
    text = _("Something went wrong on our side; nothing was changed.")
    return page(500, text)
