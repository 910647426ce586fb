"""Blueprints that refuse an unknown word in the query too: a misspelt `dry_run` must not write."""

from typing import ClassVar

from flask_smorest import Blueprint
from marshmallow import RAISE

from shared.web import app


class StrictQueryParser(app.StrictParser):
    """Reads queries as strictly as bodies."""

    DEFAULT_UNKNOWN_BY_LOCATION: ClassVar[dict[str, str | None]] = {
        **app.StrictParser.DEFAULT_UNKNOWN_BY_LOCATION,
        "query": RAISE,
    }


def blueprint(name: str, description: str) -> Blueprint:
    """Return a blueprint whose bodies and queries are read strictly."""
    made = app.blueprint(name, description)
    made.ARGUMENTS_PARSER = StrictQueryParser()
    return made
