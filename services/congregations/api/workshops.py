"""Workshops and their reports, over HTTP."""

from shared.web.app import blueprint

blp = blueprint("workshops", "Workshops and their reports")
