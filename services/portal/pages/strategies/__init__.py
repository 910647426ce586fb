"""The pages about strategies: written over several evenings, adopted, and then done."""

from services.portal.pages.strategies import (
    adopting,
    documents,
    overview,
    parts,
    progress,
    writing,
)
from services.portal.pages.strategies.area import pages

__all__ = ["adopting", "documents", "overview", "pages", "parts", "progress", "writing"]
