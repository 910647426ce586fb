"""The routes of partners; each view opens one transaction and calls one action or query."""

from services.partners.api import agencies, matches, offerings, peoplegroups, service

BLUEPRINTS = (agencies.blp, offerings.blp, matches.blp, peoplegroups.blp, service.blp)
