"""Strategies, gaps, goals and actions, over HTTP."""

from shared.web.app import blueprint

blp = blueprint("strategies", "Strategies, gaps, goals and actions")
