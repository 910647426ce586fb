"""The blueprint on which the routes of discovery hang."""

from shared.web.app import blueprint

blp = blueprint("discovery", "Rounds of questions, findings and commitments")
