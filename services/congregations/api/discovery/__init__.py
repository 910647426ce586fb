"""Rounds of questions, findings and commitments, over HTTP."""

from services.congregations.api.discovery import boards, raters, rounds
from services.congregations.api.discovery.blueprint import blp

__all__ = ["blp", "boards", "raters", "rounds"]
