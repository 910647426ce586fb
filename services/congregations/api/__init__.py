"""Congregations over HTTP."""

from services.congregations.api import (
    courses,
    discovery,
    evaluations,
    implementation,
    imports,
    intake,
    journeys,
    launches,
    letters,
    profiles,
    records,
    strategies,
    support,
    templates,
    workshops,
)

BLUEPRINTS = (
    profiles.blp,
    imports.blp,
    journeys.blp,
    records.blp,
    intake.blp,
    workshops.blp,
    courses.blp,
    discovery.blp,
    strategies.blp,
    support.blp,
    launches.blp,
    implementation.blp,
    evaluations.blp,
    templates.blp,
    letters.blp,
)
