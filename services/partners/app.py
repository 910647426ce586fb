"""Wiring of the partners service."""

from flask import Flask

from services.partners import model
from services.partners.api import BLUEPRINTS
from services.partners.api.matches import KEPT
from services.partners.events import HANDLERS
from services.partners.jobs import JOBS
from services.partners.projections import HELD, SERVED
from services.partners.queries.kept import Kept
from shared.config import Settings
from shared.service import Service, Tools
from shared.web import door, projections
from shared.web.app import create_service_app


def create_app(settings: Settings, tools: Tools) -> Flask:
    """Return the web app of partners."""
    app = create_service_app(
        "partners",
        settings,
        tools,
        blueprints=(*BLUEPRINTS, projections.routes(SERVED)),
        access=door.access_of("partners"),
        takes_keys=True,
    )
    app.extensions[KEPT] = Kept()
    return app


SERVICE = Service(
    name="partners",
    create_app=create_app,
    metadata=model.Base.metadata,
    handlers=HANDLERS,
    jobs=JOBS,
    held=HELD,
)
