"""Scheduling over HTTP."""

from services.scheduling.api.letters import letters
from services.scheduling.api.own_calendar import own_calendar
from services.scheduling.api.sessions import sessions

BLUEPRINTS = (sessions, own_calendar, letters)
