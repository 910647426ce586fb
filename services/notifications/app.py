"""Wiring of the notifications service."""

from flask import Flask

from services.notifications import model
from services.notifications.api import blp
from services.notifications.events import HANDLERS
from services.notifications.jobs import JOBS
from services.notifications.projections import HELD
from services.notifications.smtp.relay import relay_from
from shared.config import Settings
from shared.service import Service, Tools
from shared.web import door
from shared.web.app import create_service_app


def create_app(settings: Settings, tools: Tools) -> Flask:
    """Return the web app of notifications; raises `ValueError` for a wrong SMTP_URL."""
    if settings.smtp_url:
        relay_from(settings.smtp_url)
    app = create_service_app(
        "notifications", settings, tools, blueprints=(blp,), access=door.access_of("notifications")
    )
    app.extensions["settings"] = settings
    return app


SERVICE = Service(
    name="notifications",
    create_app=create_app,
    metadata=model.Base.metadata,
    handlers=HANDLERS,
    jobs=JOBS,
    held=HELD,
)
