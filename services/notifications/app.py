"""Wiring of the notifications service."""

from flask import Flask

from services.notifications import model
from services.notifications.events import HANDLERS
from shared.config import Settings
from shared.service import Service, Tools
from shared.web import door
from shared.web.app import create_service_app


def create_app(settings: Settings, tools: Tools) -> Flask:
    """Return the web app of notifications."""
    return create_service_app(
        "notifications", settings, tools, blueprints=(), access=door.access_of("notifications")
    )


SERVICE = Service(
    name="notifications",
    create_app=create_app,
    metadata=model.Base.metadata,
    handlers=HANDLERS,
)
