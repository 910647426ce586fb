"""Wiring of the portal."""

from flask import Flask, Response, jsonify
from flask_wtf import CSRFProtect
from jinja2 import StrictUndefined

from services.portal import (
    assets,
    headers,
    language,
    moments,
    pages,
    refusals,
    reports,
    session,
    shell,
    uploads,
)
from shared.config import Settings
from shared.service import Service, Tools
from shared.web import door, trace
from shared.web.app import trusted_hosts


def create_app(settings: Settings, tools: Tools) -> Flask:
    """Return the web app of the portal."""
    app = Flask("services.portal")
    app.config.update(_config(settings))
    app.extensions["missionscoach"] = tools
    app.extensions["settings"] = settings
    app.jinja_env.undefined = StrictUndefined
    app.add_url_rule("/health/live", "live", _live)
    pages.install(app)
    trace.install(app, "portal")
    language.install(app)
    door.install(app, door.access_of("portal"), session.identify)
    uploads.install(app)
    CSRFProtect(app)
    moments.install(app)
    assets.install(app)
    shell.install(app, settings)
    reports.install(app)
    headers.install(app, secure=settings.secure)
    refusals.install(app)
    return app


def _config(settings: Settings) -> dict[str, object]:
    return {
        "SECRET_KEY": settings.portal_secret,
        "SESSION_COOKIE_NAME": "missionscoach_form",
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_SECURE": settings.secure,
        # a form may stay open all evening; it ends with the browser's session
        "WTF_CSRF_TIME_LIMIT": None,
        "TRUSTED_HOSTS": trusted_hosts(settings, "portal"),
        "PREFERRED_URL_SCHEME": "https" if settings.secure else "http",
    }


def _live() -> Response:
    return jsonify(status="alive")


SERVICE = Service(name="portal", create_app=create_app)
