"""Support in the congregation, over HTTP."""

from shared.web.app import blueprint

blp = blueprint("support", "Support in the congregation")
