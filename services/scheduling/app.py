"""Wiring of the scheduling service."""

from flask import Flask

from services.scheduling import model
from services.scheduling.api import BLUEPRINTS
from services.scheduling.events import HANDLERS
from services.scheduling.jobs import JOBS
from services.scheduling.projections import HELD, SERVED
from shared.config import Settings
from shared.service import Service, Tools
from shared.web import door, projections
from shared.web.app import create_service_app


def create_app(settings: Settings, tools: Tools) -> Flask:
    """Return the web app of scheduling."""
    app = create_service_app(
        "scheduling",
        settings,
        tools,
        blueprints=(*BLUEPRINTS, projections.routes(SERVED)),
        access=door.access_of("scheduling"),
    )
    app.config.update(PUBLIC_URL=settings.public_url, PUBLIC_HOST=settings.public_host)
    return app


SERVICE = Service(
    name="scheduling",
    create_app=create_app,
    metadata=model.Base.metadata,
    handlers=HANDLERS,
    jobs=JOBS,
    held=HELD,
)
