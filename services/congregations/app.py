"""Wiring of the congregations service."""

from flask import Flask

from services.congregations import model
from services.congregations.api import BLUEPRINTS
from services.congregations.events import HANDLERS
from services.congregations.jobs import JOBS
from services.congregations.projections import HELD, SERVED
from shared.config import Settings
from shared.service import Service, Tools
from shared.web import door, projections
from shared.web.app import create_service_app


def create_app(settings: Settings, tools: Tools) -> Flask:
    """Return the web app of congregations."""
    return create_service_app(
        "congregations",
        settings,
        tools,
        blueprints=(*BLUEPRINTS, projections.routes(SERVED)),
        access=door.access_of("congregations"),
    )


SERVICE = Service(
    name="congregations",
    create_app=create_app,
    metadata=model.Base.metadata,
    handlers=HANDLERS,
    jobs=JOBS,
    held=HELD,
)
