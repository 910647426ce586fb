"""Congregations over HTTP."""

from services.congregations.api import journeys, profiles, records

BLUEPRINTS = (profiles.blp, journeys.blp, records.blp)
