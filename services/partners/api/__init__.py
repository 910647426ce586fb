"""The routes of partners; each view opens one transaction and calls one action or query."""

from services.partners.api import agencies, matches, offerings, service

BLUEPRINTS = (agencies.blp, offerings.blp, matches.blp, service.blp)
