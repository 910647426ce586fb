"""Rounds of questions, and commitments, over HTTP."""

from shared.web.app import blueprint

blp = blueprint("discovery", "Rounds of questions, and commitments")
