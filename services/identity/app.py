"""Wiring of the identity service."""

from flask import Flask

from services.identity import model
from services.identity.events import HANDLERS
from shared.config import Settings
from shared.service import Service, Tools
from shared.web import door
from shared.web.app import create_service_app


def create_app(settings: Settings, tools: Tools) -> Flask:
    """Return the web app of identity."""
    return create_service_app(
        "identity", settings, tools, blueprints=(), access=door.access_of("identity")
    )


SERVICE = Service(
    name="identity",
    create_app=create_app,
    metadata=model.Base.metadata,
    handlers=HANDLERS,
)
