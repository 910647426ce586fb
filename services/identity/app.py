"""Wiring of the identity service."""

from flask import Flask

from services.identity import model, signing
from services.identity.api import BLUEPRINTS, SAMPLE_ONLY
from services.identity.events import HANDLERS
from services.identity.jobs import JOBS
from services.identity.projections import HELD, SERVED
from shared.config import Settings
from shared.service import Service, Tools
from shared.web import door, projections
from shared.web.app import create_service_app


def create_app(settings: Settings, tools: Tools) -> Flask:
    """Return the web app of identity; outside sample mode the sample routes do not exist."""
    sample = settings.sample
    own = (*BLUEPRINTS, projections.routes(SERVED))
    app = create_service_app(
        "identity",
        settings,
        tools,
        blueprints=(*own, *SAMPLE_ONLY) if sample else own,
        access={
            route: who
            for route, who in door.access_of("identity").items()
            if sample or " /sample/" not in route
        },
    )
    app.extensions["settings"] = settings
    app.extensions["signing_key"] = signing.key_of(settings)
    tools.verifier.keys_from(lambda: signing.public_part(signing.key_of(settings)))
    return app


SERVICE = Service(
    name="identity",
    create_app=create_app,
    metadata=model.Base.metadata,
    handlers=HANDLERS,
    jobs=JOBS,
    held=HELD,
)
