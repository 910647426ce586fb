"""Kairos courses, over HTTP."""

from shared.web.app import blueprint

blp = blueprint("courses", "Kairos courses")
