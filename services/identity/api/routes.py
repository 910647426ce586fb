"""Blueprints whose routes answer only the methods they name."""

from typing import Any

from flask_smorest.blueprint import Blueprint

from shared.web.app import StrictParser


class Named(Blueprint):
    """A blueprint without Flask's own OPTIONS answers: the access table names every method."""

    ARGUMENTS_PARSER = StrictParser()

    def add_url_rule(
        self, rule: str, endpoint: str | None = None, view_func: Any = None, **more: Any
    ) -> None:
        """Add a route without an automatic OPTIONS beside it."""
        view_func.provide_automatic_options = False
        super().add_url_rule(rule, endpoint, view_func, **more)


def blueprint(name: str, description: str) -> Blueprint:
    """Return a blueprint whose arguments are read strictly."""
    return Named(name, name, description=description)
