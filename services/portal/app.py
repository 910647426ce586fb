"""Wiring of the portal."""

from flask import Flask

from shared.config import Settings
from shared.service import Service, Tools


def create_app(settings: Settings, tools: Tools) -> Flask:
    """Return the web app of the portal."""
    return Flask("portal")


SERVICE = Service(name="portal", create_app=create_app)
