"""Congregations over HTTP."""

from services.congregations.api import imports, journeys, profiles, records

BLUEPRINTS = (profiles.blp, imports.blp, journeys.blp, records.blp)
