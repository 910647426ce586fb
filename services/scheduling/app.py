"""Wiring of the scheduling service."""

from flask import Flask

from services.scheduling import model
from services.scheduling.events import HANDLERS
from shared.config import Settings
from shared.service import Service, Tools
from shared.web import door
from shared.web.app import create_service_app


def create_app(settings: Settings, tools: Tools) -> Flask:
    """Return the web app of scheduling."""
    return create_service_app(
        "scheduling", settings, tools, blueprints=(), access=door.access_of("scheduling")
    )


SERVICE = Service(
    name="scheduling",
    create_app=create_app,
    metadata=model.Base.metadata,
    handlers=HANDLERS,
)
