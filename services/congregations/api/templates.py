"""Templates of journeys, over HTTP."""

from shared.web.app import blueprint

blp = blueprint("templates", "Templates of journeys")
