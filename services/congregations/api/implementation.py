"""Check-ins, roles and the home team, over HTTP."""

from shared.web.app import blueprint

blp = blueprint("implementation", "Check-ins, roles and the home team")
